"""Workbooks: typed cells come back as the text a neutral file would hold."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from core.errors import SourceError
from ingest.readers import HeaderPlace, open_sheets
from ingest.readers.table import header_names
from ingest.readers.workbook import cell_text
from tests.ingest.door import workbook


def read(data: bytes, limit: int = 100):
    return open_sheets(data, "book.xlsx", limit)[0].table(HeaderPlace())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (0.8, "0.8"),
        (-2.5, "-2.5"),
        (1e20, "1e+20"),
        (True, "1"),
        (False, "0"),
        (None, ""),
        ("00004", "00004"),
        (date(2025, 7, 24), "2025-07-24"),
        (datetime(2025, 7, 24, 8, 30), "2025-07-24T08:30:00"),
        # Excel's fractions of a day fall short of the second.
        (datetime(2025, 7, 24, 8, 29, 59, 999_999), "2025-07-24T08:30:00"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_a_typed_cell_is_written_as_in_a_neutral_file(value, text):
    assert cell_text(value) == text


def test_rows_keep_the_numbers_they_have_in_the_sheet():
    table = read(workbook([["a", "b"], [], [1, "x"], [None, None], ["00004", 2]]))

    assert table.lines.tolist() == [3, 5]
    assert table.cells.to_numpy().tolist() == [["1", "x"], ["00004", "2"]]


def test_empty_sheets_before_the_first_filled_one_are_passed_over():
    book = openpyxl.Workbook()
    book.create_sheet("filled").append(["a"])
    data = io.BytesIO()
    book.save(data)

    assert read(data.getvalue()).columns == ("a",)


GOOD = workbook([["a"], ["1"]])


def encrypted() -> bytes:
    """What Excel saves with a password: a compound file, the workbook inside."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def with_lying_sizes() -> bytes:
    """A workbook whose archive says that its parts are a byte long."""
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = (1).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def far_cells() -> bytes:
    """Two cells that span seventeen thousand million."""
    book = openpyxl.Workbook()
    book.active["A1"] = "code"
    book.active["XFD1048576"] = "x"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def bomb() -> bytes:
    data = io.BytesIO(GOOD)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"0" * (3 << 20))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (workbook([]), "empty"),
        (b"code,name\n1,a\n", "not a workbook"),
        (GOOD[: len(GOOD) // 2], "cut off"),
        (GOOD[:-200], "cut off"),
        (encrypted(), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older format"),
        (bomb(), "more than 2 MB"),
        (far_cells(), "more than 2 MB"),
        (with_lying_sizes(), "cut off"),
        (workbook([["a", "A"]]), "one name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_workbook_that_cannot_be_read_is_refused_in_one_line(data, said):
    with pytest.raises(SourceError) as refused:
        read(data, limit=2)

    assert said in str(refused.value)
    assert str(refused.value).startswith("book.xlsx: ")


def test_an_archive_that_is_no_workbook_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(SourceError, match="not a workbook"):
        read(data.getvalue())


def test_a_header_of_several_rows_is_joined_under_its_merged_cells():
    rows = [
        ["No", "In", "", "", "Out", ""],
        ["", "All", "New", "", "All", "Late"],
        ["", "", "Online", "Counter", "", ""],
    ]

    assert header_names(rows, HeaderPlace(0, 3)) == [
        "No",
        "In / All",
        "In / New / Online",
        "In / New / Counter",
        "Out / All",
        "Out / Late",
    ]
