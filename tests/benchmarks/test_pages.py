"""How soon a page is there, as ratios: to an empty Streamlit app, and to the bare network call."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from core.classification import infer
from core.i18n.catalog import text
from core.media import samples
from core.shared import preprocess
from tests.load.server import only_bundled, running

ROOT = Path(__file__).parents[2]
EMPTY = 'import streamlit as st\nst.title("empty")\n'
ROUNDS = 3
FELT = "Home {:.2f} s, click → answer {:.2f} s, next photo {:.2f} s"
NOTE_TITLE = """
new MutationObserver(() => {
  if (!window.titleAt && document.querySelector("h1"))
    requestAnimationFrame(() => { window.titleAt ||= performance.now(); });
}).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture
def cold(browser, tmp_path: Path) -> Callable[..., AbstractContextManager["Page"]]:  # noqa: F821
    """Return a function that starts a fresh server and gives its first page, not yet opened.

    The server finds the networks that were fetched only if it is asked to. It ends at once, so that what it
    would still prepare does not slow the next one.
    """

    @contextmanager
    def start(script: Path, fetched: bool = False) -> Iterator["Page"]:  # noqa: F821
        command = ["-m", "streamlit", "run", str(script), "--server.headless", "true", "--server.port"]
        hidden = {} if fetched else only_bundled(tmp_path / "none")
        with running(command, tmp_path / "log.txt", script.parent, patient=False, **hidden) as host:
            context = browser.new_context(base_url=f"http://{host}", locale="en-US")
            context.add_init_script(NOTE_TITLE)
            yield context.new_page()
            context.close()

    return start


def first_paint(page: "Page") -> float:  # noqa: F821
    """Return the seconds from asking for a page to the frame that shows its title."""
    page.goto("/")
    return page.wait_for_function("() => window.titleAt").json_value() / 1e3


def until(page: "Page", selector: str, act: Callable[[], object]) -> float:  # noqa: F821
    """Return the seconds from an act to what it brings on the screen."""
    started = time.perf_counter()
    act()
    page.wait_for_selector(selector)
    return time.perf_counter() - started


@pytest.mark.slow
def test_home_and_the_first_answer_are_there_almost_as_soon_as_an_empty_app(
    cold, needs, tmp_path: Path, record_property
) -> None:
    needs("efficientnet_lite0")
    empty = tmp_path / "app.py"
    empty.write_text(EMPTY)
    rows = defaultdict(list)
    for _ in range(ROUNDS):  # in turns, so that whatever else the machine does falls on all alike
        with cold(empty) as page:
            nothing = first_paint(page)
        for network, fetched in (("everyday", False), ("efficientnet_lite0", True)):
            with cold(ROOT / "Home.py", fetched) as page:
                took = first_visit(page)
            rows[network].append([seconds / nothing for seconds in took])
            print(f"empty {nothing:.2f} s, {network}: " + FELT.format(*took))
    for network, found in rows.items():
        home, answer, photo = (statistics.median(row) for row in zip(*found, strict=True))
        for what, ratio in (("home", home), ("first_answer", answer), ("next_photo", photo)):
            record_property(f"{network}: {what}_over_empty_app", round(ratio, 2))
        # Where Python is slow beside the browser both ratios are larger by half: 1.7 to 1.8, and 3.3.
        assert home < 2.2, "the aim is 1.3; above 2.2 something heavy is on the way to the first paint"
        assert answer < 5, "above 5 torch is on the way to the first answer, or the network is not kept"
        assert photo < 1, "a change of photo costs less than a page"


def first_visit(page: "Page") -> tuple[float, float, float]:  # noqa: F821
    """Return the seconds to Home, from a click there to the first answer, and to that for another photo."""
    home = first_paint(page)
    name = text("en", "classification.name")
    card = page.get_by_test_id("stMain").get_by_role("link", name=name)
    answer = until(page, ".bars .row", card.click)
    cat = page.get_by_role("radio", name=text("en", "common.samples.cat"))
    return home, answer, until(page, f"img[alt='{alt_of('cat')}']", cat.click)


def alt_of(sample: str) -> str:
    """Return the alternative text of a sample's photo on the stage."""
    h, w = samples.load(sample).shape[:2]
    return text("en", "common.photo_alt", w=w, h=h)


@pytest.mark.slow
def test_warm_answer_costs_little_more_than_the_network(record_property) -> None:
    from core.runtime import engine, registry

    photo, how = samples.load("coffee"), registry.get_spec("everyday").preprocessing
    network = engine.predictor("everyday")
    x = preprocess.preprocess(photo, how)
    infer.classify(photo), network(x)

    def clock(call: Callable[[], object]) -> float:
        started = time.perf_counter()
        call()
        return time.perf_counter() - started

    pairs = [(clock(lambda: infer.classify(photo)), clock(lambda: network(x))) for _ in range(30)]
    whole, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    record_property("answer_over_network", whole / bare)
    print(f"classify {whole * 1e3:.1f} ms, network {bare * 1e3:.1f} ms")
    assert whole < 25 * bare, "resizing a photo must not cost more than many times the network"
