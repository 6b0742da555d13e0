"""Short video files, in memory: frames out, an annotated file back."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.media import sandbox
from core.media.errors import MediaError

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer

LONGEST_S = 60
MOST_FRAMES = 1800
LARGEST_SIDE = 4096
WORKING_SIDE = 960
"""frames are shrunk so that the longer side is at most this"""


def container(data: bytes) -> str:
    """Return the kind of file, by content; raise MediaError("not_a_video").

    It is told to the decoder, which by itself would also open playlists, and with them other files.
    """
    if data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "mp4"
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        return "avi"
    raise MediaError("not_a_video")


@dataclass(frozen=True)
class Facts:
    """Of a video: frames a second, expected number of frames, and the size (width, height) they come in."""

    rate: float
    frames: int
    wh: tuple[int, int]


@sandbox.apart("not_a_video", "video_too_costly")
def facts(data: bytes) -> Facts:
    """Return what a video file says of itself; a process of its own decodes its first frame.

    Raises: MediaError("not_a_video"), or "video_too_long" and "video_too_large" with their limits.
    """
    import av

    kind = container(data)
    try:
        with av.open(io.BytesIO(data), format=kind) as file:
            stream = file.streams.video[0]
            w, h = stream.codec_context.width, stream.codec_context.height
            rate, seconds = float(stream.average_rate or 25), float(file.duration or 0) / av.time_base
            if not file.duration:  # what a browser records says neither: its packets do
                times = [float(p.pts * p.time_base) for p in file.demux(stream) if p.pts is not None]
                seconds = max(times) - min(times)
                rate = (len(times) - 1) / seconds if seconds else 25.0
        _limit(max(w, h), min(w, h), seconds)
        with av.open(io.BytesIO(data), format=kind) as file:
            w, h = (h, w) if next(_decoded(file)).rotation % 180 else (w, h)
    except (av.error.FFmpegError, IndexError, StopIteration, ValueError, OSError) as error:
        raise MediaError("not_a_video") from error
    scale = min(1.0, WORKING_SIDE / max(w, h))
    size = tuple(max(2, round(n * scale) // 2 * 2) for n in (w, h))  # H.264 wants even sides
    return Facts(rate, max(1, min(MOST_FRAMES, round(seconds * rate))), size)


def _limit(longer: int, shorter: int, seconds: float) -> None:
    if longer > LARGEST_SIDE or shorter < 2:
        raise MediaError("video_too_large", limit=LARGEST_SIDE)
    if seconds > LONGEST_S:
        raise MediaError("video_too_long", limit=LONGEST_S)


def _decoded(file: "InputContainer") -> "Iterator[VideoFrame]":
    """Yield the frames of a file, each within the limits: its head need not tell how large they all are."""
    stream = file.streams.video[0]
    stream.thread_type = "NONE"  # one person's video must not take every core
    stream.codec_context.options = {"max_pixels": str(LARGEST_SIDE**2)}  # the decoder refuses what is larger
    for frame in file.decode(video=0):
        _limit(max(frame.width, frame.height), min(frame.width, frame.height), 0)
        yield frame


@sandbox.apart("damaged", "video_too_costly")
def frames(data: bytes, wh: tuple[int, int], every: int = 1) -> Iterator[np.ndarray]:
    """Yield every `every`-th frame of the first MOST_FRAMES as (H, W, 3) uint8, upright, in the size `wh`.

    A process of its own decodes them.

    Raises: MediaError("damaged") where the file breaks off.
    """
    import av

    kind = container(data)
    try:
        with av.open(io.BytesIO(data), format=kind) as file:
            for i, frame in enumerate(_decoded(file)):
                if i >= MOST_FRAMES:
                    return
                if i % every == 0:
                    size = wh[::-1] if frame.rotation % 180 else wh
                    rgb = frame.reformat(*size, format="rgb24").to_ndarray()
                    yield np.ascontiguousarray(np.rot90(rgb, frame.rotation // 90))
    except av.error.FFmpegError as error:
        raise MediaError("damaged") from error


class Writer:
    """Collects frames into an MP4 file (H.264) in memory."""

    def __init__(self, rate: float, wh: tuple[int, int]) -> None:
        """Begin a video of so many frames a second and this even width and height."""
        from fractions import Fraction

        import av

        self._out = io.BytesIO()
        self._file = av.open(self._out, "w", format="mp4")
        self._stream = self._file.add_stream("libx264", rate=Fraction(rate).limit_denominator(1000))
        self._stream.width, self._stream.height = wh
        self._stream.pix_fmt = "yuv420p"
        self._stream.options = {"preset": "veryfast", "crf": "24"}

    def add(self, rgb: np.ndarray) -> None:
        """Append a frame (H, W, 3) uint8."""
        import av

        self._file.mux(self._stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))

    def finish(self) -> bytes:
        """Return the file; nothing can be added any more."""
        self._file.mux(self._stream.encode())
        self._file.close()
        return self._out.getvalue()
