"""Fake cameras: a Chromium of its own whose camera shows a film that the test has made."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.conftest import BROWSER, FLAGS, PATIENCE_MS

WH = (320, 240)


def write(path: Path, frames: list[np.ndarray]) -> Path:
    """Write frames (240, 320, 3) uint8 as the film that Chromium takes for its camera's: Motion JPEG."""
    import cv2

    with path.open("wb") as out:
        for rgb in frames:
            out.write(cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes())
    return path


@contextmanager
def filming(browser: "Browser", film: Path | None, allowed: bool = True) -> Iterator["BrowserContext"]:  # noqa: F821
    """Open another browser whose only camera shows `film`, or that has none; `allowed`: pages may use it."""
    device = "--use-fake-device-for-media-stream"
    camera = [device, f"--use-file-for-fake-video-capture={film}"] if film else []
    chromium = browser.browser_type.launch(executable_path=BROWSER, args=[*FLAGS, *camera])
    context = chromium.new_context(locale="en-US", permissions=["camera"] if allowed else [])
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context
    finally:
        chromium.close()
