"""Uploads stay in memory from their first byte on.

The form parser (Starlette 1.10) writes what is larger than one megabyte to a file without a name in the
folder for temporary files: a photo would lie on the disk, if only for a moment.
"""

import io
import threading

import starlette.formparsers
from starlette.exceptions import HTTPException

MOST_ARRIVING = 256 << 20
"""bytes of uploads that are on their way, of everybody together"""
_lock = threading.Lock()
_arriving = 0


class Arriving(io.BytesIO):
    """An upload on its way; raises HTTPException where there are too many bytes of all of them.

    It has what the parser asks a SpooledTemporaryFile for.
    """

    _rolled, _max_size = False, 0

    def __init__(self, max_size: int = 0) -> None:
        super().__init__()
        self._counted = 0

    def write(self, data: bytes) -> int:
        """Append data."""
        _count(len(data))
        self._counted += len(data)
        return super().write(data)

    def close(self) -> None:
        """Forget it; it is closed at the latest when nobody refers to it any more."""
        counted, self._counted = self._counted, 0
        _count(-counted)
        super().close()


def arriving() -> int:
    """Return the bytes of all uploads that are on their way."""
    return _arriving


def keep_in_memory() -> None:
    """Let the form parser keep every upload in memory."""
    if not hasattr(starlette.formparsers, "SpooledTemporaryFile"):
        raise RuntimeError("this version of Starlette keeps uploads in another way")
    starlette.formparsers.SpooledTemporaryFile = Arriving


def _count(more: int) -> None:
    global _arriving
    with _lock:
        if more > 0 and _arriving + more > MOST_ARRIVING:
            raise HTTPException(status_code=503, detail="too many uploads at once")
        _arriving += more
