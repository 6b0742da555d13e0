import csv
import io

import pytest

from core.media.tables import to_csv


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_defused(cell: str) -> None:
    row = list(csv.reader(io.StringIO(to_csv([cell], [[cell, -2.5]]).decode("utf-8-sig"), newline="")))
    assert row[0][0] == "'" + cell
    assert row[1] == ["'" + cell, "-2.5"], "numbers stay numbers"


def test_korean_survives_excel() -> None:
    data = to_csv(["이름"], [["고양이"]])
    assert data.startswith(b"\xef\xbb\xbf") and "고양이" in data.decode("utf-8-sig")
