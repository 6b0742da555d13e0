"""A download can be stopped, and leaves nothing behind."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.i18n.catalog import text
from core.runtime import registry

ROOT = Path(__file__).parents[2]
SLOW = """
import sys, time
from core.runtime import weights

def slowly(name, out, on_progress):
    total = weights.specs.get_spec(name).weights.bytes
    for part in range(2000):
        out.write(bytes(1000))
        on_progress(part * total // 2000, total)
        time.sleep(0.05)

weights._fetch = slowly
from streamlit.web import cli
sys.exit(cli.main(["run", "Home.py", "--server.port", sys.argv[1]]))
"""


@pytest.fixture
def slow_server(tmp_path: Path, free_port: Callable[[], int]) -> Iterator[str]:
    """A dashboard whose downloads take minutes, with a cache of its own."""
    port = free_port()
    where = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-c", SLOW, str(port)], cwd=ROOT, env=where)
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
            break
        except OSError:
            time.sleep(0.25)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the cache is moved as Linux does it")
def test_a_download_can_be_stopped_and_leaves_nothing(slow_server, open_page, settled, tmp_path) -> None:
    page = open_page(f"{slow_server}/models?lang=en&model=alexnet", motion=False)
    size = round(registry.get_spec("alexnet").weights.bytes / 1e6)
    page.get_by_role("button", name=text("en", "models.get", mb=size)).click()
    page.get_by_role("progressbar").wait_for()
    page.wait_for_timeout(1500)
    assert list((tmp_path / "deepvision").glob("*.part"))
    page.get_by_role("button", name=text("en", "models.stop")).click()
    page.get_by_role("progressbar").wait_for(state="detached", timeout=10_000)
    settled(page)
    assert not list((tmp_path / "deepvision").glob("*.p*"))
    assert page.get_by_role("button", name=text("en", "models.get", mb=size)).count() == 1
