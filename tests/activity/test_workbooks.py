"""Sheets of an Excel file are found by their links, wherever they lie."""

import numpy as np
import pytest

from core.activity.files import read_recording
from tests.activity import exports
from tests.activity.exports import ACCEL, RATE, TIME

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def workbook(space: str, part: str, target: str, clock: np.ndarray) -> bytes:
    """Return an Excel file whose one sheet lies in `part` and is linked as `target`."""
    office = space.rpartition("/spreadsheetml")[0]
    rows = [["time", "x", "y", "z"], *np.column_stack([clock, ACCEL]).tolist()]
    cells = "".join(
        "<row>"
        + "".join(
            f"<c t='inlineStr'><is><t>{v}</t></is></c>" if isinstance(v, str) else f"<c><v>{v!r}</v></c>"
            for v in row
        )
        + "</row>"
        for row in rows
    )
    return exports.zipped(
        {
            "xl/workbook.xml": f"<workbook xmlns='{space}' xmlns:r='{office}/officeDocument/relationships'>"
            "<sheets><sheet name='Data' sheetId='7' r:id='rId9'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships xmlns='x'>"
            f"<Relationship Id='rId9' Target='{target}'/></Relationships>",
            part: f"<worksheet xmlns='{space}'><sheetData>{cells}</sheetData></worksheet>",
            "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{space}'/>",
        }
    )


@pytest.mark.parametrize("space", [MAIN, STRICT])
@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("xl/worksheets/sheet4.xml", "worksheets/sheet4.xml"),
        ("xl/worksheets/sheet4.xml", "/xl/worksheets/sheet4.xml"),
        ("xl/sheets/data.xml", "sheets/data.xml"),
    ],
)
@pytest.mark.parametrize("clock", [TIME, 46_156.4 + TIME / 86_400], ids=["seconds", "Excel's days"])
def test_sheets_are_found_by_their_links(space: str, part: str, target: str, clock: np.ndarray) -> None:
    recording = read_recording(workbook(space, part, target, clock))
    assert recording.rate_hz == pytest.approx(RATE, rel=0.01)
    np.testing.assert_allclose(recording.accel_ms2, ACCEL, atol=2e-3)
