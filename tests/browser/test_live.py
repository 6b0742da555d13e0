"""The live camera, with fake ones whose films the tests make."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import TimeoutError, expect

from core.i18n.catalog import text
from core.media import samples
from core.media.images import to_png
from tests.browser.film import filming, write
from tests.load.server import only_bundled, serve_dashboard

DATA = "(root, name) => root.dataset[name] ?? ''"
UNTIL = "([root, name]) => {{ const value = root.dataset[name] ?? ''; return {condition}; }}"
MOVED = """(root) => {
  const [box] = JSON.parse(root.dataset.boxes || "[]"), places = (window.places ??= []);
  if (box) places.push((box[1] + box[3]) / 2);
  return Math.max(...places) - Math.min(...places) >= 0.15;
}"""
"""whether the first box has wandered"""
WATCH = """(root) => {
  const start = Number(root.dataset.answers);
  window.begun = start;
  window.seen = [];
  setInterval(() => {
    const { answers, best } = root.dataset;
    if (Number(answers) > start + 4 && !window.seen.includes(best)) window.seen.push(best);
  }, 25);
}"""
"""from now on `window.seen` notes every answer, but for the first that may still be of before"""


def said(key: str) -> str:
    return text("en", f"common.live_camera.{key}")


def open_live(context, server: str, lesson: str) -> "Page":  # noqa: F821
    page = context.new_page()
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{server}/{lesson}?lang=en&part=live")
    page.locator(".exhibit .open").wait_for()
    return page


def told(page, name: str) -> str:
    return page.locator(".exhibit").evaluate(DATA, name)


def wait_for(page, name: str, condition: str, seconds: float = 60) -> None:
    """Wait until a condition in JavaScript holds for a `value` of the exhibit."""
    root = page.locator(".exhibit").element_handle()
    until = {"arg": [root, name], "polling": 50, "timeout": seconds * 1000}
    try:
        page.wait_for_function(UNTIL.format(condition=condition), **until)
    except TimeoutError:
        state = page.locator(".state").inner_text()
        raise AssertionError(f"{name} stays {told(page, name)!r}: {state}") from None


def run(page, answers: int = 2) -> None:
    page.locator(".exhibit .open").click()
    wait_for(page, "answers", f"Number(value) >= {answers}")


def lights(page) -> int:
    """Return how many cameras the page holds open."""
    return page.evaluate("() => window.tracks.filter((track) => track.readyState === 'live').length")


COUNT_TRACKS = """() => {
  window.tracks = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
}"""

REACT = "root => { root.exhibit.react('Class 1', 0); return root.exhibit.shown instanceof ImageBitmap; }"
DROP = """async (card) => {
  const canvas = new OffscreenCanvas(40, 40), dataTransfer = new DataTransfer();
  canvas.getContext("2d").fillRect(0, 0, 20, 40);
  dataTransfer.items.add(new File([await canvas.convertToBlob()], "dropped.png", { type: "image/png" }));
  card.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


def panned(name: str) -> list[np.ndarray]:
    """Return frames in which a photo moves to the right and back, slowly."""
    import cv2

    photo = cv2.resize(samples.load(name), (240, 240))
    frames = []
    for left in [*range(0, 400, 4), *range(400, 0, -4)]:
        frame = np.full((240, 640, 3), 128, np.uint8)
        frame[:, left : left + 240] = photo
        frames.append(frame)
    return frames


def test_boxes_follow_what_moves_and_the_camera_is_freed(browser, server, tmp_path) -> None:
    with filming(browser, write(tmp_path / "moving.mjpeg", panned("cat"))) as context:
        page = open_live(context, server, "detection")
        page.evaluate(COUNT_TRACKS)
        page.locator("input[type=range]").fill("15")
        run(page)
        root = page.locator(".exhibit").element_handle()
        try:
            page.wait_for_function(MOVED, arg=root, polling=100, timeout=40_000)
        except TimeoutError:
            raise AssertionError(page.evaluate("window.places")) from None
        # Frozen, nothing is sent; stopped, the camera is free, and its light is off.
        page.locator("[data-do=freeze]").click()
        page.wait_for_timeout(1000)
        before = told(page, "answers")
        page.wait_for_timeout(700)
        assert told(page, "answers") == before
        page.locator("[data-do=close]").click()
        assert (lights(page), told(page, "state")) == (0, "idle")
        run(page, int(before) + 1)
        assert lights(page) == 1
        # The picture joins the learner's own, and the camera goes on.
        page.locator("[data-do=shot]").click()
        page.get_by_text("My pictures: 1").wait_for()
        wait_for(page, "answers", f"Number(value) >= {int(before) + 3}")
        page.get_by_role("link", name=text("en", "models.name")).click()
        page.locator(".exhibit .open").wait_for(state="detached")
        page.wait_for_function("() => window.tracks.every((track) => track.readyState === 'ended')")


def test_nobody_sees_anothers_answers(browser, server, tmp_path) -> None:
    """Two people with cameras of two colours: what comes back to each is made of their own picture only."""
    tints = {"red": (220, 30, 30), "blue": (30, 30, 220)}
    films = {
        name: write(tmp_path / f"{name}.mjpeg", [np.full((240, 320, 3), tint, np.uint8)] * 20)
        for name, tint in tints.items()
    }
    with filming(browser, films["red"]) as red, filming(browser, films["blue"]) as blue:
        pages = {
            "red": open_live(red, server, "classification"),
            "blue": open_live(blue, server, "classification"),
        }
        alone = {}
        for name, page in pages.items():
            run(page, 6)
            alone[name] = told(page, "best")
            page.locator("[data-do=close]").click()
        assert alone["red"] != alone["blue"]
        for page in pages.values():
            page.locator(".exhibit .open").click()
        for page in pages.values():
            page.locator(".exhibit").evaluate(WATCH)
        pages["red"].wait_for_timeout(8000)
        for name, page in pages.items():
            assert page.evaluate("window.seen") == [alone[name]]
            assert int(told(page, "answers")) > page.evaluate("window.begun") + 5


def test_each_trouble_has_its_sentence(browser, server, tmp_path) -> None:
    film = write(tmp_path / "grey.mjpeg", [np.full((240, 320, 3), 90, np.uint8)] * 10)
    with filming(browser, None) as context:
        page = open_live(context, server, "classification")
        page.locator(".exhibit .open").click()
        page.get_by_text(said("missing")).wait_for()
    with filming(browser, film, allowed=False) as context:
        page = open_live(context, server, "classification")
        page.locator(".exhibit .open").click()
        page.get_by_text(said("denied")).wait_for()
    with filming(browser, film) as context:
        page = open_live(context, server, "classification")
        page.evaluate(COUNT_TRACKS)
        run(page)
        # What a browser does when the camera is pulled out.
        page.evaluate("() => { const [t] = window.tracks; t.stop(); t.dispatchEvent(new Event('ended')); }")
        page.get_by_text(said("taken")).wait_for()
        run(page, int(told(page, "answers")) + 1)
        page = context.new_page()
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
        page.goto(f"{server}/classification?lang=en&part=live")
        page.get_by_text("core.ui.service --https").wait_for()


@pytest.mark.slow
def test_own_classes_are_recorded_trained_and_answered(browser, server, tmp_path) -> None:
    film = write(tmp_path / "moving.mjpeg", panned("coffee"))
    with filming(browser, film) as context:
        page = open_live(context, server, "transfer_learning")
        page.locator(".exhibit .open").click()
        wait_for(page, "state", "value === 'running'")
        for at in (0, 1):
            button = page.locator(".card .hold").nth(at)
            button.hover()
            page.mouse.down()
            expect(button).to_have_text(re.compile(r"[4-9]|\d\d"))
            page.mouse.up()
            page.locator(".card").nth(at).locator(".photo").nth(3).wait_for()
        page.locator(".train:enabled").click()
        wait_for(page, "labels", "value === 'Class 1,Class 2'")
        wait_for(page, "answers", "Number(value) >= 2")
        kept = page.locator(".card").first.locator(".photo").count()
        for _ in range(3):  # faster than the server answers, and beside the camera's pictures
            page.locator(".card").first.locator(".photo button").first.evaluate("button => button.click()")
        page.locator(".card .count", has_text=f"{kept - 3} /").first.wait_for()
        page.locator(".add").click()
        page.locator(".card").nth(2).wait_for()
        page.locator(".card input.own").first.set_input_files(
            {"name": "own.png", "mimeType": "image/png", "buffer": to_png(samples.load("cat"))}
        )
        expect(page.locator(".card select").first).to_have_value("own")
        assert page.locator(".exhibit").evaluate(REACT)
        page.locator(".card").nth(2).evaluate(DROP)
        page.locator(".card").nth(2).locator(".count", has_text="1 /").wait_for()


def test_film_leaves_nothing_behind(browser, tmp_path) -> None:
    """Threads and memory of a warm server; ten minutes are a script in tests/load."""

    def health() -> dict[str, int]:
        with urllib.request.urlopen(f"http://{host}/readyz", timeout=60) as answer:
            return json.load(answer)

    film = write(tmp_path / "moving.mjpeg", panned("coffee"))
    alone = serve_dashboard(tmp_path / "log.txt", **only_bundled(tmp_path))
    with alone as host, filming(browser, film) as context:
        page = open_live(context, f"http://{host}", "classification")
        run(page, 40)
        before = health()
        wait_for(page, "answers", "Number(value) >= 140", 120)
        after = health()
        page.locator("[data-do=close]").click()
        page.wait_for_timeout(2000)
        stopped = health()
    assert after["memory_mb"] - before["memory_mb"] < 40
    assert after["threads"] <= before["threads"] + 2
    assert stopped["threads"] <= before["threads"]


def test_https_is_served_to_who_trusts_the_root(browser, tmp_path, free_port) -> None:
    """`python -m core.ui.service --https`: the address answers, hands out its root, and a page opens."""
    pytest.importorskip("cryptography")
    import ssl

    port = free_port()
    command = [sys.executable, "-m", "core.ui.service", "--https", "--port", str(port), "--host", "127.0.0.1"]
    where = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "DEEPVISION_CACHE": str(tmp_path)}
    root = tmp_path / "deepvision" / "https" / "root.pem"
    with (tmp_path / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=Path(__file__).parents[2], env=where, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 120
        while True:
            try:
                trusting = ssl.create_default_context(cafile=root)
                address = f"https://localhost:{port}"
                with urllib.request.urlopen(f"{address}/root.crt", context=trusting, timeout=5) as answer:
                    assert answer.read() == root.read_bytes()
                break
            except (OSError, ssl.SSLError):
                assert time.monotonic() < end, (tmp_path / "log.txt").read_text()
                time.sleep(0.3)
        assert "https://" in (tmp_path / "log.txt").read_text()
        with filming(
            browser, write(tmp_path / "f.mjpeg", [np.full((240, 320, 3), 90, np.uint8)] * 5)
        ) as context:
            page = context.browser.new_context(ignore_https_errors=True, permissions=["camera"]).new_page()
            page.goto(f"{address}/classification?lang=en&part=live")
            page.locator(".exhibit .open").wait_for(timeout=60_000)
            run(page)
    finally:
        server.terminate()
        server.wait(30)
