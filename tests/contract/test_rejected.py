"""Bad rows: each reason code, and what does not reject (section 2)."""

from __future__ import annotations

import csv
import io

import pytest

from tests.contract.office import CITY, PROCEDURES, Office, dossiers

# The clock of these tests stands at 10:00 in Hanoi on 15 October 2025.
DAY = "2025-07-02T08:00:00"


def test_each_reason_of_a_dossier(office: Office) -> None:
    office.take(
        "code,name,kind,valid_from,valid_to\n"
        "U,Đơn vị,ward,2025-07-01,2025-07-31\nV,Mãi,ward,,\n",
        "code,name,valid_from,valid_to\nP,Thủ tục,2025-07-01,2025-07-31\nQ,Luôn,,\n",
    )
    cases = [
        (f",V,Q,{DAY}", None),
        ("X1,,Q,2025-07-02", "missing_value"),
        ("X2,V,,2025-07-02", "missing_value"),
        ("X3,V,Q,", "missing_value"),
        ("X4,V,Q,02/07/2025", "bad_date"),
        ("X5,V,Q,2025-02-30", "bad_date"),
        ("X6,V,Q,2025-07-02T25:00:00", "bad_date"),
        ("X7,W,Q,2025-07-02", "unknown_unit"),
        ("X8,V,R,2025-07-02", "unknown_procedure"),
        ("X9,U,Q,2025-06-30", "not_in_force"),
        ("X10,U,Q,2025-07-01", None),
        ("X11,U,Q,2025-07-31T23:59:59", None),
        ("X12,U,Q,2025-08-01", "not_in_force"),
        ("X13,V,P,2025-06-30", "not_in_force"),
        ("X14,V,P,2025-07-31", None),
        ("X15,V,P,2025-08-01", "not_in_force"),
        ("X16,V,Q,2025-10-16", "future_date"),
        ("X17,V,Q,2025-10-15", None),
        ("X18,V,Q,2025-10-15T09:59:00", None),
        ("X19,V,Q,2025-10-15T10:30:00", "future_date"),
        ("X20,V,Q,2025-10-15T03:30:00Z", "future_date"),
    ]
    office.take(dossiers(*[row for row, _ in cases]))
    wanted = [(line, reason) for line, (_, reason) in enumerate(cases, 2) if reason]
    assert office.reasons() == wanted


def test_a_dossier_without_a_code_is_missing_a_value(office: Office) -> None:
    office.city()
    head = "dossier_code,unit_code,procedure_code,received_at\n"
    office.take(f"{head},W1,1.000001,{DAY}\n")
    assert office.reasons() == [(2, "missing_value")]


@pytest.mark.parametrize("suffix", ["", "T08:00:00"])
def test_the_other_times_of_a_dossier(office: Office, suffix: str) -> None:
    office.city()
    columns = "submitted_at,due_at,finished_at,returned_at"
    past, future = f"2025-07-02{suffix}", f"2025-10-16{suffix}"
    before = f"2025-07-01{suffix}"
    row = f",W1,1.000001,2025-07-02{suffix}"
    cases = [
        (f"{row},{past},{past},{past},{past}", None),
        (f"{row},{future},,,", "future_date"),
        (f"{row},,{future},,", None),
        (f"{row},,,{future},", "future_date"),
        (f"{row},,,,{future}", "future_date"),
        (f"{row},,,{before},", "finished_before_received"),
        (f"{row},,,,", None),
        (f"{row},x,,,", "bad_date"),
        (f"{row},,x,,", "bad_date"),
        (f"{row},,,2025-13-01,", "bad_date"),
        (f"{row},,,,x", "bad_date"),
        # Later than it was received, and due before: a doubt at most.
        (f"{row},2025-07-05{suffix},,,", None),
        (f"{row},,{before},,", None),
    ]
    office.take(dossiers(*[row for row, _ in cases], columns=columns))
    wanted = [(line, reason) for line, (_, reason) in enumerate(cases, 2) if reason]
    assert office.reasons() == wanted


def test_finished_before_received_is_by_day_without_a_clock_time(
    office: Office,
) -> None:
    office.city()
    rows = [
        ",W1,1.000001,2025-07-02T08:00:00,2025-07-02",
        ",W1,1.000001,2025-07-02T08:00:00,2025-07-02T07:59:59",
        ",W1,1.000001,2025-07-02T08:00:00,2025-07-02T08:00:00",
        ",W1,1.000001,2025-07-02,2025-07-02T00:00:00",
        ",W1,1.000001,2025-07-02,2025-07-01T17:00:00Z",
        ",W1,1.000001,2025-07-02,2025-07-01T16:59:59Z",
        ",W1,1.000001,2025-07-02T08:00:00,2025-07-01",
    ]
    office.take(dossiers(*rows, columns="finished_at"))
    reason = "finished_before_received"
    assert office.reasons() == [(3, reason), (7, reason), (8, reason)]


def test_unknown_words_and_bad_numbers_of_a_dossier(office: Office) -> None:
    office.city()
    row = f",W1,1.000001,{DAY}"
    columns = (
        "channel,service_level,status,result_form,submitted_by,supplement_requests"
    )
    cases = [
        ("fax,,,,,", "unknown_word"),
        ("4,,,,,", "unknown_word"),
        (",high,,,,", "unknown_word"),
        (",5,,,,", "unknown_word"),
        (",,done,,,", "unknown_word"),
        (",,11,,,", "unknown_word"),
        (",,0,,,", "unknown_word"),
        (",,,stone,,", "unknown_word"),
        (",,,,robot,", "unknown_word"),
        (",,,,,many", "bad_number"),
        (",,,,,-1", "negative"),
        (",,,,,0", None),
        (",,,,,2", None),
    ]
    office.take(dossiers(*[f"{row},{more}" for more, _ in cases], columns=columns))
    wanted = [(line, reason) for line, (_, reason) in enumerate(cases, 2) if reason]
    assert office.reasons() == wanted


def test_reasons_of_the_other_kinds(office: Office) -> None:
    office.city()

    def reasons(text: str) -> list[tuple[int, str]]:
        path = office.write(f"case-{len(office.rejected())}.csv", text)
        office.take(path)
        return sorted(
            (int(row["line"]), row["reason"])
            for row in office.rejected()
            if row["file"].endswith(path.name)
        )

    assert reasons("code,name,kind\n,Không mã,ward\nX,,ward\nY,Tên,\n") == [
        (2, "missing_value"),
        (3, "missing_value"),
        (4, "missing_value"),
    ]
    assert reasons(
        "procedure_code,online_level,unit_code,valid_from\n"
        "9.999999,full,,\n1.000001,full,W9,\n1.000001,good,,\n1.000001,,,\n"
        "1.000001,full,,1/7/2025\n"
    ) == [
        (2, "unknown_procedure"),
        (3, "unknown_unit"),
        (4, "unknown_word"),
        (5, "missing_value"),
        (6, "bad_date"),
    ]
    assert reasons(
        "unit_code,period_start,period_end,measure,value,procedure_code\n"
        "W9,2025-07-01,2025-07-31,received,1,\n"
        "W1,2025-07-01,2025-07-31,received,1,9.9\n"
        "W1,2025-07-01,2025-07-31,received,-1,\n"
        "W1,2025-07-01,2025-07-31,online,ten,\n"
        "W1,2025-07-01,,post,1,\n"
        "W1,2025-07-01,31.07.2025,post,1,\n"
        "W1,2025-07-01,2025-07-31,,1,\n"
    ) == [
        (2, "unknown_unit"),
        (3, "unknown_procedure"),
        (4, "negative"),
        (5, "bad_number"),
        (6, "missing_value"),
        (7, "bad_date"),
        (8, "missing_value"),
    ]
    assert reasons(
        "plan,indicator,value,deadline\n"
        "P,online_dossiers,1.01,2025-07-31\nP,online_dossiers,1,2025-07-31\n"
        "P,online_dossiers,0,2025-08-31\nP,online_dossiers,,2025-09-30\n"
        "P,online_dossiers,0.5,soon\nP,online_dossiers,-0.5,2025-10-31\n"
    ) == [(2, "bad_number"), (5, "missing_value"), (6, "bad_date"), (7, "negative")]
    assert reasons(
        "unit_code,person,post,starts_on\nW9,A,chair,2025-01-01\n"
        "W1,A,boss,2025-01-01\nW1,,chair,2025-01-01\nW1,A,vice_chair,2025-01-01\n"
    ) == [(2, "unknown_unit"), (3, "unknown_word"), (4, "missing_value")]
    assert reasons(
        "unit_code,measure,day,value\nW9,staff,2025-01-01,1\n"
        "W1,staff,2025-01-01,-1\nW1,staff,2025-01-01,x\nW1,staff,2025-01-01,3\n"
    ) == [(2, "unknown_unit"), (3, "negative"), (4, "bad_number")]
    assert reasons("day,title\n2025-07-01,Mở đầu\n,Không ngày\n2025-07-01,\n") == [
        (3, "missing_value"),
        (4, "missing_value"),
    ]


PARTS = [
    ("online", "received"),
    ("counter", "received"),
    ("post", "received"),
    ("full_online", "online"),
    ("finished", "received"),
    ("on_time", "finished"),
    ("e_result", "finished"),
    ("paid_online", "fee_due"),
]


def test_a_part_above_its_whole_is_rejected(office: Office) -> None:
    office.units(2 * len(PARTS))
    rows = ["unit_code,period_start,period_end,measure,value"]
    for n, (part, whole) in enumerate(PARTS):
        above, equal = (f"U{2 * n + m},2025-07-01,2025-07-31" for m in (0, 1))
        rows += [f"{above},{part},11", f"{above},{whole},10"]
        rows += [f"{equal},{whole},10", f"{equal},{part},10"]
    office.take("\n".join(rows) + "\n")
    lines = range(2, len(rows) + 1, 4)
    assert office.reasons() == [(line, "part_exceeds_whole") for line in lines]


def test_a_part_above_a_whole_reported_before(office: Office) -> None:
    office.city()
    head = "unit_code,period_start,period_end,measure,value\n"
    row = "W1,2025-07-01,2025-07-31,{},{}\n"
    office.take(head + row.format("received", 10) + row.format("online", 5))
    (line,) = office.take(head + row.format("online", 11))
    assert (line.accepted, line.rejected) == (0, 1)
    assert office.share("online_dossiers") == (5, 10)


def test_the_rest_of_the_file_is_taken(office: Office) -> None:
    office.city()
    (line,) = office.take(
        dossiers(f",W1,1.000001,{DAY}", f",W9,1.000001,{DAY}", ",W1,1.000001,never")
    )
    assert (line.read, line.accepted, line.rejected) == (3, 1, 2)
    assert office.share("online_dossiers") == (0, 1)


def test_rejected_rows_are_told_as_csv(office: Office) -> None:
    office.take(CITY, PROCEDURES)
    path = office.write(
        "july.csv",
        dossiers(f",W9,1.000001,{DAY},online,x", columns="channel,note_of_ours"),
    )
    office.take(path)
    (row,) = office.rejected()
    assert row["file"].endswith("july.csv")
    assert (row["line"], row["reason"]) == ("2", "unknown_unit")
    assert row["message"]
    assert (row["dossier_code"], row["unit_code"]) == ("D1", "W9")
    assert row["channel"] == "online"
    assert "note_of_ours" not in row
    out = office.folder / "rejected.csv"
    answer = office.run("ingest", "rejected", "--out", out)
    assert (answer.code, answer.out) == (0, b"")
    saved = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert saved == [row]
    office.take(dossiers(f",W8,1.000001,{DAY}"))
    assert {row["unit_code"] for row in office.rejected()} == {"W8", "W9"}
    last = office.rejected("--load", "4")
    assert [row["unit_code"] for row in last] == ["W8"]
