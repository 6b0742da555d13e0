"""A whole class on the real dashboard: nobody sees an error or somebody else's photo, nothing stays."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.i18n.catalog import text
from core.ui import visitors
from core.ui.lessons import LESSONS
from tests.load.client import Visitor, finish
from tests.load.server import serve_dashboard
from tests.load.tour import crowd, photo, ready

PEOPLE = max(30, -(-3 * len(LESSONS) // 2))
"""as two of three see the lessons in turn, all lessons are seen"""
SEATS = PEOPLE + 2
WATCHED = """
import os, socket
connect, run = socket.socket.connect, os.posix_spawn
def watched(self, address):
    import psutil
    here = {card.address for cards in psutil.net_if_addrs().values() for card in cards} | {"localhost"}
    if self.type != socket.SOCK_DGRAM and isinstance(address, tuple) and str(address[0]) not in here:
        open(os.environ["ASKED"], "a").write(f"{address}\\n")
        raise OSError("no network")
    return connect(self, address)
socket.socket.connect = watched
"""
"""what the server starts with: any address but this machine's is written down, and refused; to connect a
datagram's socket sends nothing, and tells which address this machine has"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("network") / "asked.txt"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, asked: Path) -> Iterator[str]:
    (asked.parent / "sitecustomize.py").write_text(WATCHED)
    log = tmp_path_factory.mktemp("class") / "log.txt"
    home = tmp_path_factory.mktemp("home")
    own = {"PYTHONPATH": str(asked.parent), "ASKED": str(asked), "DEEPVISION_SEATS": str(SEATS)}
    with serve_dashboard(log, **own, HOME=str(home), TMPDIR=str(home)) as host:
        yield host
    printed = log.read_text()
    assert "Traceback" not in printed and "colour-" not in printed
    left = {path for path in home.rglob("*") if path.is_file()}
    assert not [path for path in left if b"\xff\xd8\xff" in path.read_bytes()[:64]], "a photo on the disk"


@pytest.mark.slow
def test_a_class_on_all_lessons_with_photos_of_twelve_megapixels(host: str, asked: Path) -> None:
    felt = finish(crowd(host, PEOPLE, steps=2, pause_s=0.5))
    assert felt.errors == [] and felt.refused == []
    assert felt.mixed_up == []
    assert {lesson.name for lesson in LESSONS} <= felt.lessons
    assert not asked.exists(), asked.read_text()
    found = ready(host)
    assert found["ready"] and found["uploads_mb"] == 0


@pytest.mark.slow
def test_those_over_the_limit_see_their_place_and_come_in_when_somebody_goes(host: str) -> None:
    async def tour() -> None:
        early = [Visitor(host, "activations", {"lang": "en"}) for _ in range(SEATS)]
        for visitor in early:
            await visitor.__aenter__()
        await asyncio.gather(*(visitor.rerun() for visitor in early))
        async with (
            Visitor(host, "activations", {"lang": "ko"}) as first,
            Visitor(host, "models", {"lang": "en"}) as second,
        ):
            assert text("ko", "home.full") in (await first.rerun()).texts
            assert text("en", "home.full") in (await second.rerun()).texts
            assert (ready(host)["people"], ready(host)["waiting"]) == (SEATS, 2)
            assert text("en", "activations.name") in (await early[0].rerun()).texts  # who is in stays in
            await early[0].__aexit__()
            await until(lambda: ready(host)["people"] < SEATS)
            assert text("en", "home.full") in (await second.rerun()).texts  # not before the first
            assert text("ko", "activations.name") in (await first.rerun()).texts
        for visitor in early[1:]:
            await visitor.__aexit__()

    finish(tour())


@pytest.mark.slow
def test_a_closed_tabs_picture_is_gone_within_a_minute_on_an_idle_server(host: str) -> None:
    async def tour() -> None:
        async with Visitor(host, "classification", {"lang": "en"}) as visitor:
            await visitor.rerun()
            key = next(key for key in visitor.widgets if key.startswith("pictures_"))
            assert await visitor.upload(key, photo(1, 4), "colour-1.jpg") == 204
            run = await visitor.rerun()
            assert any("colour-1.jpg" in sent for sent in run.data)
        assert ready(host)["sessions_in_memory"] > 0
        await until(lambda: ready(host)["sessions_in_memory"] == 0, 60)

    finish(tour())


async def until(condition, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.2)


def test_kept_time_is_shorter_than_what_streamlit_forgets_by_itself() -> None:
    import streamlit as st

    assert st.get_option("server.disconnectedSessionTTL") > visitors.KEPT_S
