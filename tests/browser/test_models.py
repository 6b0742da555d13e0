"""A download can be stopped, and leaves nothing behind."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.i18n.catalog import text
from core.runtime import registry
from tests.load.server import running

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
def slow_server(tmp_path: Path) -> Iterator[str]:
    """A dashboard whose downloads take minutes, with a cache of its own."""
    with running(["-c", SLOW], tmp_path / "log.txt", XDG_CACHE_HOME=str(tmp_path)) as host:
        yield f"http://{host}"


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
