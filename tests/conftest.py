"""Pages opened in-process, and a real server with a real browser.

Every page that a test opens in the browser must stay on this host and log no error.
"""

import atexit
import gc
import os
import shutil
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from tests.load import server as servers

ROOT = Path(__file__).parents[1]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


PATIENCE_MS = 60_000
FAILED = pytest.StashKey[bool]()
SLOWEST_FIRST = ("load", "browser", "train", "pages")
"""folders of tests; what comes last lets both processes end at about the same time"""

if "PYTEST_XDIST_WORKER" in os.environ:
    # Before torch comes. Threads that wait for each other spin: while the other process has the second core,
    # two of them take several times the computing time of one. What is started from here inherits it.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        folder = item.path.parent.name
        return SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)

    items.sort(key=place)
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            # A shared machine may stand still for longer than any time limit; the summary counts it.
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))


def pytest_collection_finish() -> None:
    """Exempt what was imported and collected from every later garbage collection."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # what is never freed, C++ libraries complain about at the end


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def visited() -> AppTest:
    """Return an app that has shown Home: it knows the pages and Streamlit's own components."""
    return AppTest.from_file(str(ROOT / "Home.py"), default_timeout=120).run()


@pytest.fixture
def open_lesson(visited: AppTest) -> Callable[..., AppTest]:
    """Return a function that opens a lesson (or Home) as a link does, and fails on any error."""

    def open_(lesson: str | None = None, lang: str = "ko", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=120)
        app.query_params["lang"] = lang
        for key, value in query.items():
            app.query_params[key] = value
        # What every run would find out again, for longer than most pages take.
        app._registered_pages = visited._registered_pages
        app._bidi_component_manager = visited._bidi_component_manager
        if lesson:
            app.switch_page(f"pages/{lesson}.py")
        app.run()
        assert not app.exception, app.exception
        assert not app.error, app.error[0].value
        return app

    return open_


@pytest.fixture
def shared_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let visitors share what the networks answered: those who end with the same settings need it once."""
    from core.ui import cache

    results = defaultdict(OrderedDict)
    monkeypatch.setattr(cache, "shelf", results.__getitem__)


@pytest.fixture(autouse=True)
def only_bundled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> None:
    """Hide fetched networks, whose answers differ from the bundled ones', but from tests that ask for them.

    Tests may put files into a folder of their own in place of the user's cache, as without this.
    """
    if "needs" in request.fixturenames:
        return
    from core.runtime import weights

    empty = tmp_path_factory.getbasetemp() / "nothing_fetched"
    for name in ("DEEPVISION_WEIGHTS", "DEEPVISION_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(weights, "platformdirs", SimpleNamespace(user_cache_dir=lambda app: str(empty)))


@pytest.fixture
def needs() -> Callable[..., None]:
    """Return a function that skips a test without the models' files.

    With REQUIRE_MODELS=1 the test fails instead, if the models are those that every computer is best given.
    """
    from core.runtime import specs, weights

    def needs_(*names: str) -> None:
        for name in names:
            problem = weights.problem(name)
            required = os.environ.get("REQUIRE_MODELS") and specs.get_spec(name).weights.recommended
            if problem and required:
                pytest.fail(f"the weights of {name} are {problem}, and REQUIRE_MODELS is set")
            if problem:
                pytest.skip(f"the weights of {name} are {problem} on this machine")

    return needs_


@pytest.fixture
def free_port() -> Callable[[], int]:
    """Return a function that names a port nobody listens on."""
    return servers.free_port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the dashboard that tests share."""
    with servers.serve_home(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[str]:
    """Return the address of a dashboard that nobody has visited; it ends before it has warmed up."""
    with servers.serve_home(tmp_path, patient=False) as address:
        yield address


@pytest.fixture
def fetched_server(tmp_path: Path) -> Iterator[str]:
    """Return the address of a fresh dashboard that finds the networks that were fetched."""
    with servers.serve_home(tmp_path, fetched=True, patient=False) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:  # noqa: F821
    if BROWSER is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no Chromium found, and REQUIRE_BROWSER is set")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def settled() -> Callable[["Page"], None]:  # noqa: F821
    """Return a function that waits until Streamlit has finished the run."""
    return _settled


@pytest.fixture(scope="session")
def used_contexts(browser: "Browser") -> dict[tuple, "BrowserContext"]:  # noqa: F821
    """Contexts of the browser that tests take turns with, each with the tab that the next one goes on with.

    The app's scripts are read and compiled once; a new tab would do it again.
    """
    return {}


@pytest.fixture
def open_page(
    browser: "Browser",  # noqa: F821
    used_contexts: dict[tuple, "BrowserContext"],  # noqa: F821
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., "Page"]]:  # noqa: F821
    """Open an address, each time as another person; at the end no error was logged, no other host asked.

    Without `wait` the page is only on its way when it is given.
    """
    from tests.browser.faults import note_faults

    people, faults, unseen = {}, [], []

    def open_(
        address: str,
        width: int = 1400,
        height: int = 900,
        locale: str = "en-US",
        dark: bool = False,
        motion: bool = True,
        wait: bool = True,
    ) -> "Page":  # noqa: F821
        key = locale, len(people)
        if key not in used_contexts:
            used_contexts[key] = browser.new_context(locale=locale, accept_downloads=True)
            used_contexts[key].add_init_script(WATCH_RUNS)
        people[key] = used_contexts[key]
        page = next(iter(people[key].pages), None) or people[key].new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            color_scheme="dark" if dark else "light", reduced_motion="no-preference" if motion else "reduce"
        )
        page.mouse.move(0, 0)
        page.set_default_timeout(PATIENCE_MS)
        unseen.append(note_faults(page, address.split("/")[2], faults))
        page.goto(address, wait_until="load" if wait else "commit")
        if wait:
            page.wait_for_selector("h1")
            _settled(page)
        return page

    yield open_
    for (key, context), stop_looking in zip(people.items(), unseen, strict=True):
        for page in context.pages:
            if request.node.stash.get(FAILED, False):
                print(page.url, page.inner_text("body"), sep="\n")
            else:
                _see_pictures(page)
        stop_looking()
        if request.node.stash.get(FAILED, False) or not context.pages:  # a test may have closed its own tab
            used_contexts.pop(key).close()
        else:
            _leave(context)
    assert not faults, faults


def _leave(context: "BrowserContext") -> None:  # noqa: F821
    """Empty the person's tab and close others; what they left behind is gone but for the app's own files."""
    first, *others = context.pages
    for page in others:
        page.close()
    first.unroute_all()
    first.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    first.goto("about:blank")
    context.clear_cookies()
    context.clear_permissions()


WATCH_RUNS = """(() => {
  const { send } = WebSocket.prototype, state = "data-test-script-state";
  WebSocket.prototype.send = function (...args) { window.unanswered = true; return send.apply(this, args); };
  new MutationObserver((all) => {
    if (all.some(({ target }) => target.getAttribute(state) === "running")) window.unanswered = false;
  }).observe(document, { subtree: true, attributeFilter: [state] });
})()"""
"""from now on `window.unanswered` tells whether what the page sent has not yet led to a run"""
CALM = """() => new Promise((done) => {
  const component = "[data-testid^=stBidiComponent]";
  let calm = 0;
  const look = () => {
    const still = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
    const drawn = !document.querySelector("[data-testid=stSkeleton]")
      && [...document.querySelectorAll(component)].every((e) => e.shadowRoot?.childElementCount);
    calm = still && drawn ? calm + 1 : 0;
    calm < (window.unanswered ? 30 : 8) ? requestAnimationFrame(look) : done(true);
  };
  look();
})"""
"""All is drawn, and there is no run for some frames; for more of them after a click that no run has answered:
on a busy machine it is long on its way, and frames are slow then too."""


def _settled(page: "Page") -> None:  # noqa: F821
    page.wait_for_function(CALM)
    _see_pictures(page)


def _see_pictures(page: "Page") -> None:  # noqa: F821
    """Wait until every picture on the page is there: what a next run replaces in time is not missing."""
    page.wait_for_function("() => [...document.images].every(image => image.complete && image.naturalWidth)")
