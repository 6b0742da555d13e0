"""Links that anybody may have written: every part opens at its defaults, and nothing ends in an error."""

import re
from collections import OrderedDict, defaultdict
from pathlib import Path

import pytest

from core.i18n.catalog import text
from core.shared.link_values import LONGEST_TEXT
from core.ui import cache
from tests.pages.test_every_page import korean

ROOT = Path(__file__).parents[2]
PARTS = ROOT / "core" / "ui" / "parts"
KEY = re.compile(r'(?<![a-z_])key="(\w+)"|(?:kept|linked_value)\("(\w+)"|linked="(\w+)"')
HOSTILE = {
    "too large": "1e999",
    "no number": "nan",
    "many digits": "9" * 5000,
    "list": "[[1e999,[" + "[" * 2000,
    "long": "x" * (2 * LONGEST_TEXT),
}


def links() -> dict[str, tuple[str, str, list[str]]]:
    """Return, by part, its lesson, its name, and all names that its source reads from the link."""
    found = {}
    for path in sorted(PARTS.glob("*/*.py")):
        names = {name for groups in KEY.findall(path.read_text(encoding="utf8")) for name in groups if name}
        if "def draw(say" in path.read_text(encoding="utf8"):
            found[f"{path.parent.name}/{path.stem}"] = path.parent.name, path.stem, sorted(names)
    return found


LINKS = links()


@pytest.mark.slow
@pytest.mark.parametrize("part", LINKS)
def test_hostile_links_open_every_part_in_their_language(open_lesson, monkeypatch, part: str) -> None:
    lesson, name, keys = LINKS[part]
    results = defaultdict(OrderedDict)  # visitors who end with the same settings need them once
    monkeypatch.setattr(cache, "shelf", results.__getitem__)
    for value in HOSTILE.values() if keys else ("",):
        app = open_lesson(lesson, "en", **{**dict.fromkeys(keys, value), "part": name})
        assert app.title[0].value == text("en", f"{lesson}.name")
        assert not any(korean(box.value) for box in (*app.info, *app.warning))


SEEDS = (
    ("gradient_descent", "race", "seed", 0),
    ("convolution", "augmentation", "seed", 0),
    ("convolution", "network", "seed", 0),
    ("denoising", "denoise", "noise_seed", 0),
    ("gan", "sample", "gan_seed", 0),
    ("segmentation", "grow", "grow_seed", 3),
)


@pytest.mark.parametrize(("lesson", "part", "key", "default"), SEEDS)
def test_a_seed_that_is_none_gives_the_default(open_lesson, lesson, part, key, default) -> None:
    for value in ("1e999", "-1e999", "nan", "1e30", "12345678901234567890"):
        app = open_lesson(lesson, "en", **{"part": part, key: value})
        assert app.number_input(key=key).value == default


def test_links_are_read_in_one_place() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "core").rglob("*.py")
        if re.search(r"query_params(\.get|\[|\.get_all)", path.read_text(encoding="utf8"))
    }
    assert readers == {"core/ui/controls.py"}


def test_streamlit_reads_what_widgets_are_bound_to_as_carefully() -> None:
    from streamlit.runtime.state import query_params, session_state

    import core.ui.shell  # noqa: F401

    careful = session_state.parse_url_param
    assert careful.__wrapped__ is query_params.parse_url_param
    assert careful("2.5", "double_value") == 2.5 and careful(["1", "2"], "double_array_value") == [1, 2]
    for value in ("1e999", "nan", "1e16", ["1", "inf"], "x" * (LONGEST_TEXT + 1)):
        with pytest.raises(ValueError):
            careful(value, "double_array_value" if isinstance(value, list) else "double_value")
