"""A rerun with torch in the process costs what it costs without, given the garbage-collection arrangement."""

import asyncio
import statistics
import sys
from contextlib import AsyncExitStack, ExitStack
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest

from core.runtime import memory
from tests.load.client import Visitor, finish
from tests.load.server import serve

PAGE = """
import streamlit as st

st.text("an empty page")
"""
WARMED_UP = """
from core.runtime import memory

memory.warm_up({imports}, delay_s=0, imports_after_s=0).join()
"""
IMPORTING = """
import cv2
import openvino
import torch
import torchvision
"""
APPS = {  # with the dashboard's settings, except that the last one collects after every rerun
    "plain": PAGE,
    "light": WARMED_UP.format(imports=()) + PAGE,
    "torch": WARMED_UP.format(imports=memory.HEAVY_IMPORTS) + PAGE,
    "torch, collecting": IMPORTING + PAGE,
}
ROUNDS, CLASS = 6, 8


async def reruns(visitors: list[Visitor], count: int) -> float:
    """Return the median in ms of reruns that all `visitors` ask for at once, `count` times."""

    async def ask(visitor: Visitor) -> list[float]:
        return [(await visitor.rerun()).seconds for _ in range(count)]

    return 1e3 * statistics.median(chain(*await asyncio.gather(*map(ask, visitors))))


async def measure(hosts: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Return for each app the rerun in ms, of one visitor alone and of a class at once, in the best round."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in hosts}
    async with AsyncExitStack() as stack:
        visitors = {
            name: [await stack.enter_async_context(Visitor(host)) for _ in range(CLASS)]
            for name, host in hosts.items()
        }
        for everybody in visitors.values():
            await reruns(everybody, 2)
        for _ in range(ROUNDS):  # in turns, so that whatever else the machine does falls on all alike
            for name, everybody in visitors.items():
                count = 1 if "collecting" in name else 10
                rounds[name].append((await reruns(everybody[:1], count), await reruns(everybody, count)))
    return {name: tuple(map(min, zip(*times, strict=True))) for name, times in rounds.items()}


@pytest.mark.slow
def test_a_rerun_with_torch_costs_what_it_costs_without(tmp_path: Path, record_property) -> None:
    with ExitStack() as servers:
        hosts = {}
        for name, text in APPS.items():
            (tmp_path / name).mkdir()
            script = tmp_path / name / "app.py"
            script.write_text(text)
            options = ("--runner.postScriptGC", "true") if "collecting" in name else ()
            hosts[name] = servers.enter_context(serve(script, *options))
        ms = finish(measure(hosts))
    for name, (alone, together) in ms.items():
        print(f"empty rerun, {name}: {alone:.1f} ms alone, {together:.1f} ms for each of {CLASS} at once")
        record_property(f"rerun_ms_{name}", (round(alone, 1), round(together, 1)))
    assert ms["torch"][0] <= 1.2 * ms["light"][0]
    assert ms["torch"][1] <= 1.2 * ms["light"][1]
    assert ms["torch"][1] <= 0.25 * ms["torch, collecting"][1]  # what settling is for
    # uvloop, which comes along with Ray, sends at once by itself, and Streamlit takes it where it is.
    if sys.platform == "linux" and find_spec("uvloop") is None:
        assert ms["light"][0] <= 0.5 * ms["plain"][0]  # what sending at once is for
