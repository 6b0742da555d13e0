"""Weight files: found, verified, fetched once.

    python -m core.runtime.weights list                 what there is and what is on this computer
    python -m core.runtime.weights fetch NAME [NAME …]  download official models
    python -m core.runtime.weights verify [NAME …]      compare the files here with the originals

A file is looked for in `weights/`, then in each folder of DEEPVISION_WEIGHTS (separated as in PATH; a
class-room share), then in the user's cache. Its SHA-256 is compared before every load.
"""

import errno
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from core.runtime import cards, specs

if TYPE_CHECKING:
    from torch import Tensor

REASONS = (
    "missing",
    "offline",
    "wrong_hash",
    "truncated",
    "html",
    "too_large",
    "timeout",
    "disk_full",
    "read_only",
    "cancelled",
)
CHUNK = 1 << 18
CONNECT_S, READ_S, TOTAL_S = 10, 20, 1800
ROUNDING = 2048
"""torchvision publishes sizes in rounded megabytes: so many bytes more or less are the same size"""

Progress = Callable[[int, int], object]


class WeightsUnavailable(RuntimeError):
    """The weights of `name` cannot be used; `reason` is one of REASONS, `code` names the sentence to show."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason
        self.code, self.facts = f"weights_{reason}", {"name": specs.get_spec(name).title}


def folders() -> list[Path]:
    """Return where weight files are looked for, in this order."""
    shared = [Path(folder) for folder in os.environ.get("DEEPVISION_WEIGHTS", "").split(os.pathsep) if folder]
    return [cards.BUNDLED, *shared, Path(platformdirs.user_cache_dir("deepvision"))]


def find(name: str) -> Path | None:
    """Return the file of a model, not yet verified, or None; one of the right size before a damaged one."""
    file = specs.get_spec(name).weights.file
    here = [path for folder in folders() if (path := folder / str(file)).is_file()]
    return next((path for path in here if _right_size(name, path)), here[0] if here else None)


def _right_size(name: str, path: Path) -> bool:
    return abs(path.stat().st_size - specs.get_spec(name).weights.bytes) <= ROUNDING


def state(name: str) -> str:
    """Return "ready" if a file of the right size is here, "damaged" if of another size, else "missing"."""
    path = find(name)
    if path is None:
        return "missing"
    return "ready" if _right_size(name, path) else "damaged"


def problem(name: str) -> str | None:
    """Return why a model's file cannot be used, or None; a file that has not changed is read only once."""
    path = find(name)
    if path is None:
        return "missing"
    facts = path.stat()
    return _problem(name, path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=256)
def _problem(name: str, path: Path, modified_ns: int, size: int) -> str | None:
    try:
        check(name, path.read_bytes())
    except WeightsUnavailable as error:
        return error.reason
    return None


def check(name: str, data: bytes) -> bytes:
    """Return `data` if it is the published file of a model; raise WeightsUnavailable with what is wrong."""
    weights = specs.get_spec(name).weights
    if hashlib.sha256(data).hexdigest().startswith(weights.sha256):
        return data
    if data[:256].lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise WeightsUnavailable(name, "html")
    raise WeightsUnavailable(name, "truncated" if len(data) < weights.bytes - ROUNDING else "wrong_hash")


def _bytes(name: str) -> tuple[Path, bytes]:
    path = find(name)
    if path is None:
        raise WeightsUnavailable(name, "missing")
    return path, check(name, path.read_bytes())


def resolve(name: str) -> Path:
    """Return the verified file of a model; raise WeightsUnavailable."""
    return _bytes(name)[0]


def content(name: str) -> bytes:
    """Return the verified bytes of a file, for readers that need no torch; raise WeightsUnavailable."""
    return _bytes(name)[1]


def read(name: str) -> "dict[str, Tensor]":
    """Return a model's tensors from the very bytes that were verified; raise WeightsUnavailable."""
    import io

    path, data = _bytes(name)
    if path.suffix == ".safetensors":
        from safetensors.torch import load

        return load(data)
    if path.suffix == ".pt":
        from core.runtime import ultralytics_guard

        return ultralytics_guard.tensors(data)
    import torch

    return torch.load(io.BytesIO(data), weights_only=True, map_location="cpu")


def download(name: str, on_progress: Progress = lambda done, total: None) -> Path:
    """Fetch an official model into the first writable folder and return its verified file.

    `on_progress(bytes_done, bytes_total)` is called for every chunk; whatever it raises ends the download,
    and nothing is left of it. Raises: WeightsUnavailable.
    """
    weights = specs.get_spec(name).weights
    if weights.url is None:
        raise WeightsUnavailable(name, "missing")
    folder = _writable(name, weights.bytes)
    handle, part = tempfile.mkstemp(suffix=".part", prefix=weights.file, dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            _fetch(name, out, on_progress)
            out.flush()
            os.fsync(out.fileno())
        check(name, Path(part).read_bytes())
        os.replace(part, folder / weights.file)  # whole or not at all, also when two fetch at once
    except OSError as error:
        raise WeightsUnavailable(name, _why(error)) from error
    finally:
        Path(part).unlink(missing_ok=True)
    return folder / weights.file


def _writable(name: str, size: int) -> Path:
    for folder in folders()[1:]:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            continue
        if shutil.disk_usage(folder).free < 2 * size:
            raise WeightsUnavailable(name, "disk_full")
        return folder
    raise WeightsUnavailable(name, "read_only")


def _fetch(name: str, out: object, on_progress: Progress) -> None:
    import requests

    weights, deadline, done = specs.get_spec(name).weights, time.monotonic() + TOTAL_S, 0
    try:
        with requests.get(weights.url, stream=True, timeout=(CONNECT_S, READ_S)) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_content(CHUNK):
                done += len(chunk)
                if done > weights.bytes + ROUNDING:
                    raise WeightsUnavailable(name, "too_large")
                if time.monotonic() > deadline:
                    raise WeightsUnavailable(name, "timeout")
                out.write(chunk)
                on_progress(done, weights.bytes)
    except requests.Timeout as error:
        raise WeightsUnavailable(name, "timeout") from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise WeightsUnavailable(name, "truncated") from error
    except requests.ConnectionError as error:
        raise WeightsUnavailable(name, "timeout" if "timed out" in str(error) else "offline") from error
    except requests.RequestException as error:
        raise WeightsUnavailable(name, "offline") from error


def _why(error: OSError) -> str:
    reasons = {errno.ENOSPC: "disk_full", errno.EROFS: "read_only", errno.EACCES: "read_only"}
    return reasons.get(error.errno, "offline")


def remove(name: str) -> None:
    """Delete an official model's file from the user's cache; bundled files and the class-room share stay."""
    spec = specs.get_spec(name)
    if spec.weights.kind == "official":
        (folders()[-1] / spec.weights.file).unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    """Run the command line; return 0 if fine, 1 if a file is wrong or could not be had, 2 for bad usage."""
    command, names = (arguments or [""])[0], arguments[1:]
    if command not in ("list", "fetch", "verify") or not set(names) <= set(specs.list_models()):
        print(__doc__)
        return 2
    if command == "list":
        for name in specs.list_models():
            weights = specs.get_spec(name).weights
            size = f"{weights.bytes / 1e6:7.1f} MB"
            print(f"{name:20} {weights.kind:9} {size}  {state(name):8} {weights.origin}")
        return 0
    here = [name for name in specs.list_models() if find(name)]
    failed = 0
    for name in names or (here if command == "verify" else []):
        try:
            print(f"{name}: {resolve(name) if command == 'verify' else download(name, _line(name))}")
        except WeightsUnavailable as error:
            failed = 1
            print(f"{name}: {error.reason}", file=sys.stderr)
    return failed


def _line(name: str) -> Progress:
    def show(done: int, total: int) -> None:
        print(f"\r{name}: {done / 1e6:.1f} of {total / 1e6:.1f} MB", end="\r", file=sys.stderr)

    return show


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
