"""Teaching one's own classes: examples, own photos, a head from a file, everything deleted by one button."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from core.i18n.catalog import LANGUAGES, text
from core.shared import backbones
from core.transfer_learning import head_file, learning, sample_albums, weather


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"transfer_learning.{key}", **facts)


def jpeg(rgb: np.ndarray, name: str) -> tuple[str, bytes, str]:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG")
    return name, out.getvalue(), "image/jpeg"


def photos(thing: str, count: int) -> list[tuple[str, bytes, str]]:
    walls = (sample_albums.WALLS * 9)[:count]
    return [jpeg(sample_albums.scene(thing, wall, 50 + i), f"{thing}{i}.jpg") for i, wall in enumerate(walls)]


@pytest.fixture
def open_teach(open_lesson) -> Callable:
    return lambda lang="en", **query: open_lesson("transfer_learning", lang, **query)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["where", "marks", "none", "save"])
def test_example_opens_with_an_answer_in_the_pages_language(open_teach, lang: str, view: str) -> None:
    app = open_teach(lang, teach_view=view)
    cup = said("things.cup", lang)
    assert any(f"**{cup}**" in block.value for block in app.info)
    assert any("가" <= letter <= "힣" for letter in app.info[0].value) is (lang == "ko")


@pytest.mark.slow
def test_the_trap_of_the_wall_is_sprung_and_told(open_teach) -> None:
    app = open_teach("en")
    app.button(key="preset_wall").click().run()
    told = " ".join(block.value for block in app.info)
    assert "**30 of 30**" in told and "takes this **cup** for **umbrella**" in told
    app.session_state["teach_try"] = "brick"
    app.run()
    assert "nothing but a wall" in " ".join(block.value for block in app.info)
    spread = said("where_spread", before="@", after="@").partition(":")[0]
    assert any(spread in block.value for block in app.markdown), "a wall is everywhere, not in one place"


@pytest.mark.slow
def test_a_mistake_is_called_hidden_only_where_the_test_was_without_one(open_teach) -> None:
    app = open_teach("en", teach_set="few")
    app.session_state["teach_try"] = "umbrella-brick"
    app.run()
    assert "**5 of 6**" in app.info[0].value and "takes this **umbrella** for **fish**" in app.info[0].value
    assert "never have told" not in app.info[0].value


def test_a_head_that_brings_its_limit_offers_no_share_of_photos(open_teach) -> None:
    app = open_teach("en", teach_set="file")
    assert app.selectbox(key="refused_file").options == [said("refusals.never"), said("refusals.kept")]


def teach(app, groups: dict[str, int]) -> None:
    """Upload photos of things into the classes of the page, in their order."""
    for at, (thing, count) in enumerate(groups.items()):
        names = list(app.session_state["own"]["albums"]["teach"])
        app.session_state["teach_class"] = names[at]
        app.run()
        app.text_input(key=f"teach_name_{names[at]}").set_value(f"my {thing}").run()
        app.file_uploader[0].set_value(photos(thing, count))
        app.run()


@pytest.mark.slow
def test_own_classes_are_taught_corrected_and_deleted(open_teach) -> None:
    app = open_teach()
    app.button(key="teach_own").click().run()
    assert said("too_few_classes") in [w.value for w in app.warning]
    assert any(said("challenge_untested") in block.value for block in app.markdown), "nothing was measured"
    teach(app, {"cup": 5, "fish": 4})
    album = app.session_state["own"]["albums"]["teach"]
    assert {name: len(group) for name, group in album.items()} == {"my cup": 5, "my fish": 4}
    assert all(max(p.rgb().shape) <= 384 for group in album.values() for p in group.values())
    assert any("of 9**" in block.value for block in app.info)
    assert said("too_few_photos", names="my fish", n=5) in [w.value for w in app.warning]
    assert text("en", "common.my_pictures", count=9) in app.sidebar.caption[0].value
    app.button(key="delete_pictures").click().run()
    assert not any(app.session_state["own"]["albums"]["teach"].values())
    assert "my cup" not in app.session_state["own"]["albums"]["teach"]
    assert "remembered" not in app.session_state or not any(
        entries for name, entries in app.session_state["remembered"].items() if "teach" in name
    )


def test_a_class_takes_thirty_photos_and_no_more(open_teach) -> None:
    app = open_teach(teach_set="own")
    dots = [jpeg(np.full((40, 40, 3), i * 7, np.uint8), f"{i}.jpg") for i in range(33)]
    app.file_uploader[0].set_value(dots)
    app.run()
    assert len(next(iter(app.session_state["own"]["albums"]["teach"].values()))) == 30
    told = text("en", "errors.too_many_pictures_class", most=30)
    refused = [w.value for w in app.warning if told in w.value]
    assert [name.partition(":")[0].replace("\\", "") for name in refused] == ["30.jpg", "31.jpg", "32.jpg"]


def test_classes_are_added_named_and_dropped(open_teach) -> None:
    app = open_teach(teach_set="own")
    for _ in range(8):
        app.button(key="teach_add").click().run()
    assert len(app.session_state["own"]["albums"]["teach"]) == 10
    assert app.button(key="teach_add").disabled
    app.text_input(key="teach_name_Class 10").set_value("Class 1").run()
    assert list(app.session_state["own"]["albums"]["teach"])[-1] == "Class 10", "a name is given once"
    app.text_input(key="teach_name_Class 10").set_value("<b>*x*</b>").run()
    assert list(app.session_state["own"]["albums"]["teach"])[-1] == "<b>*x*</b>"
    for _ in range(8):
        app.button(key="teach_drop").click().run()
    assert len(app.session_state["own"]["albums"]["teach"]) == 2
    assert app.button(key="teach_drop").disabled


def some_head() -> learning.Head:
    rng = np.random.default_rng(0)
    weight, means = (np.float32(rng.standard_normal((2, 896))) for _ in range(2))
    return learning.Head("everyday", ("컵", "*fish*"), weight, np.zeros(2, np.float32), means, 2.0)


@pytest.mark.slow
def test_saved_head_is_opened_again_and_a_bad_file_gets_its_sentence(open_teach) -> None:
    app = open_teach(teach_set="file")
    app.file_uploader[0].set_value([("x.safetensors", b"no head", "application/octet-stream")])
    app.run()
    assert any(text("en", "errors.head_damaged") in w.value for w in app.warning)
    app.file_uploader[0].set_value(
        [("h.safetensors", head_file.to_bytes(some_head()), "application/octet-stream")]
    )
    app.run()
    assert any(said("opened", names="컵, \\*fish\\*") in c.value for c in app.caption)
    assert any("Its answer for this photo" in block.value for block in app.info)


def test_own_classes_are_taught_on_two_joined_networks_where_both_are_here(open_lesson, needs) -> None:
    needs(*backbones.networks(backbones.JOINED))
    app = open_lesson("transfer_learning", "en")
    choice = app.selectbox(key="backbone")
    assert choice.value == backbones.JOINED and "Everyday (102) + EfficientNet-Lite0" in choice.options
    assert any("Everyday (102)" in box.label for box in app.expander)
    assert any("EfficientNet-Lite0" in box.label for box in app.expander)
    assert "30 of 30" in app.info[0].value


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_weather_is_ready_and_told_with_its_test(open_lesson, needs, lang: str) -> None:
    needs("efficientnet_lite0")
    app = open_lesson("transfer_learning", lang, teach_set="weather")
    told = weather.tested()
    assert any(f"**{told.right}" in m.value and str(told.photos) in m.value for m in app.markdown)
    assert not app.exception and any(name in app.info[0].value for name in weather.ready(lang).labels)
    assert not app.warning, "there is no wall behind the weather"


@pytest.mark.slow
def test_the_report_on_the_weather_is_its_test_and_not_that_it_cannot_be_tested(open_lesson, needs) -> None:
    needs("efficientnet_lite0")
    app = open_lesson("transfer_learning", "en", teach_set="weather", teach_view="marks")
    assert said("grid_ready", n=weather.tested().photos) in " ".join(block.value for block in app.markdown)
    assert app.get("plotly_chart") and said("no_check") not in [block.value for block in app.info]
    app = open_lesson("transfer_learning", "en", teach_set="weather", teach_view="none")
    assert said("no_check") not in [block.value for block in app.info]


def test_without_its_network_the_weather_is_not_offered(open_lesson) -> None:
    app = open_lesson("transfer_learning", "en", teach_set="weather")
    assert app.radio(key="teach_set").value == "varied"
