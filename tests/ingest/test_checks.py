"""Every reason code at its border, and the order in which codes win."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from core.kinds import KINDS
from ingest.checks import CHECKS, judge_rows
from ingest.doubts import DOUBTS, doubts, flagged, seen
from ingest.reasons import REASONS
from store.doubts import KEY
from tests.ingest.door import always, batch, known, reasons

DOSSIER = {
    "dossier_code": "d1",
    "unit_code": "00004",
    "procedure_code": "1.001193",
    "received_at": "2025-07-24T08:30:00",
}


def dossier(**cells: str) -> str:
    [reason] = reasons("dossiers", DOSSIER | cells)
    return reason


def test_every_code_has_a_check_and_a_text():
    assert {"malformed_row", *CHECKS} == set(REASONS)
    assert [code for code in REASONS if code != "malformed_row"] == list(CHECKS)


@pytest.mark.parametrize("name", list(DOSSIER))
def test_a_required_cell_must_be_filled(name):
    assert dossier(**{name: "  "}) == "missing_value"


@pytest.mark.parametrize(
    "name", ["received_at", "submitted_at", "due_at", "finished_at", "updated_at"]
)
def test_a_time_that_cannot_be_read_is_a_bad_date(name):
    assert dossier(**{name: "24/07/2025"}) == "bad_date"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"supplement_requests": "1.5"}, "bad_number"),
        ({"supplement_requests": "-1"}, "negative"),
        ({"unit_code": "4"}, "unknown_unit"),
        ({"procedure_code": "9.999999"}, "unknown_procedure"),
        ({"procedure_code": "1.001193.000.00.00.H26"}, ""),
        ({"procedure_code": "1.001193.H26"}, ""),
        ({"channel": "pigeon"}, "unknown_word"),
        ({"channel": ""}, ""),
        ({"status": "11"}, "unknown_word"),
        ({"service_level": "none"}, ""),
        ({"handling_unit_code": "elsewhere"}, ""),
    ],
)
def test_a_dossier_is_rejected_for(cells, reason):
    assert dossier(**cells) == reason


# The clock stands at 17:00 in Hanoi on 24 July 2025.
@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"received_at": "2025-07-24T17:00:00"}, ""),
        ({"received_at": "2025-07-24T17:00:01"}, "future_date"),
        ({"received_at": "2025-07-24T17:00:01+08:00"}, ""),
        ({"received_at": "2025-07-24"}, ""),
        ({"received_at": "2025-07-25"}, "future_date"),
        ({"submitted_at": "2025-07-25"}, "future_date"),
        ({"finished_at": "2025-07-24"}, ""),
        ({"finished_at": "2025-07-24T18:00:00"}, "future_date"),
        ({"returned_at": "2025-07-25T08:00:00"}, "future_date"),
        ({"due_at": "2025-12-31"}, ""),
        ({"updated_at": "2025-12-31"}, ""),
    ],
)
def test_what_is_past_cannot_lie_in_the_future(cells, reason):
    assert dossier(**cells) == reason


@pytest.mark.parametrize(
    ("finished", "reason"),
    [
        ("2025-07-24T08:30:00", ""),
        ("2025-07-24T08:29:59", "finished_before_received"),
        ("2025-07-24", ""),
        ("2025-07-23", "finished_before_received"),
    ],
)
def test_finished_before_received_is_told_by_day_without_a_clock(finished, reason):
    assert dossier(finished_at=finished) == reason


def test_a_dossier_of_a_bare_day_may_be_finished_at_any_time_of_it():
    assert dossier(received_at="2025-07-24", finished_at="2025-07-24T00:00:00") == ""


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        ("2025-06-30T23:59:59", "not_in_force"),
        ("2025-07-01T00:00:00", ""),
        ("2025-07-20T23:59:59", ""),
        ("2025-07-21T00:00:00", "not_in_force"),
        # 17:00 UTC on the eve is the first minute of 1 July in Hanoi.
        ("2025-06-30T17:00:00Z", ""),
    ],
)
@pytest.mark.parametrize("which", ["units", "procedures"])
def test_both_ends_of_a_validity_are_in_force(which, received, reason):
    codes = {"units": "00004", "procedures": "1.001193"}
    span = always(codes[which]).assign(
        valid_from=date(2025, 7, 1), valid_to=date(2025, 7, 20)
    )

    found = reasons(
        "dossiers", DOSSIER | {"received_at": received}, known_of=known(**{which: span})
    )

    assert found == [reason]


def test_any_version_that_covers_the_day_is_enough():
    spans = always("00004", "00004")
    spans["valid_from"] = [date(2025, 7, 1), date(2025, 8, 1)]
    spans["valid_to"] = [date(2025, 7, 31), date.max]

    assert reasons("dossiers", DOSSIER, known_of=known(units=spans)) == [""]


@pytest.mark.parametrize(
    ("kind", "row", "reason"),
    [
        ("units", {"code": "a", "name": "A", "kind": "ward", "parent_code": "?"}, ""),
        ("units", {"code": "a", "name": "A", "kind": "ward", "latitude": "-33"}, ""),
        (
            "units",
            {"code": "a", "name": "A", "kind": "ward", "area_km2": "-1"},
            "negative",
        ),
        (
            "units",
            {
                "code": "a",
                "name": "A",
                "kind": "ward",
                "valid_from": "2025-07-02",
                "valid_to": "2025-07-01",
            },
            "bad_date",
        ),
        ("services", {"procedure_code": "1.001193", "online_level": "4"}, ""),
        (
            "services",
            {"procedure_code": "1.001193", "online_level": "4", "unit_code": "?"},
            "unknown_unit",
        ),
        (
            "services",
            {"procedure_code": "?", "online_level": "full"},
            "unknown_procedure",
        ),
        (
            "services",
            {"procedure_code": "1.001193", "online_level": "5"},
            "unknown_word",
        ),
        (
            "office_terms",
            {
                "unit_code": "00004",
                "person": "A",
                "post": "chair",
                "starts_on": "2025-07-02",
                "ends_on": "2025-07-01",
            },
            "bad_date",
        ),
        (
            "resources",
            {
                "unit_code": "?",
                "measure": "staff",
                "day": "2025-07-01",
                "value": "5",
            },
            "unknown_unit",
        ),
        ("events", {"day": "2025-07-21", "title": "x", "scope_code": "any"}, ""),
    ],
)
def test_rows_of_other_kinds(kind, row, reason):
    assert reasons(kind, row) == [reason]


TARGET = {
    "plan": "p",
    "indicator": "online_dossiers",
    "value": "0.8",
    "deadline": "2025-07-30",
}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, ""),
        ({"value": "1"}, ""),
        ({"value": "80"}, "bad_number"),
        ({"value": "-0.1"}, "negative"),
        ({"value": ""}, "missing_value"),
        ({"indicator": "happiness"}, "unknown_word"),
        ({"scope_kind": "unit", "scope_code": "00004"}, ""),
        ({"scope_kind": "unit", "scope_code": "?"}, "unknown_unit"),
        ({"scope_kind": "unit"}, "missing_value"),
        ({"scope_kind": "kind", "scope_code": "ward|village"}, ""),
        ({"scope_kind": "all", "scope_code": "?"}, ""),
        ({"deadline": "2025-07-30T17:00:00"}, ""),
        ({"starts_on": "2025-07-31"}, "bad_date"),
    ],
)
def test_targets(cells, reason):
    assert reasons("targets", TARGET | cells) == [reason]


def count(measure: str, value: str, **cells: str) -> dict[str, str]:
    return {
        "unit_code": "00004",
        "period_start": "2025-07-01",
        "period_end": "2025-07-20",
        "measure": measure,
        "value": value,
    } | cells


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (count("received", ""), ""),
        (count("received", "0"), ""),
        (count("received", "-1"), "negative"),
        (count("received", "1.5"), "bad_number"),
        (count("visitors", "1"), "unknown_word"),
        (count("received", "1", period_end="2025-06-30"), "bad_date"),
        (count("received", "1", period_end="2025-07-01"), ""),
        (count("received", "1", procedure_code="?"), "unknown_procedure"),
        (count("received", "1", unit_code="?"), "unknown_unit"),
    ],
)
def test_counts(row, reason):
    assert reasons("counts", row) == [reason]


def test_a_part_may_equal_its_whole_and_no_more():
    assert reasons("counts", count("online", "10"), count("received", "10")) == ["", ""]
    assert reasons("counts", count("online", "11"), count("received", "10")) == [
        "part_exceeds_whole",
        "",
    ]


def test_a_part_is_held_against_its_own_cell_only():
    rows = [
        count("received", "10"),
        count("online", "11", period_end="2025-07-21"),
        count("online", "11", procedure_code="1.001193"),
    ]

    assert reasons("counts", *rows) == ["", "", ""]


def test_a_whole_that_is_rejected_itself_rejects_nothing():
    rows = [
        count("received", "100"),
        count("finished", "120"),
        count("on_time", "99"),
        count("online", "5"),
        count("assisted", "6"),
    ]

    assert reasons("counts", *rows) == [
        "",
        "part_exceeds_whole",
        "",
        "",
        "part_exceeds_whole",
    ]


def kept(measure: str, value: int, reported_at: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "id": 1,
                "unit_code": "00004",
                "procedure_code": "",
                "period_start": date(2025, 7, 1),
                "period_end": date(2025, 7, 20),
                "measure": measure,
                "value": value,
                "reported_at": reported_at,
            }
        ],
        dtype=object,
    )


def test_a_whole_kept_from_before_binds_too():
    found = reasons(
        "counts", count("online", "11"), known_of=known(wholes=kept("received", 10))
    )

    assert found == ["part_exceeds_whole"]


def test_a_whole_of_the_same_file_goes_over_the_one_kept():
    rows = [count("online", "11"), count("received", "12")]

    assert reasons("counts", *rows, known_of=known(wholes=kept("received", 10))) == [
        "",
        "",
    ]


def test_an_older_report_does_not_go_over_the_one_kept():
    rows = [
        count("online", "11", reported_at="2025-07-21"),
        count("received", "12", reported_at="2025-07-21"),
    ]
    newer = known(wholes=kept("received", 10, "2025-07-22T01:00:00Z"))

    assert reasons("counts", *rows, known_of=newer) == ["part_exceeds_whole", ""]


def test_a_withdrawn_whole_binds_no_part():
    rows = [count("online", "11"), count("received", "")]

    assert reasons("counts", *rows, known_of=known(wholes=kept("received", 10))) == [
        "",
        "",
    ]


def test_of_two_equal_identities_the_later_line_is_taken():
    assert reasons("dossiers", DOSSIER, DOSSIER, DOSSIER) == [
        "duplicate_in_file",
        "duplicate_in_file",
        "",
    ]


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("2025-07-24T09:00:00", "2025-07-24T08:00:00", 0),
        ("2025-07-24T08:00:00", "2025-07-24T09:00:00", 1),
        ("2025-07-24T09:00:00", "2025-07-24T09:00:00", 1),
        ("2025-07-24T09:00:00", "", 1),
        ("", "2025-07-24T09:00:00", 1),
        ("2025-07-24T09:00:00", "2025-07-24", 1),
        ("2025-07-25", "2025-07-24T09:00:00", 0),
    ],
)
def test_of_two_stamps_the_newer_is_taken(first, second, taken):
    rows = [DOSSIER | {"updated_at": stamp} for stamp in (first, second)]

    assert [reason == "" for reason in reasons("dossiers", *rows)] == [
        taken == 0,
        taken == 1,
    ]


def test_only_good_rows_compete():
    rows = [DOSSIER, DOSSIER | {"channel": "pigeon"}]

    assert reasons("dossiers", *rows) == ["", "unknown_word"]


def test_a_part_that_exceeds_does_not_win_over_one_that_fits():
    rows = [count("received", "10"), count("online", "9"), count("online", "11")]

    assert reasons("counts", *rows) == ["", "", "part_exceeds_whole"]


def test_kinds_of_one_list_are_one_identity_in_any_order():
    row = {"procedure_code": "1.001193", "online_level": "full"}
    rows = [row | {"unit_kind": kinds} for kinds in ("ward|commune", "commune | Ward")]

    assert reasons("services", *rows) == ["duplicate_in_file", ""]


def test_the_first_code_in_the_order_wins():
    row = DOSSIER | {
        "received_at": "2030-01-01",
        "unit_code": "?",
        "procedure_code": "?",
        "channel": "pigeon",
        "supplement_requests": "-1",
        "due_at": "soon",
        "dossier_code": "",
    }
    found = []
    for name, good in (
        ("dossier_code", "d1"),
        ("due_at", ""),
        ("supplement_requests", ""),
        ("unit_code", "00004"),
        ("procedure_code", "1.001193"),
        ("channel", ""),
        ("received_at", "2025-07-24"),
    ):
        found += reasons("dossiers", row)
        row = row | {name: good}

    assert found + reasons("dossiers", row) == [
        "missing_value",
        "bad_date",
        "negative",
        "unknown_unit",
        "unknown_procedure",
        "unknown_word",
        "future_date",
        "",
    ]


def test_the_column_at_fault_is_told():
    verdict = judge_rows(batch("dossiers", DOSSIER | {"due_at": "soon"}), known())

    assert verdict.fields.tolist() == ["due_at"]


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ({"returned_at": "2025-07-24T08:00:00"}, "returned_before_received"),
        ({"submitted_at": "2025-07-24T09:00:00"}, "submitted_after_received"),
        ({"status": "finished"}, "finished_without_time"),
        ({"paid_online": "1", "fee_due": "0"}, "paid_without_fee"),
        ({"channel": "online", "service_level": "2"}, "online_without_service"),
        ({"handling_unit_code": "?"}, "unknown_handling_unit"),
    ],
)
def test_a_doubt_is_counted_and_the_row_counts(cells, doubt):
    rows = batch("dossiers", DOSSIER | cells)
    verdict = judge_rows(rows, known())

    assert verdict.good.all()
    assert doubts(rows, verdict.good, known()) == {doubt: 1}
    assert doubt in DOUBTS


def flags(rows):
    verdict = judge_rows(rows, known())
    found = flagged(rows, verdict.good, known(), seen(rows, known()))
    return found[["line", *KEY]].astype(object).to_numpy().tolist()


def test_a_doubt_is_told_with_unit_procedure_and_who_must_look():
    owner = known().rules["finished_without_time"].owner

    assert flags(batch("dossiers", DOSSIER | {"status": "finished"})) == [
        [2, "finished_without_time", "00004", "1.001193", owner]
    ]
    assert flags(batch("dossiers", DOSSIER)) == []


def test_a_doubt_about_a_row_without_a_procedure_is_told_with_none():
    unit = {"code": "7", "name": "X", "kind": "ward", "parent_code": "?"}
    owner = known().rules["unknown_parent"].owner

    assert flags(batch("units", unit)) == [[2, "unknown_parent", "7", "", owner]]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_without_rows_is_judged_too(kind):
    row = {name: kind.column(name).example for name in kind.names}
    rows = batch(kind, row)
    empty = replace(rows, rows=rows.rows[:0], times={}, faults=())

    assert judge_rows(empty, known()).good.tolist() == []
