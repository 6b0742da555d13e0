"""Short video files, in memory: frames out at their own times, an annotated file back."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from core.media import colour, sandbox
from core.media.errors import MediaError

if TYPE_CHECKING:
    from av import VideoFrame, VideoStream
    from av.container import InputContainer

LONGEST_S = 60
MOST_FRAMES = 240 * LONGEST_S
LARGEST_SIDE = 4096
WORKING_SIDE = 960
"""frames are shrunk so that the longer side is at most this"""
HD_LINES, HD_WIDTH = 720, 1280
"""from which on a video that does not tell its colours has those of HD (BT.709)"""
_BT709, _BT601, _BT2020 = 1, 5, 9
_TICK = 90_000  # of a second, in which a film is written
_MOST_PACKETS = 200_000


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
    """Of a video: frames a second on average, number of frames, and the size (width, height) they come in.

    `times` (frames,) in s are when each is shown, from 0; `seconds` is how long the video lasts; `whole` is
    whether all of its frames are among them.
    """

    rate: float
    frames: int
    wh: tuple[int, int]
    seconds: float = field(default=0.0, compare=False)
    times: tuple[float, ...] = field(default=(), compare=False)
    whole: bool = field(default=True, compare=False)


@sandbox.apart("not_a_video", "video_too_costly")
def facts(data: bytes) -> Facts:
    """Return what a video file says of itself, and its frames' times as its packets tell them.

    A process of its own decodes the first frame.

    Raises: MediaError("not_a_video"), or "video_too_long" and "video_too_large" with their limits.
    """
    import av

    kind = container(data)
    try:
        with av.open(io.BytesIO(data), format=kind) as file:
            stream = file.streams.video[0]
            w, h = stream.codec_context.width, stream.codec_context.height
            told = float(file.duration or 0) / av.time_base
            rate = float(stream.average_rate or 0) or 25.0
            times, seconds = _times(file, stream, rate)
        _limit(max(w, h), min(w, h), max(seconds, told if len(times) < 2 else 0.0))
        with av.open(io.BytesIO(data), format=kind) as file:
            w, h = (h, w) if next(_decoded(file)).rotation % 180 else (w, h)
    except MediaError:
        raise
    except Exception as error:  # a codec that is unknown, a stream without one, and whatever else
        raise MediaError("not_a_video") from error
    scale = min(1.0, WORKING_SIDE / max(w, h))
    size = tuple(max(2, round(n * scale) // 2 * 2) for n in (w, h))  # H.264 wants even sides
    kept = times[:MOST_FRAMES] or (0.0,)
    measured = len(times) / seconds if len(times) > 1 else rate
    return Facts(measured, len(kept), size, seconds, kept, len(times) <= MOST_FRAMES)


def _times(file: "InputContainer", stream: "VideoStream", rate: float) -> tuple:
    """Return when each frame is shown in s, from 0, and how long all last, by the packets alone."""
    shown, last = [], 0.0
    for number, packet in enumerate(file.demux(stream)):
        if number > _MOST_PACKETS:
            break
        if packet.size and not packet.is_discard:
            at = packet.pts if packet.pts is not None else packet.dts
            shown.append(len(shown) / rate if at is None else float(at * packet.time_base))
            last = float((packet.duration or 0) * packet.time_base)
    shown.sort()
    if not shown:
        return (), 0.0
    times = tuple(t - shown[0] for t in shown)
    steps = np.diff(times)
    last = last if 0 < last < 1 else float(np.median(steps)) if len(steps) else 1 / rate
    return times, times[-1] + last


def _limit(longer: int, shorter: int, seconds: float) -> None:
    if longer > LARGEST_SIDE or shorter < 2:
        raise MediaError("video_too_large", limit=LARGEST_SIDE)
    if not seconds <= LONGEST_S + 0.5:
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
    for i, (_, frame) in enumerate(_shown(data)):
        if i % every == 0:
            yield _upright(frame, wh)


@sandbox.apart("damaged", "video_too_costly")
def timed(data: bytes, wh: tuple[int, int], step_s: float = 0.0) -> Iterator[tuple[float, np.ndarray]]:
    """Yield frames as `frames` does, each with its own time in s from 0; at least `step_s` apart."""
    due = 0.0
    for time_s, frame in _shown(data):
        if time_s >= due - 1e-6:
            due = time_s + step_s if time_s > due + step_s else due + step_s
            yield time_s, _upright(frame, wh)


def due_at(times: tuple[float, ...], step_s: float) -> int:
    """Return how many of frames at these times `timed` yields."""
    due, count = 0.0, 0
    for time_s in times:
        if time_s >= due - 1e-6:
            due, count = (time_s + step_s if time_s > due + step_s else due + step_s), count + 1
    return count


def _shown(data: bytes) -> Iterator[tuple[float, "VideoFrame"]]:
    """Yield times in s, which never go back, and frames."""
    import av

    kind = container(data)
    try:
        with av.open(io.BytesIO(data), format=kind) as file:
            rate, first, now = float(file.streams.video[0].average_rate or 0) or 25.0, None, 0.0
            for i, frame in enumerate(_decoded(file)):
                if i >= MOST_FRAMES:
                    return
                shown = i / rate if frame.time is None else frame.time
                first = shown if first is None else first
                now = max(now, shown - first)
                yield now, frame
    except MediaError:
        raise
    except Exception as error:
        raise MediaError("damaged") from error


def _upright(frame: "VideoFrame", wh: tuple[int, int]) -> np.ndarray:
    """Return a frame as sRGB (H, W, 3) uint8; one that does not tell its colours has those of its size."""
    size = wh[::-1] if frame.rotation % 180 else wh
    space, curve, primaries = int(frame.colorspace), int(frame.color_trc), int(frame.color_primaries)
    is_hd = min(frame.width, frame.height) >= HD_LINES or max(frame.width, frame.height) >= HD_WIDTH
    if space == 2:
        space = _BT2020 if colour.is_hdr(curve) else _BT709 if is_hd else _BT601
    rgb = frame.reformat(*size, format="rgb24", src_colorspace=space).to_ndarray()
    if colour.is_hdr(curve):
        rgb = colour.to_srgb(rgb, _BT2020 if primaries == 2 else primaries, curve)
    return np.ascontiguousarray(np.rot90(rgb, frame.rotation // 90))


class Writer:
    """Collects frames into an MP4 file (H.264) in memory."""

    def __init__(self, rate: float, wh: tuple[int, int]) -> None:
        """Begin a video of this even size, of so many frames a second where none tells its time."""
        import av

        self._out = io.BytesIO()
        self._file = av.open(self._out, "w", format="mp4")
        self._stream = self._file.add_stream("libx264", rate=Fraction(rate).limit_denominator(1000))
        self._stream.width, self._stream.height = wh
        self._stream.pix_fmt = "yuv420p"
        # No frame waits for a later one: uneven times would be told wrong, of each frame and of the whole.
        self._stream.options = {"preset": "veryfast", "crf": "24", "bf": "0"}
        self._stream.codec_context.time_base = Fraction(1, _TICK)
        self._rate, self._times = rate, [-1 / rate]
        self._last: np.ndarray | None = None

    def add(self, rgb: np.ndarray, time_s: float | None = None) -> None:
        """Append a frame (H, W, 3) uint8, to be shown at this time in s, else one after the one before."""
        import av

        before = self._times[-1]
        at = max(before + 2 / _TICK, before + 1 / self._rate if time_s is None else time_s)
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
        frame.pts, frame.time_base = round(at * _TICK), Fraction(1, _TICK)
        self._times.append(at)
        self._last = rgb
        self._file.mux(self._stream.encode(frame))

    def finish(self, end_s: float | None = None) -> bytes:
        """Return the file, whose last frame is shown until `end_s`; nothing can be added any more."""
        if end_s is not None and self._last is not None and end_s - self._times[-1] > 1.2 / self._rate:
            self.add(self._last, end_s - 1 / self._rate)  # players do not hold a last frame for long
        packets = self._stream.encode()
        if end_s is not None and packets:
            packets[-1].duration = max(2, round((end_s - self._times[-1]) * _TICK))
        self._file.mux(packets)
        self._file.close()
        return self._out.getvalue()
