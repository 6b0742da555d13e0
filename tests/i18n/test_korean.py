"""Korean texts: particles that fit, no gap before them, percent signs."""

import re
from collections.abc import Iterator

import pytest

from core.i18n import catalog, typography
from core.i18n.particles import particle

TEXTS = {
    (lang, file.name): file.read_text(encoding="utf8")
    for lang in catalog.LANGUAGES
    for file in sorted((catalog.HERE / lang).rglob("*.*"))
}
BOTH = re.compile(r"\((이|은|으로|을|가|와|과|는|를|로)\)")
FORMS = "은|는|이|가|을|를|과|와|으로|로|이?라고|예요|이에요|이?었어요|였어요|이면|이고|이지만|이니"
FIXED = re.compile(rf"}}[*’”'»]*(?:\([^()]*\)[*’”']*)?(?:{FORMS})(?![가-힣])")
GAP = re.compile(r" (?:은|는|가|을|를|과|와|으로|로|에|에서|의|도|만|라고|이라고|예요|이에요)(?![가-힣])")
AFTER_CONSONANT = dict(zip("는가를와로", ("은", "이", "을", "과", "으로"), strict=True)) | {"라고": "이라고"}
FOREIGN = re.compile(
    r"([A-Za-z0-9α-ωΑ-Ω°%×²³′](?:\*\*|\([^()]*\))*)"
    r"(은|는|이|가|을|를|과|와|으로|로|이?라고|이에요|예요)(?![가-힣])"
)
"""a number, sign or foreign word, perhaps in bold or with brackets behind it, and its particle"""
ALWAYS_PERCENT = {"architectures.garments.hover_shift", "architectures.garments.hover_class"}
"""labels that a chart fills, always with a percentage"""


def behind_bold(text: str) -> Iterator[str]:
    """Yield what stands behind the bold words of a text."""
    for line in text.split("\n"):
        yield from line.split("**")[2::2]


def test_emphasis_ends_where_it_should() -> None:
    """Behind a mark and before a letter a single asterisk ends nothing: it is shown."""
    shown = re.compile(r"(?<![*\w])\*(?![*\s])[^*\n]*[^\w\s*]\*(?=\w)")
    assert [place for place, text in TEXTS.items() if shown.search(text)] == []


def test_no_text_writes_two_particles_at_once() -> None:
    assert [place for place, text in TEXTS.items() if BOTH.search(text)] == []


def test_particles_stand_in_braces_in_their_form_after_a_consonant() -> None:
    forms = {form for text in TEXTS.values() for form in re.findall(r"{([가-힣]+)}", text)}
    assert {
        f for f in forms if (particle("우산", f), particle("나무", f)) != (f, particle("나무", f))
    } == set()
    assert {f for f in forms if particle("나무", f) == f} == set()
    assert [key for key, label in catalog.labels("en").items() if re.search("{[가-힣]", label)] == []


def test_no_particle_is_fixed_behind_what_is_filled_in() -> None:
    fixed = {key for key, label in catalog.labels("ko").items() if FIXED.search(label)}
    assert fixed - ALWAYS_PERCENT == set()


def test_fixed_particles_fit_the_numbers_and_foreign_words_before_them() -> None:
    wrong = []
    for place, text in TEXTS.items():
        for found in FOREIGN.finditer(text):
            before, form = text[: found.end(1)].splitlines()[-1], found[2]
            fitting = particle(before, AFTER_CONSONANT.get(form, form.replace("예요", "이에요")))
            wrong += [] if fitting == form else [(place, before[-12:] + form, fitting)]
    assert wrong == []


def test_no_gap_is_between_a_word_and_its_particle() -> None:
    gaps = [
        (place, tail[:9]) for place, text in TEXTS.items() for tail in behind_bold(text) if GAP.match(tail)
    ]
    assert gaps == []


def test_percent_signs_stand_at_their_number() -> None:
    assert [(place, m[0]) for place, text in TEXTS.items() for m in re.finditer(r"[\d}*)] %\S*", text)] == []


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("3.2 ms, **{psnr} dB**까지, 20 messages", "3.2\u00a0ms, **{psnr}\u00a0dB**까지, 20 messages"),
        ("**73%**예요, **우산**이에요. (**우산**)", "**73%\u2060**예요, **우산**이에요. (**우산**)"),
    ],
)
def test_numbers_keep_their_units_and_bold_ends_behind_a_mark(text: str, tidy: str) -> None:
    assert typography.tidy(text) == tidy


def test_bold_words_begin_with_a_letter_where_they_follow_one() -> None:
    """In CommonMark, "**" between a letter and a mark ends bold words only, and stays on the page."""
    broken = [
        (place, part[-12:] + "**" + bold[:9])
        for place, text in TEXTS.items()
        for line in text.split("\n")
        for part, bold in zip(line.split("**")[::2], line.split("**")[1::2], strict=False)
        if re.search(r"\w$", part) and re.match(r"[^\w\s{]", bold)
    ]
    assert broken == []
