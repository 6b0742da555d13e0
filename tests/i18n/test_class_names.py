import re

import pytest
from torchvision.models._meta import _COCO_CATEGORIES, _IMAGENET_CATEGORIES

from core.i18n import class_names
from core.i18n.catalog import LANGUAGES, Words, labels
from core.runtime import cards

SIZES = {"imagenet": 1000, "coco": 80}
PUBLISHED = {
    "imagenet": _IMAGENET_CATEGORIES,
    "coco": [name for name in _COCO_CATEGORIES if name not in ("__background__", "N/A")],
}
LATIN = {"CD 플레이어", "포드 모델 T(옛날 차)", "휴대용 단말기(PDA)", "리플렉스 카메라(DSLR)"}
"""Korean names that are written with Latin letters"""


def korean(text: str) -> list[str]:
    return [class_names.rows("imagenet")[index].ko for index in class_names.search(text, "imagenet")]


@pytest.mark.parametrize("of", class_names.SETS)
def test_classes_stand_in_the_order_of_the_networks(of: str) -> None:
    assert class_names.labels(of) == tuple(PUBLISHED[of])
    assert len(class_names.labels(of)) == SIZES[of]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("of", class_names.SETS)
def test_no_name_is_empty_or_there_twice(of: str, lang: str) -> None:
    names = class_names.names(of, lang)
    assert len({name.casefold() for name in names}) == SIZES[of]
    assert all(name and name == " ".join(name.split()) and len(name) <= 32 for name in names)


@pytest.mark.parametrize("of", class_names.SETS)
def test_each_name_is_in_its_language(of: str) -> None:
    for row in class_names.rows(of):
        assert re.fullmatch(r"[A-Za-zé' ()-]+", row.en), row
        assert re.fullmatch(r"[가-힣0-9 (),]+", row.ko) or row.ko in LATIN, row
        assert row.en.count("(") == row.en.count(")") and row.ko.count("(") == row.ko.count(")")


def test_one_english_name_has_one_korean_name_in_every_set() -> None:
    pairs = {(row.en.casefold(), row.ko) for of in class_names.SETS for row in class_names.rows(of)}
    keys = [key for key in labels("en") if key.startswith("everyday.")]
    pairs |= {(labels("en")[key].casefold(), labels("ko")[key]) for key in keys}
    assert len(pairs) == len(dict(pairs))


@pytest.mark.parametrize("of", class_names.SETS)
def test_other_words_add_something(of: str) -> None:
    for row in class_names.rows(of):
        assert len({*row.also, row.ko, row.en}) == len(row.also) + 2, row


@pytest.mark.parametrize(
    ("label", "ko"),
    [
        ("crane (bird)", "두루미"),
        ("crane (machine)", "크레인(기중기)"),
        ("jay", "어치"),
        ("drake (male duck)", "수컷 오리"),
        ("maillot (leotard)", "레오타드(몸에 붙는 옷)"),
        ("one-piece swimsuit", "원피스 수영복"),
        ("bow (archery)", "활"),
        ("Cardigan corgi", "웰시 코기 카디건(개)"),
        ("cardigan (sweater)", "카디건"),
        ("guitar pick", "기타 피크"),
        ("kite (bird of prey)", "솔개"),
        ("kite", "연"),
        ("remote", "리모컨"),
        ("beagle", "비글(개)"),
        ("no such thing", "no such thing"),
    ],
)
def test_a_page_says_what_the_class_means(label: str, ko: str) -> None:
    assert Words("ko", "classification").thing(label) == class_names.name_of(label, "ko") == ko


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("of", class_names.SETS)
def test_a_name_is_found_by_label_and_by_english_name(of: str, lang: str) -> None:
    for row in class_names.rows(of):
        assert class_names.name_of(row.en, lang, of) == getattr(row, lang)
        assert Words(lang, "detection").thing(row.en).casefold() == getattr(row, lang).casefold()
    of_labels = [class_names.name_of(label, lang, of) for label in class_names.labels(of)]
    assert of_labels == list(class_names.names(of, lang))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("바셋하운드", "바셋하운드(개)"),
        ("basset", "바셋하운드(개)"),
        ("골든리트리버", "골든 리트리버(개)"),
        ("GOLDEN-retriever", "골든 리트리버(개)"),
        ("호랑이", "호랑이"),
        ("tiger", "호랑이"),
        ("핸드폰", "휴대폰"),
        ("cock", "수탉"),
    ],
)
def test_search_finds_in_both_languages(text: str, first: str) -> None:
    assert korean(text)[0] == first


@pytest.mark.parametrize("text", ["개", "dog"])
def test_search_for_a_kind_puts_all_of_it_first(text: str) -> None:
    assert class_names.search(text, "imagenet")[:118] == tuple(range(151, 269))


def test_search_for_nothing_gives_all_and_for_an_unknown_class_none() -> None:
    assert class_names.search(" ", "coco") == tuple(range(80))
    assert not class_names.search("닥스훈트", "imagenet")  # a breed that ImageNet's thousand do without
    assert not class_names.search("dachshund", "imagenet")


@pytest.mark.parametrize("model", ["everyday", "everyday_yolo", "everyday_ssd"])
def test_the_built_in_models_classes_have_korean_names(model: str) -> None:
    say = Words("ko", "detection")
    assert all(re.search("[가-힣]", say.thing(label)) for label in cards.read(model)["labels"])
