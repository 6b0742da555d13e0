"""People with live cameras, without browsers: pictures a second, delay, and somebody else's upload meanwhile.

    python -m tests.load.live --people 1 5 30 --seconds 20 --part detection
    python -m tests.load.live --people 1 --seconds 600            # what a long film leaves behind

Each sends its next picture when the answer to the last is in, as the browser does.
"""

import argparse
import asyncio
import base64
import json
import statistics
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from core.media import images, samples
from tests.load.client import Run, Visitor
from tests.load.server import serve_dashboard
from tests.load.tour import photo

KEYS = {"classification": "live_classify", "detection": "live_detect"}
JPEG_QUALITY, SIDE, UPLOADS = 70, 416, 10
Gate = tuple[asyncio.Semaphore, asyncio.Event]
"""released by each who has opened the page; set once all have"""


@dataclass
class Felt:
    """What people felt: delays of answers in seconds by person, pictures dropped, seconds of uploads."""

    delays: list[list[float]] = field(default_factory=list)
    dropped: int = 0
    mixed_up: int = 0
    uploads: list[float] = field(default_factory=list)

    def told(self, seconds: float) -> str:
        """Return the figures in a line."""
        rates = [len(delays) / seconds for delays in self.delays]
        every = [1e3 * delay for delays in self.delays for delay in delays] or [float("nan")]
        uploads = f"; upload p95 {np.quantile(self.uploads, 0.95):.2f} s" if self.uploads else ""
        return (
            f"{statistics.median(rates):.1f} pictures/s each ({min(rates):.1f} to {max(rates):.1f}), "
            f"delay {np.median(every):.0f} / {np.quantile(every, 0.95):.0f} ms, "
            f"{self.dropped} dropped, {self.mixed_up} mixed up{uploads}"
        )


class Filming(Visitor):
    """A visitor with a camera."""

    fragment = ""

    def _note(self, message, run: Run) -> None:
        super()._note(message, run)
        if message.WhichOneof("type") == "delta" and message.delta.fragment_id:
            self.fragment = message.delta.fragment_id

    async def show(self, key: str, number: int, jpeg: str) -> dict:
        """Send a picture from the component `key`; return the answer, once the run has ended."""
        name = f"$$STREAMLIT_INTERNAL_KEY_{self.widgets[key][1]}__events"
        message = BackMsg()
        message.rerun_script.query_string = "lang=en&part=live"
        message.rerun_script.page_script_hash = self._script_hash
        message.rerun_script.fragment_id = self.fragment
        sent = WidgetState(id=name)
        sent.json_trigger_value = json.dumps([{"event": "frame", "value": {"id": number, "jpeg": jpeg}}])
        message.rerun_script.widget_states.widgets.extend([*self._states.values(), sent])
        run = Run()
        await self._socket.send(message.SerializeToString())
        await self._until("script_finished", run)
        return next((json.loads(data)["answer"] for data in run.data if '"answer"' in data), None) or {}


async def film(host: str, part: str, number: int, gate: Gate, seconds: float, felt: Felt) -> None:
    """Open the part, wait for everybody, send pictures for some seconds."""
    opened, ends = gate
    name = ("bus", "zidane", "cat", "coffee")[number % 4]
    small = images.to_jpeg(samples.load(name), SIDE, JPEG_QUALITY)
    jpeg, delays = base64.b64encode(small).decode(), []
    async with Filming(host, part, {"lang": "en", "part": "live"}) as visitor:
        await asyncio.sleep(number * 0.3)
        while KEYS[part] not in visitor.widgets:  # the example's turn may come late while a class opens
            await visitor.rerun()
        opened.release()
        await ends.wait()
        end = time.perf_counter() + seconds
        at = number * 1_000_000
        while time.perf_counter() < end:
            at += 1
            began = time.perf_counter()
            answer = await visitor.show(KEYS[part], at, jpeg)
            felt.mixed_up += answer.get("id", at) != at
            if not answer or answer.get("late"):
                felt.dropped += 1
            else:
                delays.append(time.perf_counter() - began)
            await asyncio.sleep(0.005)
    felt.delays.append(delays)


async def upload(host: str, gate: Gate, seconds: float, felt: Felt) -> None:
    """Upload photos of twelve megapixels meanwhile, and wait for their answers."""
    opened, ends = gate
    photos = [photo(number, 12) for number in range(UPLOADS)]  # now, as making them takes all of a core
    async with Visitor(host, "classification", {"lang": "en"}) as visitor:
        await visitor.rerun()
        opened.release()
        await ends.wait()
        end = time.perf_counter() + seconds - 2
        for number, data in enumerate(photos):
            if time.perf_counter() > end:
                break
            key = [key for key in visitor.widgets if key.startswith("pictures_")][-1]
            began = time.perf_counter()
            await visitor.upload(key, data, f"{number}.jpg")
            await visitor.rerun()
            felt.uploads.append(time.perf_counter() - began)
            await asyncio.sleep(1)


async def crowd(host: str, part: str, people: int, seconds: float) -> Felt:
    """Let people film at once, and one more upload photos; return what they felt."""
    felt, gate = Felt(), (asyncio.Semaphore(0), asyncio.Event())
    tasks = [asyncio.create_task(film(host, part, n, gate, seconds, felt)) for n in range(people)]
    tasks.append(asyncio.create_task(upload(host, gate, seconds, felt)))
    for _ in tasks:
        await gate[0].acquire()
    gate[1].set()
    await asyncio.gather(*tasks)
    return felt


def ready(host: str) -> dict:
    """Return the server's health."""
    with urllib.request.urlopen(f"http://{host}/readyz", timeout=60) as answer:
        return json.load(answer)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser("tests.load.live", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 5, 30])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--part", choices=KEYS, default="detection")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_dashboard(Path(folder) / "log.txt", DEEPVISION_SEATS="40") as host,
    ):
        for people in chosen.people:
            before = ready(host)
            felt = asyncio.run(crowd(host, chosen.part, people, chosen.seconds))
            after = ready(host)
            kept = {name: (before[name], after[name]) for name in ("memory_mb", "threads")}
            print(f"{chosen.part}, {people}: {felt.told(chosen.seconds)}; before, after: {kept}", flush=True)


if __name__ == "__main__":
    main()
