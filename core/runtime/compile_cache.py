"""Compiled networks kept from one start of the dashboard to the next: then the first answer needs no torch.

A file is OpenVINO's own export behind its SHA-256. It is named after all that its content follows from, so
that other weights, other code or another library simply find no file.
"""

import hashlib
import logging
import os
import platform
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import platformdirs

from core.runtime import fetching

CORE = Path(__file__).parents[1]
NO_NETWORKS = ("ui", "train", "i18n")
"""folders of CORE that no network is built from"""
MOST_BYTES = 64 << 20  # of one file: larger networks take long to answer anyhow
MOST_FILES = 64
DIGEST = hashlib.sha256().digest_size

log = logging.getLogger(__name__)


def folder() -> Path:
    """Return where the files are."""
    return Path(platformdirs.user_cache_dir("deepvision")) / "compiled"


def read(fingerprint: str) -> bytes | None:
    """Return what was kept for the weights with this fingerprint, or None if nothing is or it is damaged."""
    try:
        data = _path(fingerprint).read_bytes()
        os.utime(_path(fingerprint))  # what is used stays
    except OSError:
        return None
    content = data[DIGEST:]
    return content if hashlib.sha256(content).digest() == data[:DIGEST] else None


def write(fingerprint: str, content: bytes) -> None:
    """Keep `content`, and of all files those used last; a folder that cannot be written to is left alone."""
    if len(content) > MOST_BYTES:
        return
    try:
        folder().mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder(), suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(hashlib.sha256(content).digest() + content)
            os.replace(part, _path(fingerprint))  # whole or not at all, also when two write at once
        finally:
            Path(part).unlink(missing_ok=True)  # of a disk that is full
        fetching.remove_old_parts(folder())
        latest_first = sorted(folder().iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in latest_first[MOST_FILES:]:
            path.unlink(missing_ok=True)
    except OSError as error:
        log.info("The compiled network is not kept: %s", error.strerror)


def _path(fingerprint: str) -> Path:
    facts = (fingerprint, _code(), platform.platform(), platform.processor(), os.cpu_count())
    return folder() / hashlib.sha256(repr(facts).encode()).hexdigest()


@cache
def _code() -> str:
    """Return a fingerprint of all code that a network may come from, and of the libraries that compile."""
    found = hashlib.sha256("".join(map(version, ("torch", "torchvision", "openvino"))).encode())
    for path in sorted(CORE.rglob("*.py")):
        if path.relative_to(CORE).parts[0] not in NO_NETWORKS:
            found.update(path.read_bytes())
    return found.hexdigest()
