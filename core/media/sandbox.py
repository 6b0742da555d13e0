"""Decode a picture in a process of its own, which may fail alone: for HEIC, AVIF and TIFF.

Their containers can point at the same bytes again and again: a TIFF of a few MB can ask for 100 GB of tags
before the size of the picture is known. No check from outside finds all of that; a limit on a process does.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from core.media.decode import LoadedImage, decode
from core.media.errors import MediaError

MAX_SECONDS = 8.5
_MAX_MEMORY = 1 << 30  # bytes
_ROOT = Path(__file__).parents[2]
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # NumPy starts twice as fast


def decode_apart(data: bytes, kind: str) -> LoadedImage:
    """Do what `decode.decode` does in 8.5 s and, where it can be limited, 1 GB; raise only `MediaError`."""
    command = [sys.executable, "-m", "core.media.sandbox", kind]
    try:
        answer = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            cwd=_ROOT,
            env=os.environ | _ONE_THREAD,
        ).stdout
    except subprocess.TimeoutExpired:
        raise MediaError("timeout") from None
    head, _, pixels = answer.partition(b"\n")
    if not head:  # it crashed or ran out of memory
        raise MediaError("damaged")
    facts = json.loads(head)
    if "code" in facts:
        raise MediaError(facts.pop("code"), **facts)
    rgb = np.frombuffer(bytearray(pixels), np.uint8).reshape(facts["shape"])
    return LoadedImage(rgb, tuple(facts["original_wh"]), tuple(facts["notes"]))


def _limit_memory() -> None:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the picture


def _main() -> None:
    """Read a file from standard input; write one line of JSON and the pixels to standard output."""
    _limit_memory()
    out = sys.stdout.buffer
    try:
        loaded = decode(sys.stdin.buffer.read(), sys.argv[1])
    except MediaError as error:
        out.write(json.dumps({"code": error.code, **error.facts}).encode() + b"\n")
        return
    facts = {"shape": loaded.rgb.shape, "original_wh": loaded.original_wh, "notes": loaded.notes}
    out.write(json.dumps(facts).encode() + b"\n" + loaded.rgb.tobytes())


if __name__ == "__main__":
    _main()
