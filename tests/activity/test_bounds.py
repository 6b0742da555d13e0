"""What a recording's file may cost is counted on what comes out of it: ten seconds and one gigabyte."""

import pytest

from core.activity import files
from core.activity.reading import archives
from core.media import spreadsheet
from core.media.errors import MediaError
from tests.activity import bombs, exports
from tests.media.costs import Cost, measured_all

READER = """
import numpy, pandas
from core.activity.files import read_recording
def read(data):
    return len(read_recording(data).time_s)
"""


@pytest.fixture(scope="module")
def costs() -> dict[str, Cost]:
    return measured_all(READER, bombs.BOMBS)


@pytest.mark.slow
@pytest.mark.parametrize("name", bombs.BOMBS)
def test_no_file_costs_more_than_ten_seconds_and_a_gigabyte(name: str, costs: dict[str, Cost]) -> None:
    cost = costs[name]
    assert cost.size <= 20 << 20
    assert isinstance(cost.result, int) or cost.result in files.ERROR_CODES
    assert cost.seconds < 10 and cost.megabytes < 1024, cost


@pytest.mark.parametrize("characters", [20 << 20, 32_767])
def test_a_string_in_many_cells_is_refused_before_it_is_written(characters: int) -> None:
    with pytest.raises(MediaError) as caught:
        archives.tables(bombs.one_string(characters))
    assert caught.value.code in ("recording_excel", "recording_too_costly")


def test_a_workbook_gives_what_it_holds() -> None:
    shared = b"<si><t>time</t></si><si><r><t>a</t></r><r><t>x</t></r><rPh><t>spoken</t></rPh></si><si/>"
    sheet = (
        b'<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row/>'
        b'<row><c><v>0.5</v></c><c t="inlineStr"><is><t>&lt;1</t></is></c>'
        b'<c r="E3"><f>1+1</f><v>2</v></c></row>'
    )
    found = archives.tables(bombs.book(sheet, shared))
    assert found["Raw Data"].decode().split("\r\n") == ["time,,ax", "", "0.5,<1,,,2", ""]


def test_cells_are_counted_over_all_sheets(monkeypatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_CELLS", 9)
    row = b"<row>" + b"<c><v>1</v></c>" * 3 + b"</row>"
    assert archives.tables(bombs.book(row * 3))
    with pytest.raises(MediaError, match="recording_too_costly"):
        archives.tables(bombs.book(row * 4))


def test_little_is_read_here_and_much_apart() -> None:
    assert archives.is_light(exports.phyphox_zip()) and archives.is_light(exports.korean())
    assert archives.is_light(b"PK\x03\x04 and no zip")
    assert not archives.is_light(exports.zipped({"a.csv": bytes(2 << 20)}))
    assert not archives.is_light(b"1,2,3\n" * 200_000)


def test_what_is_read_apart_is_the_same_recording() -> None:
    numbers = exports.TIME, exports.ACCEL, exports.GYRO
    data = exports.table("t,ax,ay,az,gx,gy,gz", *numbers, form="%.400f").encode()
    assert not archives.is_light(data)
    apart, here = files.read_recording(data), files.read_recording.__wrapped__(data)
    assert apart.used == here.used and apart.notes == here.notes and apart.columns == here.columns
    for name in ("time_s", "accel_ms2", "gyro_rads"):
        there, mine = getattr(apart, name), getattr(here, name)
        assert there.dtype == mine.dtype and (there == mine).all()
