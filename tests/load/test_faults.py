"""Broken and hostile files through the real upload, and a server that is killed: everybody else goes on."""

import asyncio
import os
import re
import signal
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from core.i18n.catalog import text
from core.media.errors import MEDIA_ERROR_CODES
from tests.activity.test_files import HOSTILE as RECORDINGS
from tests.load.client import Run, Visitor, finish
from tests.load.server import serve_dashboard
from tests.load.tour import photo, ready
from tests.media import hostile
from tests.media.test_hostile import NOT_PICTURES, spoilt


def hostile_pictures() -> dict[str, bytes]:
    return {
        **NOT_PICTURES,
        "empty": b"",
        "no picture of 400 megapixels": hostile.png(20_000, 20_000),
        "empty chunks": hostile.png_of_empty_chunks(),
        "scans": hostile.jpeg_of_scans(100),
        "exif": hostile.jpeg_of_exif_blocks(),
        "tags": hostile.tiff_of_tags(),
        "tile": hostile.tiff_of_one_tile(),
        "comments": hostile.gif_of_comments(),
        "a name to stumble over": b"<b>x</b>",
        **{f"spoilt {i}": spoilt(photo(i, 0.05), np.random.default_rng(i)) for i in range(12)},
    }


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[str]:
    with serve_dashboard(tmp_path / "log.txt", HOME=str(tmp_path)) as host:
        yield host
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


async def send(host: str, lesson: str, prefix: str, files: dict[str, bytes], names: str) -> list[Run]:
    """Upload one file after another, as one visitor; return what each run sent.

    An uploader takes one lot of files; the next one's key, `prefix` and a number, is one higher.
    """
    runs = []
    async with Visitor(host, lesson, {"lang": "en", "part": "phone"}) as visitor:
        await visitor.rerun()
        for i, data in enumerate(files.values()):
            keys = [key for key in visitor.widgets if re.fullmatch(rf"{prefix}\d+", key)]
            key = max(keys, key=lambda key: int(key.removeprefix(prefix)))
            assert await visitor.upload(key, data, names.format(i)) == 204
            runs.append(await visitor.rerun())
    return runs


async def ordinary(host: str, until: asyncio.Task) -> list[float]:
    """Look at a lesson until the others are done; return the seconds of each look."""
    seconds = []
    async with Visitor(host, "activations", {"lang": "en"}) as visitor:
        await visitor.rerun()
        while not until.done():
            run = await visitor.rerun()
            assert run.errors == [] and text("en", "activations.name") in run.texts
            seconds.append(run.seconds)
            await asyncio.sleep(0.3)
    return seconds


@pytest.mark.slow
def test_hostile_files_get_a_sentence_and_everybody_else_goes_on(dashboard: str) -> None:
    async def replay() -> tuple[list[Run], list[Run], list[float]]:
        pictures = asyncio.create_task(
            send(dashboard, "classification", "pictures_", hostile_pictures(), "<img src=x>{}.jpg")
        )
        found = await asyncio.gather(pictures, ordinary(dashboard, pictures))
        files = {name: data for name, (make, _) in RECORDINGS.items() if len(data := make()) < 19 << 20}
        sent = await send(dashboard, "activity", "recordings_", files, "recording{}.csv")
        return found[0], sent, found[1]

    before = ready(dashboard)["memory_mb"]
    pictures, recordings, seconds = finish(replay())
    assert all(run.errors == [] for run in (*pictures, *recordings))
    assert len(seconds) >= 3
    sentences = {text("en", f"errors.{code}").split("{")[0] for code in MEDIA_ERROR_CODES}
    refused = sum(any(sentence in box for sentence in sentences) for run in pictures for box in run.warnings)
    assert refused >= len(NOT_PICTURES)
    assert not any(re.search(r"(?<!\\)<img", box) for run in pictures for box in run.warnings)
    assert ready(dashboard)["memory_mb"] < before + 1500


@pytest.mark.slow
def test_a_server_killed_in_the_middle_starts_again_and_leaves_no_half_files(tmp_path: Path) -> None:
    async def ask_and_kill(host: str) -> None:
        async with Visitor(host, "segmentation", {"lang": "en"}) as visitor:
            asked = asyncio.create_task(visitor.rerun())
            await asyncio.sleep(0.7)  # by when the network is being compiled
            listening = next(
                c.pid
                for c in psutil.net_connections("tcp")
                if c.laddr.port == int(host.split(":")[1]) and c.pid
            )
            os.kill(listening, signal.SIGKILL)
            with pytest.raises(ConnectionClosed):
                await asked

    with serve_dashboard(tmp_path / "first.txt", HOME=str(tmp_path)) as host:
        finish(ask_and_kill(host))
        with pytest.raises((urllib.error.URLError, ConnectionError)):
            ready(host)

    async def ask(host: str) -> Run:
        async with Visitor(host, "classification", {"lang": "en"}) as visitor:
            return await visitor.rerun()

    with serve_dashboard(tmp_path / "second.txt", HOME=str(tmp_path)) as host:
        run = finish(ask(host))
        assert run.errors == [] and text("en", "classification.name") in run.texts
        assert ready(host)["ready"]
    assert not list(tmp_path.rglob("*.part"))
