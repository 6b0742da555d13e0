"""The server's settings as Streamlit reads them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = {
    "server.maxUploadSize": 20,
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.address": "127.0.0.1",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
}


@pytest.fixture(scope="module")
def read_by_streamlit() -> dict[str, object]:
    code = (
        f"import json, streamlit as st; print(json.dumps({{o: st.get_option(o) for o in {list(SETTINGS)}}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize(("option", "value"), SETTINGS.items())
def test_setting(read_by_streamlit: dict[str, object], option: str, value: object) -> None:
    assert read_by_streamlit[option] == value


def test_no_remote_asset_in_the_theme() -> None:
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf8")
    assert "http" not in config


def test_the_frames_style_is_not_taken_for_markup() -> None:
    """Streamlit drops a whole style sheet in which it sees a tag."""
    assert "<" not in (ROOT / "core" / "ui" / "frame.css").read_text(encoding="utf8")
