"""A class on tour: visitors who open lessons, look at their parts and upload photos, and what they felt.

    python -m tests.load.tour --people 30 --minutes 10    by hand, against a dashboard that it starts itself

It talks to a server on this machine only, and stops by itself.
"""

import argparse
import asyncio
import io
import itertools
import json
import random
import re
import statistics
import tempfile
import time
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from core.i18n.catalog import LANGUAGES, labels, text
from core.ui.lessons import LESSONS
from tests.load.client import Run, Visitor, finish
from tests.load.server import serve_dashboard

MODELS = ("classification", "detection", "segmentation")
"""lessons in which a rerun may ask a network for a photo"""
OWN = re.compile(r"colour-(\d+)\.jpg")


@dataclass
class Felt:
    """What all visitors felt together."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """of each interaction, by what it was: "open", "network" or "other" """
    errors: list[str] = field(default_factory=list)
    mixed_up: list[str] = field(default_factory=list)
    """traces of another visitor's picture"""
    refused: list[str] = field(default_factory=list)
    """sentences for whom there was no seat"""
    lessons: set[str] = field(default_factory=set)
    """lessons that were drawn"""

    def quantile(self, kind: str, share: float) -> float:
        """Return a quantile of the seconds of one kind."""
        return float(np.quantile(self.seconds[kind], share)) if self.seconds[kind] else 0.0


def photo(number: int, megapixels: float) -> bytes:
    """Return a noisy JPEG in a colour of its own, about half a byte a pixel, as phones make them."""
    side = int((megapixels * 1e6) ** 0.5)
    rng = np.random.default_rng(number)
    small = rng.integers(0, 60, (side // 4, side // 4, 3), np.uint8) + rng.integers(0, 190, 3, np.uint8)
    out = io.BytesIO()
    Image.fromarray(small).resize((side, side)).save(out, "JPEG", quality=95)
    return out.getvalue()


async def visit(
    host: str, number: int, steps: int, felt: Felt, megapixels: float, pause_s: float, stay_s: float = 0
) -> None:
    """Open a lesson, upload a photo (where `megapixels`), go through its parts; note what it was like."""
    rng = random.Random(number)
    tourist = number - number // 3 - 1  # every third comes with a photo; the others see all lessons in turn
    lesson, lang = LESSONS[tourist % len(LESSONS)].name, LANGUAGES[number % len(LANGUAGES)]
    lesson = rng.choice([name for name in MODELS if f"{name}.name" in labels(lang)]) if megapixels else lesson
    prefix, part = f"{lesson}.parts.", f"part_{lesson}"
    parts = [label for key, label in labels(lang).items() if key.startswith(prefix)]
    async with Visitor(host, lesson, {"lang": lang}) as visitor:
        run = note(felt, await visitor.rerun(), "open", number)
        if part not in visitor.widgets and text(lang, f"{lesson}.name") not in run.texts:
            felt.refused += run.texts
            return
        felt.lessons.add(lesson)
        if megapixels and (key := uploader(visitor)):
            status = await visitor.upload(key, photo(number, megapixels), f"colour-{number}.jpg")
            felt.errors += [f"upload: {status}"] if status != 204 else []
            note(felt, await visitor.rerun(), "network", number)
        for _ in range(steps):
            await asyncio.sleep(rng.uniform(0, 2 * pause_s))
            chosen = {part: [rng.choice(parts)]} if parts and part in visitor.widgets else {}
            kind = "network" if lesson in MODELS else "other"
            note(felt, await visitor.rerun(**chosen), kind, number)
        await asyncio.sleep(stay_s)


def uploader(visitor: Visitor) -> str | None:
    """Return the key of the page's uploader of photos."""
    keys = [key for key, (kind, _) in visitor.widgets.items() if kind == "file_uploader"]
    return next((key for key in keys if re.fullmatch(r"pictures_\d+", key)), None)


def note(felt: Felt, run: Run, kind: str, number: int) -> Run:
    """Add a run to what was felt; look for pictures that are somebody else's."""
    felt.seconds[kind].append(run.seconds)
    felt.errors += run.errors
    names = {found for sent in (*run.texts, *run.data) for found in OWN.findall(sent)}
    felt.mixed_up += [f"{number} sees {other}" for other in names - {str(number)}]
    return run


async def crowd(
    host: str,
    people: int,
    steps: int,
    pause_s: float = 1.0,
    stay_s: float = 0,
    together_s: float = 5,
    first: int = 0,
) -> Felt:
    """Let `people`, numbered from `first`, come within `together_s` seconds, every third with a photo."""
    felt = Felt()

    async def come(place: int) -> None:
        await asyncio.sleep(together_s * place / people)
        number = first + place
        megapixels = 12 if number % 3 == 0 else 0
        try:
            await visit(host, number, steps, felt, megapixels, pause_s, stay_s)
        except Exception as error:
            felt.errors.append(f"visitor {number}: {error!r}")

    await asyncio.gather(*map(come, range(people)))
    return felt


def ready(host: str) -> dict:
    """Return what /readyz says."""
    with urllib.request.urlopen(f"http://{host}/readyz", timeout=30) as answer:
        return json.load(answer)


def main() -> None:
    """Let a class come again and again, and print how it was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--pause", type=float, default=3.0, help="mean seconds between interactions")
    args = parser.parse_args()
    log = Path(tempfile.mkdtemp()) / "log.txt"
    with serve_dashboard(log) as host:
        start = time.monotonic()
        for wave in itertools.count():
            if (begun := time.monotonic() - start) > 60 * args.minutes:
                break
            felt = finish(crowd(host, args.people, args.steps, args.pause, first=wave * args.people))
            print(f"wave {wave + 1}, begun after {begun / 60:.1f} minutes")
            for kind, seconds in felt.seconds.items():
                print(
                    f"{kind:8} {len(seconds):5} ×  median {statistics.median(seconds):.2f} s  "
                    f"p95 {felt.quantile(kind, 0.95):.2f} s  longest {max(seconds):.2f} s"
                )
            print(f"errors {felt.errors[:5]}  mixed up {felt.mixed_up[:5]}  refused {len(felt.refused)}")
            print(ready(host), flush=True)


if __name__ == "__main__":
    main()
