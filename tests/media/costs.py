"""What reading a file costs, measured in a fresh process."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
MEASURE = """
import json, re, resource, sys, time, warnings
from pathlib import Path
warnings.simplefilter("ignore")
from core.media.errors import MediaError
{reader}
def peak():  # not ru_maxrss, which begins with what the process had that started this one
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024
data = sys.stdin.buffer.read()
before, start = peak(), time.perf_counter()
try:
    result = read(data)
except MediaError as error:
    result = error.code
seconds = time.perf_counter() - start
grown = max(peak() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
print(json.dumps([result, seconds, grown]))
"""


class Cost(NamedTuple):
    """What came out, as JSON gives it, or the code of a MediaError; and what it cost."""

    result: Any
    seconds: float
    megabytes: float
    size: int
    """bytes of the file"""


def measured(reader: str, data: bytes) -> Cost:
    """Return what `read(data)` gives and costs; `reader` is the source that defines `read`."""
    if not sys.platform.startswith("linux"):
        pytest.skip("memory is measured on Linux only")
    run = [sys.executable, "-c", MEASURE.format(reader=reader)]
    done = subprocess.run(run, input=data, cwd=ROOT, capture_output=True, check=True, timeout=60)
    return Cost(*json.loads(done.stdout), len(data))


def measured_all(reader: str, files: Mapping[str, Callable[[], bytes]]) -> dict[str, Cost]:
    """Return the cost of each file, by its name, two at a time."""
    with ThreadPoolExecutor(2) as two:
        costs = two.map(lambda make: measured(reader, make()), files.values())
        return dict(zip(files, costs, strict=True))
