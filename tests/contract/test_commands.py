"""The commands: exit codes, formats, empty databases (sections 1 and 3)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.contract.office import CITY, PROCEDURES, Office, dossiers, lines

RANKING = (
    "rank,unit_code,unit_name,kind,chair,numerator,denominator,value,target,gap,"
    "status,change_7d,previous_rank,coverage"
)
TREND = "unit_code,period_start,period_end,numerator,denominator,value,coverage"
INDICATORS = (
    "online_procedures e2e_procedures active_procedures online_dossiers "
    "online_dossiers_no_post online_eligible_dossiers e2e_dossiers e2e_of_online "
    "e2e_of_eligible on_time e_result paid_online"
).split()
KINDS = {
    "units": "code,name,kind,name_en,parent_code,former_district,latitude,longitude,"
    "area_km2,population,valid_from,valid_to",
    "procedures": "code,name,field,authority,high_volume,redesigned_on,"
    "statutory_days,has_fee,valid_from,valid_to",
    "services": "procedure_code,online_level,unit_code,unit_kind,valid_from,valid_to,"
    "decision",
    "dossiers": "dossier_code,unit_code,procedure_code,received_at,channel,"
    "service_level,status,submitted_at,due_at,finished_at,returned_at,result_form,"
    "fee_due,paid_online,submitted_by,submitter_ref,supplement_requests,"
    "replaces_code,handling_unit_code,updated_at,deleted",
    "counts": "unit_code,period_start,period_end,measure,value,procedure_code,"
    "reported_at",
    "targets": "plan,indicator,value,deadline,scope_kind,scope_code,starts_on,window,"
    "decision_no,issued_on,official,title",
    "office_terms": "unit_code,person,post,starts_on,ends_on,decision_no,acting,email",
    "resources": "unit_code,measure,day,value",
    "events": "day,title,ends_on,scope_code,kind,note",
}
SEVEN = dossiers(
    *[",W1,1.000001,2025-07-02,online"] * 2,
    *[",W1,1.000001,2025-07-02,counter"],
    *[",W2,1.000001,2025-07-03,online"] * 3,
    *[",C1,1.000001,2025-07-03,counter"],
    columns="channel",
)


def test_an_untouched_database_answers_every_question(fresh: Office) -> None:
    answer = fresh.process("reports", "ranking", "--indicator", "online_dossiers")
    assert answer.code == 0, answer.err
    assert answer.text.splitlines() == [RANKING]


def test_an_empty_database_is_no_error(office: Office) -> None:
    for indicator in INDICATORS:
        assert office.table(indicator) == []
    answer = office.run("reports", "ranking", "--indicator", "on_time")
    assert answer.text.splitlines() == [RANKING]
    answer = office.run("ingest", "rejected")
    assert answer.code == 0
    assert len(answer.text.splitlines()) <= 1
    for command in ("status", "recount"):
        assert office.run("ingest", command).code == 0


def test_a_city_without_dossiers_has_rows_without_values(office: Office) -> None:
    office.city()
    for indicator in INDICATORS:
        rows = office.table(indicator)
        assert {row["unit_code"] for row in rows} == {"01", "W1", "W2", "C1"}
        for row in rows:
            assert (row["value"], row["rank"], row["status"]) == (None, None, None)
    for step in ("day", "week", "month"):
        for row in office.trend("online_dossiers", "W1", "01", step=step):
            assert row["value"] is None


def test_the_three_formats_hold_the_same_table(office: Office) -> None:
    office.city()
    office.take(
        SEVEN,
        "plan,indicator,value,deadline,scope_kind,starts_on,issued_on,official\n"
        "P,online_dossiers,0.6,2025-07-31,kind,2025-07-01,2025-07-01,1\n",
    )
    answer = office.run("reports", "ranking", "--indicator", "online_dossiers")
    assert answer.text.splitlines()[0] == RANKING
    told = list(csv.DictReader(io.StringIO(answer.text)))
    objects = office.table("online_dossiers")
    assert [list(found) for found in objects] == [RANKING.split(",")] * 4
    for row, found in zip(told, objects, strict=True):
        for key, value in found.items():
            if value is None:
                assert row[key] == ""
            elif isinstance(value, str):
                assert row[key] == value
            else:
                assert float(row[key]) == value
        for key in ("rank", "numerator", "denominator", "previous_rank"):
            assert found[key] is None or type(found[key]) is int
            assert row[key] == "" or row[key].isdigit()
    by_code = {found["unit_code"]: found for found in objects}
    assert by_code["W1"]["value"] == 2 / 3
    assert [found["unit_code"] for found in objects if found["rank"]] == [
        "W2",
        "W1",
        "C1",
    ]
    out = office.folder / "ranking.xlsx"
    arguments = ["--indicator", "online_dossiers", "--format", "xlsx", "--out", out]
    answer = office.run("reports", "ranking", *arguments)
    assert (answer.code, answer.out) == (0, b"")
    assert _holds(out, {"W1", "W2", "C1", "01"})


def _holds(path: Path, codes: set[str]) -> bool:
    book = openpyxl.load_workbook(path, read_only=True)
    cells = {
        cell for sheet in book for row in sheet.iter_rows(values_only=True)
        for cell in row
    }  # fmt: skip
    return codes <= cells and any(
        isinstance(cell, float) and cell == pytest.approx(2 / 3, abs=1e-9)
        for cell in cells
    )


@pytest.mark.parametrize("form", ["csv", "json"])
def test_out_holds_what_standard_output_would(office: Office, form: str) -> None:
    office.city()
    office.take(SEVEN)
    out = office.folder / f"table.{form}"
    for question in (
        ["ranking", "--indicator", "online_dossiers"],
        ["trend", "--indicator", "online_dossiers", "--unit", "W1", "W2"],
    ):
        told = office.run("reports", *question, "--format", form)
        saved = office.run("reports", *question, "--format", form, "--out", out)
        assert (told.code, saved.code, saved.out) == (0, 0, b"")
        assert out.read_text("utf-8-sig") == told.text
    if form == "json":
        assert list(json.loads(told.text)[0]) == TREND.split(",")
    else:
        assert told.text.splitlines()[0] == TREND


def test_competition_ranks_and_the_vietnamese_alphabet(office: Office) -> None:
    names = ["Ân", "Ăn", "An", "Êa", "Ea", "Đa", "Da", "Ơa", "Ôa", "Oa", "Ưa", "Ua"]
    rows = [f"U{n},{name},ward" for n, name in enumerate(names)]
    rows += ["Z1,Zz,ward", "A1,Aa,ward", "N1,Aaa,ward"]
    files = []
    for n in range(len(names)):
        # 1 of 2 and 2 of 4 are the same share.
        files += [f",U{n},1.000001,2025-07-02,{channel}" for channel in (1, 2)] * (
            1 + n % 2
        )
    files += [",Z1,1.000001,2025-07-02,2", ",A1,1.000001,2025-07-02,1"]
    office.take(
        "\n".join(["code,name,kind", *rows]) + "\n",
        PROCEDURES,
        dossiers(*files, columns="channel"),
    )
    table = office.table("online_dossiers")
    assert [row["unit_name"] for row in table] == [
        "Zz", "An", "Ăn", "Ân", "Da", "Đa", "Ea", "Êa", "Oa", "Ôa", "Ơa", "Ua", "Ưa",
        "Aa", "Aaa",
    ]  # fmt: skip
    assert [row["rank"] for row in table] == [1, *[2] * 12, 14, None]


def test_ranks_are_among_the_kinds_asked_for(office: Office) -> None:
    office.city()
    office.take(SEVEN)
    key = "online_dossiers"
    wards = office.table(key, kind="ward")
    assert [(r["unit_code"], r["rank"]) for r in wards] == [("W2", 1), ("W1", 2)]
    assert {r["unit_code"] for r in office.table(key, kind="commune,ward")} == {
        "W1", "W2", "C1",
    }  # fmt: skip
    (commune,) = office.table(key, kind="commune")
    assert (commune["rank"], commune["numerator"]) == (1, 0)
    (city,) = office.table(key, kind="city")
    assert (city["rank"], city["numerator"], city["denominator"]) == (None, 5, 7)


def test_trends_by_day_week_and_month(office: Office) -> None:
    office.city()
    days = ["2025-06-30", "2025-07-01", "2025-07-06", "2025-07-07", "2025-07-31"]
    rows = [f",W1,1.000001,{day},online" for day in days]
    office.take(dossiers(*rows, ",W2,1.000001,2025-07-01,1", columns="channel"))
    asked = {"_from": "2025-06-30", "to": "2025-07-13"}
    weeks = office.trend("online_dossiers", "W1", "01", step="week", **asked)
    assert [tuple(row.values())[:5] for row in weeks] == [
        ("W1", "2025-06-30", "2025-07-06", 3, 3),
        ("W1", "2025-07-07", "2025-07-13", 1, 1),
        ("01", "2025-06-30", "2025-07-06", 3, 4),
        ("01", "2025-07-07", "2025-07-13", 1, 1),
    ]
    months = office.trend(
        "online_dossiers", "W1", step="month", _from="2025-06-01", to="2025-07-31"
    )
    assert [tuple(row.values())[:6] for row in months] == [
        ("W1", "2025-06-01", "2025-06-30", 1, 1, 1.0),
        ("W1", "2025-07-01", "2025-07-31", 4, 4, 1.0),
    ]
    by_day = office.trend("online_dossiers", "W1", step="day", **asked)
    assert [row["period_start"] for row in by_day] == [
        date(2025, 6, 30).fromordinal(date(2025, 6, 30).toordinal() + n).isoformat()
        for n in range(14)
    ]
    assert [row["denominator"] or 0 for row in by_day] == [
        1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0,
    ]  # fmt: skip
    assert by_day[2]["value"] is None


def test_a_report_stands_in_the_period_that_holds_it(office: Office) -> None:
    office.city()
    office.take(
        "unit_code,period_start,period_end,measure,value\n"
        "W1,2025-07-07,2025-07-13,received,10\nW1,2025-07-07,2025-07-13,online,4\n"
    )
    asked = {"_from": "2025-07-01", "to": "2025-07-31"}
    (month,) = office.trend("online_dossiers", "W1", step="month", **asked)
    assert (month["numerator"], month["denominator"], month["value"]) == (4, 10, 0.4)
    weeks = office.trend("online_dossiers", "W1", step="week", **asked)
    assert [row["denominator"] or 0 for row in weeks] == [0, 10, 0, 0, 0]
    for row in office.trend("online_dossiers", "W1", step="day", **asked):
        assert row["value"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("reports", "ranking"),
        ("reports", "ranking", "--indicator", "fame"),
        ("reports", "ranking", "--indicator", "on_time", "--as-of", "yesterday"),
        ("reports", "ranking", "--indicator", "on_time", "--window", "year"),
        ("reports", "ranking", "--indicator", "on_time", "--format", "pdf"),
        ("reports", "trend", "--indicator", "on_time"),
        (
            "reports",
            "trend",
            "--indicator",
            "on_time",
            "--unit",
            "W1",
            "--step",
            "hour",
        ),
        ("reports", "sonnet"),
        ("ingest",),
        ("ingest", "load"),
        ("ingest", "template", "sonnets"),
        ("ingest", "recount", "--from", "then"),
        ("ingest", "rejected", "--load", "first"),
        ("store", "backup"),
        ("demo",),
    ],
)
def test_wrong_usage_ends_with_two(office: Office, arguments: tuple[str, ...]) -> None:
    answer = office.run(*arguments)
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.strip()


def test_a_setting_that_cannot_be_read_is_named(office: Office) -> None:
    office.set("HAICAP_TIMEZONE", "Moon/Base")
    answer = office.run("ingest", "status")
    assert (answer.code, answer.out) == (1, b"")
    assert "timezone" in answer.err.lower()


def test_a_database_with_the_demo_refuses_other_files(office: Office) -> None:
    demo = office.folder / "demo"
    day = "2025-07-01"
    office.run("demo", "--out", demo, "--from", day, "--until", day,
               "--dossiers-per-day", "5")  # fmt: skip
    assert office.run("ingest", "load", "--demo", demo).code == 0
    answer = office.load(CITY)
    assert (answer.code, answer.out) == (1, b"")
    assert "make run" in answer.err


def test_exit_codes_of_load(fresh: Office) -> None:
    good = [fresh.write("units.csv", CITY), fresh.write("p.csv", PROCEDURES)]
    answer = fresh.run("ingest", "load", *good)
    assert answer.code == 0
    assert [(line.file, line.accepted) for line in lines(answer)] == [
        ("units.csv", 4),
        ("p.csv", 3),
    ]
    extra = "note,remark,dossier_code,unit_code,procedure_code,received_at\n"
    rows = "secret-1,x,A,W1,1.000001,2025-07-02\nsecret-2,y,B,W9,1.000001,2025-07-02\n"
    answer = fresh.process("ingest", "load", fresh.write("d.csv", extra + rows))
    assert answer.code == 0
    assert len(lines(answer)) == 1
    assert (lines(answer)[0].accepted, lines(answer)[0].rejected) == (1, 1)
    warnings = [line for line in answer.err.splitlines() if "note" in line]
    assert len(warnings) == 1
    assert "remark" in warnings[0]
    assert "secret" not in answer.text + answer.err
    bad = fresh.write("bad.csv", b"")
    answer = fresh.process("ingest", "load", bad)
    assert answer.code == 1
    assert "bad.csv" in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert fresh.run("ingest", "load").code == 2
    answer = fresh.run("ingest", "status")
    assert answer.code == 0
    assert "d.csv" in answer.text
    missing = fresh.run("ingest", "load", fresh.folder / "nowhere.csv")
    assert missing.code in (1, 2)
    assert "nowhere.csv" in missing.err


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_filled_in_and_loaded(office: Office, kind: str) -> None:
    out = office.folder / f"{kind}.xlsx"
    assert office.run("ingest", "template", kind, "--out", out).code == 0
    book = openpyxl.load_workbook(out)
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True)
        for cell in row if cell is not None
    ]  # fmt: skip
    for column in KINDS[kind].split(","):
        assert any(column in cell.split() or column == cell for cell in cells), column


def test_a_filled_in_template_is_taken(office: Office) -> None:
    office.city()
    out = office.folder / "form.xlsx"
    assert office.run("ingest", "template", "dossiers", "--out", out).code == 0
    book = openpyxl.load_workbook(out)
    columns = KINDS["dossiers"].split(",")
    for sheet in book:
        for row in sheet.iter_rows():
            values = [cell.value for cell in row]
            if "dossier_code" in values and "unit_code" in values:
                header, body = values, sheet
                line = row[0].row
    place = {name: header.index(name) + 1 for name in columns}
    filled = {
        "dossier_code": "FILLED-1", "unit_code": "W1", "procedure_code": "1.000001",
        "received_at": "2025-07-02T08:00:00", "channel": "online", "status": "finished",
    }  # fmt: skip
    line = body.max_row + 1
    for name, value in filled.items():
        body.cell(line, place[name], value)
    book.save(out)
    office.take(out)
    assert office.share("online_dossiers") == (1, 1)


def test_recount_changes_nothing(any_office: Office) -> None:
    any_office.city()
    any_office.take(
        SEVEN,
        "procedure_code,online_level,valid_from\n1.000001,full,\n1.000001,3,2025-07-03\n",
        "unit_code,period_start,period_end,measure,value\n"
        "C1,2025-06-01,2025-06-30,received,10\nC1,2025-06-01,2025-06-30,online,4\n",
    )
    before = [any_office.table(indicator) for indicator in INDICATORS]
    for arguments in ([], ["--from", "2025-07-01", "--to", "2025-07-02"]):
        assert any_office.run("ingest", "recount", *arguments).code == 0
        assert [any_office.table(indicator) for indicator in INDICATORS] == before


def test_a_backup_is_restored(any_office: Office) -> None:
    any_office.city()
    any_office.take(SEVEN)
    before = any_office.table("online_dossiers")
    file = any_office.folder / "backup.of-july"
    answer = any_office.run("store", "backup", file)
    assert answer.code == 0, answer.err
    assert file.stat().st_size > 0
    any_office.take(dossiers("LATE,W1,1.000001,2025-07-04"))
    assert any_office.table("online_dossiers") != before
    answer = any_office.run("store", "restore", file)
    assert answer.code == 0, answer.err
    assert any_office.table("online_dossiers") == before
    any_office.take(dossiers("LATE,W1,1.000001,2025-07-04"))
    assert any_office.share("online_dossiers") == (2, 4)
    assert any_office.run("store", "restore", any_office.folder / "none").code == 1


def test_the_demo_of_one_seed_is_the_same_bytes(office: Office) -> None:
    days = ["--from", "2025-06-28", "--until", "2025-07-03"]
    days += ["--dossiers-per-day", "60"]
    written = []
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        folder = office.folder / name
        answer = office.run("demo", "--out", folder, "--seed", seed, *days)
        assert answer.code == 0, answer.err
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        written.append({p.relative_to(folder): p.read_bytes() for p in files})
    assert written[0] == written[1]
    assert written[0] != written[2]


def test_the_demo_loads_through_the_door(fresh: Office) -> None:
    folder = fresh.folder / "demo"
    days = ["--from", "2025-07-01", "--until", "2025-07-02", "--dossiers-per-day", "99"]
    assert fresh.process("demo", "--out", folder, *days).code == 0
    answer = fresh.run("ingest", "load", folder)
    assert answer.code == 0, answer.err
    ranks = [row["rank"] for row in fresh.table("online_dossiers") if row["rank"]]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
