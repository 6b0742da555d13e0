import io
import struct
from fractions import Fraction

import av
import numpy as np
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def written(times: list[float], lines: int = 48, kind: str = "mp4", **tags: int) -> bytes:
    """Return a video whose frames are shown at these times; frame i is as bright as i is far."""
    out, base = io.BytesIO(), Fraction(1, 1000)
    with av.open(out, "w", format=kind) as file:
        stream = file.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = lines * 4 // 3, lines, "yuv420p"
        stream.codec_context.time_base, stream.options = base, {"preset": "ultrafast", "bf": "2"}
        for name, value in tags.items():
            setattr(stream.codec_context, name, value)
        for i, at in enumerate(times):
            grey = np.full((lines, lines * 4 // 3, 3), 255 * i // max(1, len(times) - 1), np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
            frame.pts, frame.time_base = round(at * 1000), base
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return out.getvalue()


UNEVEN = [*np.arange(60) / 60, 6.0, *(10 + np.arange(60) / 60)]


@pytest.mark.parametrize("kind", ["mp4", "matroska"])
@pytest.mark.parametrize("start", [0.0, 1.5])
def test_every_frame_has_its_own_time(kind: str, start: float) -> None:
    data = written([start + t for t in UNEVEN], kind=kind)
    known = video.facts(data)
    shown = [time for time, _ in video.timed(data, known.wh)]
    np.testing.assert_allclose(shown, UNEVEN, atol=2e-3)
    np.testing.assert_allclose(known.times, UNEVEN, atol=2e-3)
    assert known.whole and known.seconds == pytest.approx(11, abs=0.05)


@pytest.mark.parametrize(("count", "rate"), [(2400, 60), (2400, 240), (300, 10)])
def test_many_frames_are_looked_at_over_the_whole_length(count: int, rate: int) -> None:
    data = written([i / rate for i in range(count)])
    known, step = video.facts(data), count / rate / 240
    assert (known.frames, known.whole) == (count, True)
    shown = list(video.timed(data, known.wh, step))
    assert len(shown) == video.due_at(known.times, step) == 240
    assert shown[-1][0] > known.seconds - 2 * step and shown[-1][1].mean() > 240


def test_a_film_lasts_as_long_as_the_original() -> None:
    writer = video.Writer(30, (64, 48))
    for at in (0.0, 0.1, 4.0):
        writer.add(np.zeros((48, 64, 3), np.uint8), at)
    data = writer.finish(10.0)
    known = video.facts(data)
    assert known.seconds == pytest.approx(10, abs=0.1)
    np.testing.assert_allclose(known.times[:3], [0, 0.1, 4.0], atol=1e-3)


def coloured(lines: int, space: int) -> bytes:
    """Return an untagged video of (200, 60, 60) in the colours of this matrix."""
    out = io.BytesIO()
    rgb = np.full((lines, lines * 4 // 3, 3), (200, 60, 60), np.uint8)
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt, stream.options = (
            rgb.shape[1],
            lines,
            "yuv420p",
            {"crf": "10"},
        )
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(
            format="yuv420p", dst_colorspace=space
        )
        frame.colorspace = 2
        file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return out.getvalue()


@pytest.mark.parametrize(("lines", "space"), [(1080, 1), (480, 5)])
def test_an_untagged_video_has_the_colours_of_its_size(lines: int, space: int) -> None:
    data = coloured(lines, space)
    rgb = next(video.frames(data, (96, 72)))
    np.testing.assert_allclose(rgb[36, 48].astype(int), (200, 60, 60), atol=6)


GOOD = [film(6), turned(film(6)), written(UNEVEN[50:64], kind="matroska"), recorded(8, 1)]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(GOOD)))
    heads = st.one_of(st.integers(0, min(700, len(data) - 1)), st.integers(0, len(data) - 1))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(heads)
        data[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(data)


@settings(
    max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(mutated())
def test_no_mutated_video_raises_anything_but_media_errors(data: bytes) -> None:
    try:
        known = video.facts.__wrapped__(data)  # in this process: nothing catches what comes out
        assert np.isfinite(known.rate) and known.rate > 0 and known.frames >= 1
        for i, (time, rgb) in enumerate(video.timed.__wrapped__(data, known.wh, 0.1)):
            assert np.isfinite(time) and rgb.shape == (*known.wh[::-1], 3)
            if i > 4:
                break
    except MediaError:
        pass
