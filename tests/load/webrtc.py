"""Our live camera beside a plain page of `streamlit-webrtc` and `YOLO.predict`: answered pictures a second.

    pip install streamlit-webrtc
    python -m tests.load.webrtc --people 1 5 --seconds 20

Both run in Chromium windows with a fake camera on this machine, where WebRTC needs no help from outside.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from playwright.sync_api import Page, sync_playwright

from core.media import samples
from tests.browser.film import filming, write
from tests.conftest import BROWSER, FLAGS
from tests.load.server import serve, serve_dashboard

PLAIN = """
import os, threading
from pathlib import Path
os.environ |= {"YOLO_OFFLINE": "1", "YOLO_AUTOINSTALL": "0", "YOLO_VERBOSE": "0"}
import av
import streamlit as st
from streamlit_webrtc import webrtc_streamer
from ultralytics import YOLO

@st.cache_resource
def network():
    return YOLO("yolov8n.yaml"), threading.Lock()

net, one_at_a_time = network()

def answer(frame):
    with one_at_a_time:  # a network of ultralytics serves one thread at a time
        found = net.predict(frame.to_ndarray(format="bgr24"), verbose=False)[0]
        with Path("answers").open("a") as out:  # the video repeats a picture until the next answer is there
            out.write(".")
    return av.VideoFrame.from_ndarray(found.plot(), format="bgr24")

webrtc_streamer(
    key="live",
    video_frame_callback=answer,
    rtc_configuration={"iceServers": []},
    media_stream_constraints={"video": {"width": 416, "height": 312}, "audio": False},
)
"""


def frames() -> list[np.ndarray]:
    """Return a short film, 320 × 240: a photo that moves sideways."""
    import cv2

    photo = cv2.resize(samples.load("bus"), (480, 240))
    return [photo[:, left : left + 320].copy() for left in [*range(0, 160, 4), *range(160, 0, -4)]]


def open_plain(address: str, answers: Path, page: Page) -> Callable[[], int]:
    """Start the plain page's camera; return what counts the answers to everybody."""
    page.goto(address)
    page.frame_locator("iframe").get_by_role("button", name="START").click()
    inner = page.wait_for_selector("iframe").content_frame()
    inner.wait_for_function("() => document.querySelector('video')?.videoWidth > 0", timeout=60_000)
    while not answers.exists():
        page.wait_for_timeout(100)
    return lambda: answers.stat().st_size


def open_ours(address: str, page: Page) -> Callable[[], int]:
    """Start our camera; return what counts the answers."""
    page.goto(f"{address}/detection?lang=en&part=live")
    page.locator(".exhibit .open").click()
    exhibit = page.locator(".exhibit")
    count = "root => Number(root.dataset.answers ?? 0)"
    while exhibit.evaluate(count) < 2:
        page.wait_for_timeout(100)
    return lambda: exhibit.evaluate(count)


def rates(people: int, seconds: float, film: Path, begin: Callable[[Page], Callable[[], int]]) -> list[float]:
    """Return the answered pictures a second of people who film at once, each in a window."""
    with sync_playwright() as playwright:
        first = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        with filming(first, film) as context:
            pages = [context.new_page() for _ in range(people)]
            counters = [begin(page) for page in pages]
            before = [count() for count in counters]
            started = time.monotonic()
            pages[0].wait_for_timeout(seconds * 1e3)
            took = time.monotonic() - started
            return [(count() - n) / took for count, n in zip(counters, before, strict=True)]


def main() -> None:
    """Measure both, one after the other, for each number of people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--seconds", type=float, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        film, app = write(Path(folder) / "film.mjpeg", frames()), Path(folder) / "app.py"
        app.write_text(PLAIN)
        for people in args.people:
            with serve_dashboard(Path(folder) / "ours.log") as address:
                tell("ours", rates(people, args.seconds, film, partial(open_ours, f"http://{address}")))
            with serve(app) as address:
                begin = partial(open_plain, f"http://{address}", app.with_name("answers"))
                everybody = rates(people, args.seconds, film, begin)[0]
                tell("webrtc", [everybody / people] * people)


def tell(who: str, found: list[float]) -> None:
    """Print what was measured."""
    print(f"{who}, {len(found)}: {median(found):.1f} pictures/s each ({min(found):.1f} to {max(found):.1f})")


if __name__ == "__main__":
    main()
