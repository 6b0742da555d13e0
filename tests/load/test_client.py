"""The client of the load tests sees what a browser would, on a real server."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from tests.load.client import Visitor, finish
from tests.load.server import serve

APP = """
import streamlit as st

st.title("an app")
level = st.slider("level", 0, 10, 3, key="level")
loud = st.checkbox("loud", key="loud")
st.text(f"level {level}, loud {loud}, pressed {st.button('press', key='press')}")
for file in st.file_uploader("files", accept_multiple_files=True, key="files"):
    st.text(f"{file.name} has {len(file.getvalue())} bytes")
if level == 9 and "again" not in st.session_state:
    st.session_state["again"] = True
    st.rerun()
if level == 10:
    raise ValueError("too high")
st.text(f"language {st.query_params.get('lang')}")
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    script = tmp_path_factory.mktemp("app") / "app.py"
    script.write_text(APP)
    with serve(script) as host:
        yield host


def visit(host: str, tour: Callable[[Visitor], Awaitable[None]]) -> None:
    async def go() -> None:
        async with Visitor(host, query={"lang": "ko"}) as visitor:
            await tour(visitor)

    finish(go())


def test_a_visitor_reads_the_page_and_moves_its_widgets(host: str) -> None:
    async def tour(visitor: Visitor) -> None:
        first = await visitor.rerun()
        assert first.texts == ["an app", "level 3, loud False, pressed False", "language ko"]
        assert first.seconds > 0 and first.bytes > 500
        assert (await visitor.rerun(level=[5.0], loud=True, press=True)).texts[
            1
        ] == "level 5, loud True, pressed True"
        later = await visitor.rerun()  # what was set stays, except that a button springs back
        assert later.texts[1] == "level 5, loud True, pressed False"

    visit(host, tour)


def test_a_run_that_asks_for_another_is_waited_out(host: str) -> None:
    async def tour(visitor: Visitor) -> None:
        await visitor.rerun()
        run = await visitor.rerun(level=[9.0])
        assert run.texts == ["an app", "level 9, loud False, pressed False", "language ko"]

    visit(host, tour)


def test_an_error_on_the_page_is_seen(host: str) -> None:
    async def tour(visitor: Visitor) -> None:
        assert (await visitor.rerun()).errors == []
        assert len((await visitor.rerun(level=[10.0])).errors) == 1

    visit(host, tour)


def test_an_upload_arrives(host: str) -> None:
    async def tour(visitor: Visitor) -> None:
        await visitor.rerun()
        assert await visitor.upload("files", b"x" * 12345, "mine.png") == 204
        assert "mine.png has 12345 bytes" in (await visitor.rerun()).texts

    visit(host, tour)


def test_an_upload_over_20_mb_is_refused(host: str) -> None:
    async def tour(visitor: Visitor) -> None:
        await visitor.rerun()
        assert await visitor.upload("files", b"x" * 21 * 1024**2, "huge.png") == 413

    visit(host, tour)


def test_visitors_do_not_see_each_others_values(host: str) -> None:
    async def go() -> None:
        visitors = [Visitor(host, query={"lang": str(i)}) for i in range(8)]
        runs = await asyncio.gather(*(stay(visitor, i) for i, visitor in enumerate(visitors)))
        assert [run.texts[1:] for run in runs] == [
            [f"level {i}, loud False, pressed False", f"language {i}"] for i in range(8)
        ]

    async def stay(visitor: Visitor, level: int):
        async with visitor:
            await visitor.rerun()
            return await visitor.rerun(level=[float(level)])

    finish(go())
