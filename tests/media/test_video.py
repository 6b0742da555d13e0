import io
import struct
from fractions import Fraction

import av
import numpy as np
import psutil
import pytest

from core.media import video
from core.media.errors import MediaError

TENTH = Fraction(1, 10)


def film(count: int = 12, wh: tuple[int, int] = (64, 48), rate: float = 12) -> bytes:
    writer = video.Writer(rate, wh)
    for i in range(count):
        rgb = np.zeros((wh[1], wh[0], 3), np.uint8)
        rgb[:, : wh[0] // 2, i % 3] = 220
        writer.add(rgb)
    return writer.finish()


def test_frames_come_back_in_order_size_and_colour() -> None:
    data = film()
    known = video.facts(data)
    assert known == video.Facts(12.0, 12, (64, 48))
    shown = list(video.frames(data, known.wh))
    assert len(shown) == 12
    for i, rgb in enumerate(shown):
        assert rgb.shape == (48, 64, 3) and rgb.dtype == np.uint8
        left = rgb[8:40, 4:24].mean((0, 1))
        assert left.argmax() == i % 3 and rgb[8:40, 44:60].mean() < 40


def test_every_third_frame_and_a_smaller_size() -> None:
    shown = list(video.frames(film(), (32, 24), every=3))
    assert len(shown) == 4 and shown[0].shape == (24, 32, 3)


def test_a_large_video_is_shrunk_to_even_sides() -> None:
    assert video.facts(film(2, (1922, 1082))).wh == (960, 540)


def turned(data: bytes) -> bytes:
    """Write into an MP4's track header that it is to be shown turned by 90° clockwise, as phones do."""
    at = data.index(b"tkhd") + 44
    matrix = (0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    return data[:at] + struct.pack(">9i", *matrix) + data[at + 36 :]


def test_a_video_that_was_held_upright_comes_upright() -> None:
    data = turned(film())
    known = video.facts(data)
    assert known.wh == (48, 64)
    first = next(video.frames(data, known.wh))
    assert first.shape == (64, 48, 3) and first[4:28].mean() > 40 > first[36:].mean()  # left is up now


def recorded(count: int, seconds: float) -> bytes:
    """Return a WebM whose head tells no duration, as a browser records it."""
    out = io.BytesIO()
    with av.open(out, "w", format="webm", options={"live": "1"}) as file:
        stream = file.add_stream("libvpx", rate=round(count / seconds))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(count):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        file.mux(stream.encode())
    return out.getvalue()


def test_a_recording_without_a_duration_is_measured_by_its_frames() -> None:
    known = video.facts(recorded(40, 4))
    assert known.frames == pytest.approx(40, abs=2) and known.rate == pytest.approx(10, rel=0.05)
    with pytest.raises(MediaError) as caught:
        video.facts(recorded(70, 70))
    assert caught.value.code == "video_too_long"


def grey(wh: tuple[int, int], at: int) -> av.VideoFrame:
    frame = av.VideoFrame(*wh, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([60]) * plane.buffer_size)
    frame.pts, frame.time_base = at, TENTH
    return frame


def grown(small: tuple[int, int], large: tuple[int, int]) -> bytes:
    """Return a film of ten seconds whose head tells of small frames, with five large ones behind them."""
    options = {"preset": "ultrafast", "x264-params": "repeat-headers=1:bframes=0"}
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = *large, "yuv420p", TENTH
    encoder.options = options | {"x264-params": "repeat-headers=1:annexb=1:bframes=0"}
    behind = [packet for i in range(5) for packet in encoder.encode(grey(large, 100 + i))]
    behind += encoder.encode(None)
    out = io.BytesIO()
    with av.open(out, "w", format="matroska") as file:
        stream = file.add_stream("libx264", rate=10, options=options)
        stream.width, stream.height, stream.pix_fmt, stream.time_base = *small, "yuv420p", TENTH
        for i in range(100):
            file.mux(stream.encode(grey(small, i)))
        file.mux(stream.encode())
        for packet in behind:
            packet.stream, packet.time_base = stream, TENTH
            file.mux(packet)
    return out.getvalue()


def test_frames_larger_than_the_head_says_are_bounded_one_by_one() -> None:
    assert len(list(video.frames(grown((64, 48), (128, 96)), (64, 48)))) == 105
    data, shown = grown((64, 48), (6000, 4000)), []
    assert video.facts(data).wh == (64, 48)
    with pytest.raises(MediaError) as caught:
        shown.extend(video.frames(data, (64, 48)))
    assert caught.value.code in ("damaged", "video_too_large")


def test_a_film_is_decoded_in_a_process_that_goes_with_who_asked() -> None:
    here = psutil.Process()
    before = {child.pid for child in here.children()}
    frames = video.frames(film(40), (64, 48))
    next(frames)
    (decoder,) = [child for child in here.children() if child.pid not in before]
    assert "core.media.sandbox" in decoder.cmdline()
    frames.close()
    assert not decoder.is_running() or decoder.status() == psutil.STATUS_ZOMBIE


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(99)
NO_STREAM = b"\0\0\0\x18ftypmp42" + bytes(50)


@pytest.mark.parametrize("data", [b"", b"hello", bytes(5000), PICTURE, PLAYLIST, NO_STREAM])
def test_what_is_no_video_is_named(data: bytes) -> None:
    with pytest.raises(MediaError) as caught:
        video.facts(data)
    assert caught.value.code == "not_a_video"


def test_a_long_video_is_refused_with_its_limit() -> None:
    with pytest.raises(MediaError) as caught:
        video.facts(film(70, rate=1))
    assert (caught.value.code, caught.value.facts) == ("video_too_long", {"limit": 60})


def test_a_video_that_breaks_off_gives_its_frames_or_says_so() -> None:
    data = film(30)
    try:
        shown = list(video.frames(data[: len(data) // 2], (64, 48)))
    except MediaError as error:
        assert error.code == "damaged"
    else:
        assert len(shown) < 30
