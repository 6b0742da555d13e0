"""Every page that trains here and now takes a seat, stops in time, and gives the seat back."""

from contextlib import ExitStack

import pytest

from core.i18n.catalog import text
from core.ui import live_training, visitors

PAGES = {
    "autoencoder": ("denoising", {"part": "train", "learner": "autoencoder"}, "denoise_begin"),
    "rbm": ("denoising", {"part": "train", "learner": "rbm"}, "denoise_begin"),
    "cartpole": ("cartpole", {"part": "train", "dqn_attempts": "20"}, "dqn_begin"),
}


@pytest.fixture
def everybody_trains(monkeypatch: pytest.MonkeyPatch):
    """All places for trainings are taken, and nobody waits long for one."""
    monkeypatch.setattr(visitors.trainings, "wait_s", 0.05)
    with ExitStack() as taken:
        for _ in range(visitors.trainings.most):
            taken.enter_context(visitors.trainings.one())
        yield


def begin(app, button: str | None):
    return app.button(key=button).click().run(timeout=120) if button else app.run()


@pytest.mark.usefixtures("everybody_trains")
@pytest.mark.parametrize("page", PAGES)
def test_one_training_more_than_there_are_places_is_refused(open_lesson, page: str) -> None:
    lesson, link, button = PAGES[page]
    app = begin(open_lesson(lesson, "en", **link), button)
    refused = text("en", "errors.trainings_full", most=visitors.trainings.most)
    assert refused in [warning.value for warning in app.warning]


@pytest.mark.parametrize("learner", ["autoencoder", "rbm"])
def test_an_autoencoder_ends_by_itself_and_gives_its_place_back(open_lesson, monkeypatch, learner) -> None:
    monkeypatch.setattr(live_training, "LONGEST_S", 0.3)
    long = {"train_epochs": "200", "train_rbm_epochs": "200"}
    app = open_lesson("denoising", "en", part="train", learner=learner, **long)
    begin(app, "denoise_begin")
    (trained,) = app.session_state["denoise_trained"].values()
    assert not trained.done and not app.exception
    with ExitStack() as taken:
        for _ in range(visitors.trainings.most):
            taken.enter_context(visitors.trainings.one())


def test_a_training_that_fails_gives_its_place_back(open_lesson, monkeypatch) -> None:
    def broken(*_: object) -> float:
        raise RuntimeError("no")

    monkeypatch.setattr(live_training, "_advance", broken)
    app = begin(open_lesson("denoising", "en", part="train"), "denoise_begin")
    assert app.error
    with ExitStack() as taken:
        for _ in range(visitors.trainings.most):
            taken.enter_context(visitors.trainings.one())
