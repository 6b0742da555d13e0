"""One file over the network or from a folder, chunk by chunk: size cap, time limits, a word a fault."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from core.runtime import specs

if TYPE_CHECKING:  # a page that asks for a file that is here must not wait for it
    import requests

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
OLD_S = 86_400
ROUNDING = 2048
"""torchvision publishes sizes in rounded megabytes: so many bytes more or less are the same size"""

Progress = Callable[[int, int], object]


class WeightsUnavailable(RuntimeError):
    """The weights of `name` cannot be used; `reason` is one of REASONS, `code` names the sentence to show."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason
        self.code, self.facts = f"weights_{reason}", {"name": specs.get_spec(name).title}


def looks_like_a_page(data: bytes) -> bool:
    """Return whether `data` begins as a web page does, such as that of a Wi-Fi login."""
    return data[:256].lstrip().lower().startswith((b"<!doctype", b"<html"))


def writable(name: str, folders: Iterable[Path], size: int) -> Path:
    """Return the first of `folders` that can be written to.

    Raises: WeightsUnavailable without one, or without room for twice `size` bytes.
    """
    for folder in folders:
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


def flush(file: BinaryIO) -> None:
    """Have a file's bytes on the disk."""
    file.flush()
    os.fsync(file.fileno())


def remove_old_parts(folder: Path) -> None:
    """Delete `.part` files that a process left which was killed: nothing takes a day to write."""
    for path in folder.glob("*.part"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > OLD_S:
                path.unlink()


@contextmanager
def part(name: str, folder: Path, file: str) -> Iterator[Path]:
    """Give the path of a new `.part` file, which is gone at the end unless it was renamed.

    Raises: WeightsUnavailable for what network and disk have against it.
    """
    remove_old_parts(folder)
    with faults(name):
        handle, path = tempfile.mkstemp(suffix=".part", prefix=file, dir=folder)
        os.close(handle)
        try:
            yield Path(path)
        finally:
            Path(path).unlink(missing_ok=True)


@contextmanager
def faults(name: str) -> Iterator[None]:
    """Turn what goes wrong with network and disk into WeightsUnavailable."""
    import requests

    try:
        yield
    except requests.Timeout as error:
        raise WeightsUnavailable(name, "timeout") from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise WeightsUnavailable(name, "truncated") from error
    except requests.ConnectionError as error:
        raise WeightsUnavailable(name, "timeout" if "timed out" in str(error) else "offline") from error
    except requests.RequestException as error:
        raise WeightsUnavailable(name, "offline") from error
    except OSError as error:
        reasons = {errno.ENOSPC: "disk_full", errno.EROFS: "read_only", errno.EACCES: "read_only"}
        raise WeightsUnavailable(name, reasons.get(error.errno, "offline")) from error


def stream(
    name: str,
    url: str,
    size: int,
    out: BinaryIO,
    on_progress: Progress,
    session: "requests.Session | None" = None,
) -> None:
    """Write what is at `url` (http, https or file), at most `size` bytes and a little, to `out`.

    `on_progress(bytes_done, bytes_total)` is called for every chunk. Raises: WeightsUnavailable.
    """
    deadline, done = time.monotonic() + TOTAL_S, 0
    with faults(name):
        for chunk in _chunks(url, session):
            done += len(chunk)
            if done > size + ROUNDING:
                raise WeightsUnavailable(name, "too_large")
            if time.monotonic() > deadline:
                raise WeightsUnavailable(name, "timeout")
            out.write(chunk)
            on_progress(done, size)


def _chunks(url: str, session: "requests.Session | None") -> Iterator[bytes]:
    import requests

    if url.startswith("file:"):
        with open(url2pathname(urlsplit(url).path), "rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")
        return
    with (session or requests).get(url, stream=True, timeout=(CONNECT_S, READ_S)) as answer:
        answer.raise_for_status()
        yield from answer.iter_content(CHUNK)
