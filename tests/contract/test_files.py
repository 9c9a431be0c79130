"""Files: how they are read, told apart, refused (section 2)."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from tests.contract.office import CITY, PROCEDURES, Office, dossiers

ROWS = dossiers(
    ",W1,1.000001,2025-07-02T08:00:00,online",
    ",W2,1.000001,2025-07-02,1",
    columns="channel",
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEADER = ("dossier_code", "unit_code", "procedure_code", "received_at")


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode("utf-8-sig"),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.rstrip("\n").encode(),
        ROWS.replace("dossier_code", '"dossier_code"').replace("D1", '"D1"').encode(),
    ],
    ids=["BOM", "CRLF", "no last line break", "quoted"],
)
def test_ways_to_write_the_same_csv(office: Office, content: bytes) -> None:
    office.city()
    (line,) = office.take(content)
    assert (line.read, line.accepted, line.rejected) == (2, 2, 0)
    assert office.share("online_dossiers") == (1, 1)


def test_column_order_is_free_and_extra_columns_are_ignored(office: Office) -> None:
    office.city()
    office.take(
        "x,received_at,y,channel,procedure_code,dossier_code,unit_code\n"
        "1,2025-07-02,2,online,1.000001,A,W1\n"
    )
    assert office.share("online_dossiers") == (1, 1)


def test_quoted_commas_and_line_breaks(office: Office) -> None:
    office.take(
        'code,name,kind\n1,"Một, hai",ward\n2,"Ba\nbốn",ward\n3,"Nói ""5""",x\n'
    )
    names = {c: r["unit_name"] for c, r in office.ranking("online_dossiers").items()}
    assert names["1"] == "Một, hai"
    assert names["3"] == 'Nói "5"'


def test_a_workbook_is_taken_as_its_csv_twin(office: Office) -> None:
    office.city()
    path = office.write(
        "july.xlsx",
        workbook(
            (*HEADER, "channel", "service_level", "status", "due_at", "finished_at"),
            ("A", "W1", "1.000001", datetime(2025, 7, 2, 8, 0), 2, 4, 9,
             date(2025, 7, 3), datetime(2025, 7, 3, 23, 0)),
            ("B", "W1", "1.000001", "2025-07-02T09:00:00", "counter", None, None,
             None, None),
            ("C", "W1", "1.000001", date(2025, 7, 3), None, "full", "finished",
             "2025-07-04", "2025-07-05"),
            ("D", "W9", "1.000001", date(2025, 7, 3), None, None, None, None, None),
        ),
    )  # fmt: skip
    (line,) = office.take(path)
    assert (line.read, line.accepted, line.rejected) == (4, 3, 1)
    assert office.reasons() == [(5, "unknown_unit")]
    assert office.share("online_dossiers") == (1, 3)
    assert office.share("e2e_of_eligible") == (1, 2)
    assert office.share("on_time") == (1, 2)
    days = office.trend(
        "online_dossiers", "W1", _from="2025-07-02", to="2025-07-03", step="day"
    )
    assert [day["denominator"] for day in days] == [2, 1]


def test_numbers_in_a_workbook_are_codes_and_values(office: Office) -> None:
    office.take(
        office.write(
            "u.xlsx",
            workbook(
                ("code", "name", "kind"), (101, "Một", "ward"), ("02", "Hai", "x")
            ),
        ),
        PROCEDURES,
    )
    office.take(
        office.write(
            "c.xlsx",
            workbook(
                ("unit_code", "period_start", "period_end", "measure", "value"),
                (101, date(2025, 7, 1), date(2025, 7, 31), "received", 10),
                (101, date(2025, 7, 1), date(2025, 7, 31), "online", 4),
                ("02", "2025-07-01", "2025-07-31", "received", "8"),
                ("02", "2025-07-01", "2025-07-31", "online", 2.0),
            ),
        )
    )
    assert office.rejected() == []
    assert office.share("online_dossiers", "101") == (4, 10)
    assert office.share("online_dossiers", "02") == (2, 8)


def test_the_kind_is_told_by_the_header_not_by_the_name(office: Office) -> None:
    office.take(
        office.write("dossiers.csv", CITY),
        office.write("units.csv", PROCEDURES),
        office.write("targets.csv", ROWS),
    )
    assert office.share("online_dossiers", "01") == (1, 2)


def test_files_are_taken_in_the_order_their_contents_need(office: Office) -> None:
    parts = [
        office.write("1.csv", ROWS),
        office.write("2.csv", "procedure_code,online_level\n1.000001,full\n"),
        office.write("3.csv", PROCEDURES),
        office.write("4.csv", CITY),
    ]
    office.take(*parts)
    assert office.rejected() == []
    assert office.share("e2e_dossiers") == (1, 1)


def test_a_folder_is_taken_whole(office: Office) -> None:
    office.write("in/a.csv", ROWS)
    office.write("in/b.csv", PROCEDURES)
    office.write("in/c.csv", CITY)
    found = office.take(office.folder / "in")
    assert {line.file.rsplit("/")[-1] for line in found} == {"a.csv", "b.csv", "c.csv"}
    assert office.rejected() == []
    assert office.share("online_dossiers", "01") == (1, 2)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def locked() -> bytes:
    # A workbook with a password is an OLE container, not a zip.
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)


BOOK = workbook(HEADER, ("A", "W1", "1.000001", "2025-07-02"))
REFUSED = {
    "no kind.csv": b"mot,hai\n1,2\n",
    "column missing.csv": b"dossier_code,unit_code,procedure_code\nA,W1,1.000001\n",
    "twice.csv": ROWS.replace("channel", "unit_code").encode(),
    "nul.csv": ROWS.encode() + b"Z,W1,1.000001,2025-07-02,\0\n",
    "latin.csv": ROWS.encode() + "Z,W1,1.000001,2025-07-02,é\n".encode("latin-1"),
    "utf16.csv": ROWS.encode("utf-16"),
    "empty.csv": b"",
    "not a workbook.xlsx": ROWS.encode(),
    "truncated.xlsx": cut(BOOK),
    "locked.xlsx": locked(),
    "empty.xlsx": b"",
    "twice.xlsx": workbook((*HEADER, "unit_code"), ("A", "W1", "P", "2025-07-02", "")),
    "column missing.xlsx": workbook(HEADER[:3], ("A", "W1", "1.000001")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_whole_with_a_line_that_names_the_file(
    office: Office, name: str
) -> None:
    office.city()
    good = office.write("good.csv", dossiers("G,W2,1.000001,2025-07-02"))
    answer = office.load(office.write(name, REFUSED[name]), good)
    assert answer.code == 1
    assert name in answer.err
    assert "Traceback" not in answer.err
    assert office.share("online_dossiers") is None
    assert office.share("online_dossiers", "W2") == (0, 1)
    assert office.rejected() == []


def test_a_workbook_that_unpacks_beyond_the_limit(office: Office) -> None:
    office.set("HAICAP_MAX_UNPACKED_MB", "1")
    office.city()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BOOK)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.namelist():
            content = source.read(item)
            if item.endswith("sheet1.xml"):
                content += b" " * 4_000_000
            target.writestr(item, content)
    answer = office.load(office.write("bomb.xlsx", buffer.getvalue()))
    assert answer.code == 1
    assert "bomb.xlsx" in answer.err
    assert office.share("online_dossiers") is None


def test_nothing_of_a_large_refused_file_is_kept(any_office: Office) -> None:
    any_office.city()
    rows = [f",W1,1.000001,2025-07-{n % 28 + 1:02}" for n in range(3000)]
    bad = dossiers(*rows).encode() + b"Z,W1,1.000001,2025-07-02\xff\n"
    answer = any_office.load(bad)
    assert answer.code == 1
    assert any_office.share("online_dossiers") is None


def test_a_file_that_is_not_there_leaves_the_others(office: Office) -> None:
    office.city()
    good = office.write("good.csv", ROWS)
    answer = office.load(office.folder / "nowhere.csv", good)
    assert answer.code == 1
    assert "nowhere.csv" in answer.err
    assert office.share("online_dossiers") == (1, 1)


def test_blank_lines_are_no_rows_and_lines_are_counted_in_the_file(
    office: Office,
) -> None:
    office.city()
    text = ROWS.replace("\nD2", "\n\nD2").replace("W2", "W9")
    (line,) = office.take(text)
    assert (line.read, line.rejected) == (2, 1)
    assert office.reasons() == [(4, "unknown_unit")]
    book = workbook(HEADER, ("A", "W1", "1.000001", "2025-07-02"), (None,) * 4,
                    ("B", "W9", "1.000001", "2025-07-02"), (None,) * 4)  # fmt: skip
    (line,) = office.take(office.write("blank.xlsx", book))
    assert (line.read, line.rejected) == (2, 1)
    assert (4, "unknown_unit") in office.reasons()
