"""The lesson opens on a street that the network knows, and says where it does not."""

import re

import pytest

from core.i18n.catalog import LANGUAGES, text
from core.ui import inputs
from core.ui.parts.segmentation import live


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"segmentation.{key}", **facts)


def verdict(app) -> str:
    return app.info[-1].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_without_a_warning_and_warns_of_what_it_never_learnt(open_lesson, lang: str) -> None:
    warning = said("see.verdict_unsure", lang, sure="", limit="", name="", share="").split("**")[1]
    app = open_lesson("segmentation", lang)
    assert warning not in verdict(app)
    app.button(key="preset_foreign").click().run()
    assert warning in verdict(app)


def test_a_preset_that_needs_a_network_from_elsewhere_is_not_offered_without_it(open_lesson) -> None:
    app = open_lesson("segmentation", "en")
    assert {button.key for button in app.button} >= {"preset_street", "preset_foreign"}
    assert "preset_person" not in {button.key for button in app.button}


def test_the_trap_hardly_costs_accuracy_and_much_of_the_mean(open_lesson) -> None:
    app = open_lesson("segmentation", "en", part="class_balance")
    before = [float(metric.value.rstrip("%")) for metric in app.metric]
    app.button(key="preset_thin").click().run()
    after = [float(metric.value.rstrip("%")) for metric in app.metric]
    assert before[0] > 97 and before[0] - after[0] < 2 and before[1] - after[1] > 20
    assert "their IoU is 0" in verdict(app)


def test_bridges_are_worth_something_on_the_opening_picture(open_lesson) -> None:
    app = open_lesson("segmentation", "en", part="walk")
    on, off = (int(share) for share in re.search(r"mean IoU (\d+)% .* (\d+)% without", verdict(app)).groups())
    assert on > 70 and on - off > 5


@pytest.mark.parametrize(("photo", "strange"), [("drawn_street", False), ("astronaut", True)])
def test_the_walk_says_where_its_network_knows_no_such_picture(open_lesson, photo: str, strange) -> None:
    app = open_lesson("segmentation", "en", part="walk", photo=photo)
    assert (said("walk.strange") in verdict(app)) is strange


def test_coins_are_counted_against_the_truth_and_a_network_that_finds_nothing_says_so(open_lesson) -> None:
    app = open_lesson("segmentation", "en", part="method_ladder")
    told = " ".join(block.value for block in app.markdown)
    assert "There are **24** coins" in told and said("ladder.network_nothing", model="").strip() in told
    assert "GrabCut and network with 0.00" in verdict(app) and "background”" not in told


def test_a_strange_answer_is_called_so_before_networks_too(open_lesson) -> None:
    app = open_lesson("segmentation", "en", part="method_ladder", photo="coffee")
    assert said("ladder.network_strange") in " ".join(block.value for block in app.markdown)


@pytest.mark.parametrize(("kernel", "chequered"), [("ones", True), ("overlap", False)])
def test_chequers_are_said_where_they_are(open_lesson, kernel: str, chequered: bool) -> None:
    app = open_lesson("segmentation", "en", part="grow", kernel_of=kernel)
    assert ("makes chequered" in verdict(app)) is chequered


@pytest.mark.parametrize(("photo", "name"), [("drawn_street", "unet"), ("zidane", "unet_people")])
def test_the_surer_network_answers_and_says_so(open_lesson, photo: str, name: str) -> None:
    app = open_lesson("segmentation", "en", photo=photo)
    network = said(f"see.networks.{name}")
    assert f"The {network} is surer" in verdict(app)
    assert "0.0%" not in verdict(app), "that the other one is surer on none of its photos is said in words"
    assert any(said("see.own") in block.value for block in app.caption)


def test_a_photo_that_no_network_knows_is_called_doubtful(open_lesson) -> None:
    app = open_lesson("segmentation", "en", photo="coins")
    assert verdict(app).startswith("**Neither network")
    assert "is surer" not in verdict(app)


def test_names_of_clothes_that_are_guessed_are_called_doubtful(open_lesson) -> None:
    assert said("see.names_doubtful") in verdict(open_lesson("segmentation", "en", photo="zidane"))
    assert said("see.names_doubtful") not in verdict(open_lesson("segmentation", "en", photo="cat"))


@pytest.mark.parametrize(("photo", "share"), [("zidane", (0.3, 0.5)), ("cat", (0, 0))])
def test_the_bundled_network_cuts_people_out_of_the_live_picture(photo: str, share: tuple) -> None:
    mask = live.look(inputs.sample(photo).rgb(), live.CLOTHES)
    assert max(mask.shape) == live.SIDE and mask.min() >= 0 and mask.max() < 1.001
    assert share[0] <= (mask > 0.5).mean() <= share[1]


def test_the_live_camera_says_how_the_bundled_network_finds_people(open_lesson) -> None:
    assert said("live.clothes", least=3) in verdict(open_lesson("segmentation", "en", part="live"))
