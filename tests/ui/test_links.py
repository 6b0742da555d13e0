"""Links that anybody may have written: how they are read. Every part opens from such in `test_every_page`."""

import re
from pathlib import Path

import pytest

from core.shared.link_values import LONGEST_TEXT

ROOT = Path(__file__).parents[2]
SEEDS = (
    ("gradient_descent", "race", "seed", 0),
    ("convolution", "augmentation", "seed", 0),
    ("convolution", "network", "seed", 0),
    ("denoising", "denoise", "noise_seed", 0),
    ("gan", "sample", "gan_seed", 0),
    ("segmentation", "grow", "grow_seed", 3),
)


@pytest.mark.parametrize(("lesson", "part", "key", "default"), SEEDS)
def test_a_seed_that_is_none_gives_the_default(
    open_lesson, shared_results, lesson, part, key, default
) -> None:
    for value in ("1e999", "-1e999", "nan", "1e30", "12345678901234567890"):
        app = open_lesson(lesson, "en", **{"part": part, key: value})
        assert app.number_input(key=key).value == default


def test_a_part_that_is_none_opens_the_first(open_lesson) -> None:
    first = [box.value for box in open_lesson("gan", "en").info]
    for part in ("measures", "x" * (2 * LONGEST_TEXT), "[" * 2000):
        assert [box.value for box in open_lesson("gan", "en", part=part).info] == first


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
