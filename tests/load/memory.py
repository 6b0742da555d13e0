"""What a dashboard takes of memory: at its start, after every part of every lesson once, with a class.

    python -m tests.load.memory                                       with the limit as it is
    DEEPVISION_MEMORY_MB=1500 python -m tests.load.memory --people 30 --steps 4

Figures are the process' resident memory in MB; "most" is the largest that was seen every half second.
"""

import argparse
import tempfile
import threading
import time
from pathlib import Path

from core.i18n.catalog import labels
from core.ui.lessons import LESSONS
from tests.load.client import Visitor, finish
from tests.load.server import serve_dashboard
from tests.load.tour import crowd, ready

LANG = "en"
REST_S = 65
"""until the collector, which comes every minute, has let go what it may"""


async def look_at_everything(host: str) -> list[str]:
    """Open every part of every lesson once, as one visitor a lesson; return what went wrong."""
    errors = []
    for lesson in (known.name for known in LESSONS):
        parts = [text for key, text in labels(LANG).items() if key.startswith(f"{lesson}.parts.")]
        async with Visitor(host, lesson, {"lang": LANG}) as visitor:
            errors += (await visitor.rerun()).errors
            for part in parts:
                chosen = {f"part_{lesson}": [part]} if f"part_{lesson}" in visitor.widgets else {}
                errors += (await visitor.rerun(**chosen)).errors
    return errors


class Watch:
    """The memory of a dashboard, asked for every half second until it is gone."""

    def __init__(self, host: str) -> None:
        """Begin to look."""
        self._host, self.most = host, 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def now(self) -> float:
        """Return the memory in MB."""
        mb = ready(self._host)["memory_mb"]
        self.most = max(self.most, mb)
        return mb

    def _look(self) -> None:
        while True:
            try:
                self.now()
            except OSError:
                return
            time.sleep(0.5)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--pause", type=float, default=3.0, help="mean seconds between interactions")
    args = parser.parse_args()
    print("| after | MB | most |\n|---|---|---|")

    def row(name: str) -> None:
        print(f"| {name} | {watch.now():.0f} | {watch.most:.0f} |", flush=True)

    with serve_dashboard(Path(tempfile.mkdtemp()) / "log.txt") as host:
        watch = Watch(host)
        row("start")
        errors = finish(look_at_everything(host))
        row("all parts once")
        time.sleep(REST_S)
        row("a minute of rest")
        felt = finish(crowd(host, args.people, args.steps, args.pause))
        row(f"{args.people} people")
        time.sleep(REST_S)
        row("a minute of rest")
    print(f"errors {[*errors, *felt.errors][:5]}  mixed up {felt.mixed_up[:5]}  refused {len(felt.refused)}")


if __name__ == "__main__":
    main()
