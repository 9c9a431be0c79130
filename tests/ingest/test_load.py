"""One file, one transaction: identity, order, known bytes, retried rows, refusals."""

from datetime import date
from pathlib import Path

import pytest

from ingest.load import load_paths
from store import ledger
from tests.ingest.door import current, put, rejected, take, workbook

pytestmark = pytest.mark.usefixtures("clock")

UNITS = "code,name,kind\n00004,Phường Ba Đình,ward\n00008,Phường Ngọc Hà,ward\n"
PROCEDURES = "code,name\n1.001193,Đăng ký khai sinh\n"
HEAD = "dossier_code,unit_code,procedure_code,received_at"


@pytest.fixture
def place(db, settings):
    take(db, settings, "units.csv", UNITS)
    take(db, settings, "procedures.csv", PROCEDURES)


def counts_of(result):
    return (result.read, result.accepted, result.unchanged, result.rejected)


def dossier(db):
    [row] = current(db, "dossiers")
    return row


@pytest.mark.usefixtures("place")
def test_a_dossier_is_kept_normalised(db, settings):
    row = "Đ-1,00008, 1.001193.000.00.00.H26 ,2025-07-20T23:30:00+00:00,2,10,,1"

    result = take(
        db,
        settings,
        "d.csv",
        f"{HEAD},channel,status,due_at,fee_due\n{row}\n",
    )

    kept = dossier(db)
    assert counts_of(result) == (1, 1, 0, 0)
    assert kept["dossier_code"] == "Đ-1"
    assert kept["procedure_code"] == "1.001193"
    assert kept["received_at"] == "2025-07-20T23:30:00Z"
    assert kept["day"] == date(2025, 7, 21)
    assert (kept["channel"], kept["status"], kept["fee_due"]) == (
        "online",
        "returned",
        "1",
    )
    assert kept["timeliness"] == "on_time"


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("status", ["", "absent"])
def test_an_empty_status_counts_as_received(db, settings, status):
    head, cell = (HEAD, "") if status == "absent" else (f"{HEAD},status", ",")
    take(db, settings, "d.csv", f"{head}\nd1,00004,1.001193,2025-07-20{cell}\n")

    assert dossier(db)["status"] == "received"


@pytest.mark.usefixtures("place")
def test_an_absent_column_leaves_what_is_stored_and_an_empty_cell_empties_it(
    db, settings
):
    row = "d1,00004,1.001193,2025-07-20"
    take(db, settings, "1.csv", f"{HEAD},channel,due_at\n{row},online,2025-07-22\n")
    take(db, settings, "2.csv", f"{HEAD},due_at\n{row},\n")

    assert (dossier(db)["channel"], dossier(db)["due_at"]) == ("online", "")


@pytest.mark.usefixtures("place")
def test_an_older_row_does_not_go_over_a_newer_one(db, settings):
    row = "d1,00004,1.001193,2025-07-20"
    head = f"{HEAD},status,updated_at"
    take(db, settings, "1.csv", f"{head}\n{row},finished,2025-07-22T09:00:00\n")
    take(db, settings, "2.csv", f"{head}\n{row},in_process,2025-07-21T09:00:00\n")

    assert dossier(db)["status"] == "finished"

    take(db, settings, "3.csv", f"{head}\n{row},returned,\n")
    assert dossier(db)["status"] == "returned"


@pytest.mark.usefixtures("place")
def test_a_moved_dossier_leaves_where_it_was(db, settings):
    take(db, settings, "1.csv", f"{HEAD}\nd1,00004,1.001193,2025-07-20\n")
    take(db, settings, "2.csv", f"{HEAD}\nd1,00008,1.001193,2025-07-21\n")

    assert (dossier(db)["unit_code"], dossier(db)["day"]) == (
        "00008",
        date(2025, 7, 21),
    )


@pytest.mark.usefixtures("place")
def test_the_same_bytes_twice_change_nothing(db, settings):
    text = f"{HEAD}\nd1,00004,1.001193,2025-07-20\nd2,?,1.001193,2025-07-20\n"
    first = take(db, settings, "d.csv", text)
    kept = current(db, "dossiers")

    again = take(db, settings, "renamed.csv", text)

    assert counts_of(first) == (2, 1, 0, 1)
    assert counts_of(again) == (2, 0, 1, 1)
    assert current(db, "dossiers") == kept
    assert rejected(db) == [(3, "unknown_unit", "unit_code")]


@pytest.mark.usefixtures("place")
def test_rejected_rows_are_tried_again_and_keep_the_place_of_their_first_load(
    db, settings
):
    early = f"{HEAD},status\nd1,00025,1.001193,2025-07-20,in_process\n"
    take(db, settings, "early.csv", early)
    take(db, settings, "more.csv", "code,name,kind\n00025,Phường Giảng Võ,ward\n")
    take(
        db,
        settings,
        "late.csv",
        f"{HEAD},status\nd1,00025,1.001193,2025-07-20,finished\n",
    )

    again = take(db, settings, "early.csv", early)

    # It is taken now, but as what it was: an older row than the one that came later.
    assert counts_of(again) == (1, 1, 0, 0)
    assert dossier(db)["status"] == "finished"
    assert rejected(db) == []


@pytest.mark.usefixtures("place")
def test_a_retried_file_is_checked_whole(db, settings):
    text = (
        f"{HEAD},updated_at\n"
        "d1,00004,1.001193,2025-07-20,2025-07-21\n"
        "d1,00025,1.001193,2025-07-20,2025-07-22\n"
        "d1,00004,1.001193,2025-07-20,2025-07-20\n"
    )
    take(db, settings, "d.csv", text)
    assert rejected(db) == [
        (3, "unknown_unit", "unit_code"),
        (4, "duplicate_in_file", "dossier_code"),
    ]

    take(db, settings, "more.csv", "code,name,kind\n00025,Phường Giảng Võ,ward\n")
    take(db, settings, "d.csv", text)

    assert dossier(db)["unit_code"] == "00025"
    assert rejected(db) == [(4, "duplicate_in_file", "dossier_code")]


def test_a_refused_file_is_tried_whole(db, settings):
    refused = take(db, settings, "u.csv", "code,name,area_km2\n1,A,2\n")
    again = take(db, settings, "u.csv", "code,name,area_km2\n1,A,2\n")

    assert refused.error is not None and again.error is not None
    assert current(db, "units") == []
    with db.read() as connection:
        assert ledger.loads(connection)["outcome"].tolist() == ["refused", "refused"]


@pytest.mark.usefixtures("place")
def test_an_empty_value_withdraws_a_reported_figure(db, settings):
    head = "unit_code,period_start,period_end,measure,value"
    cell = "00004,2025-07-01,2025-07-20,received"
    take(db, settings, "1.csv", f"{head}\n{cell},10\n")
    take(db, settings, "2.csv", f"{head}\n{cell},\n")

    [figure] = current(db, "counts")
    assert figure["value"] is None


@pytest.mark.usefixtures("place")
def test_a_part_kept_from_before_falls_with_the_whole_that_contradicts_it(db, settings):
    head = "unit_code,period_start,period_end,measure,value"
    cell = "00004,2025-07-01,2025-07-20"
    take(db, settings, "1.csv", f"{head}\n{cell},online,90\n")
    take(db, settings, "2.csv", f"{head}\n{cell},received,80\n")

    assert [row["measure"] for row in current(db, "counts")] == ["received"]
    assert rejected(db) == [(2, "part_exceeds_whole", "value")]


def test_files_of_one_command_are_taken_in_the_order_they_need(db, settings):
    paths = [
        put(settings, "a.csv", f"{HEAD}\nd1,00004,1.001193,2025-07-20\n"),
        put(
            settings, "b.csv", "procedure_code,online_level,unit_code\n1.001193,4,00004"
        ),
        put(settings, "c.csv", PROCEDURES),
        put(settings, "d.csv", UNITS),
    ]

    results = load_paths(paths, db, settings)

    assert [result.file for result in results] == ["d.csv", "c.csv", "b.csv", "a.csv"]
    assert [result.rejected for result in results] == [0, 0, 0, 0]
    assert dossier(db)["level"] == "full"


def test_a_command_freezes_one_evaluation_if_anything_changed(db, settings):
    def frozen() -> int:
        with db.read() as connection:
            return len(ledger.evaluations(connection))

    paths = [put(settings, "u.csv", UNITS), put(settings, "p.csv", PROCEDURES)]
    load_paths(paths, db, settings)
    assert frozen() == 1
    load_paths(paths, db, settings)
    assert frozen() == 1


def test_parents_may_stand_after_their_children(db, settings):
    result = take(
        db,
        settings,
        "u.csv",
        "code,name,kind,parent_code\n00004,Ba Đình,ward,01\n01,Hà Nội,city,\n",
    )

    assert counts_of(result) == (2, 2, 0, 0)


def test_a_folder_is_walked_sorted_and_foreign_files_are_passed_over(db, settings):
    folder = put(settings, "in/b/units.csv", UNITS).parent.parent
    put(settings, "in/README.md", "# hello")
    put(settings, "in/.hidden.csv", "broken")
    put(settings, "in/~$units.xlsx", "broken")
    put(settings, "in/a/procedures.csv", PROCEDURES)

    results = load_paths([folder], db, settings)

    assert [(result.file, result.error) for result in results] == [
        ("units.csv", None),
        ("procedures.csv", None),
    ]


def test_a_foreign_file_named_outright_is_refused(db, settings):
    result = take(db, settings, "README.md", "# hello\n")

    assert result.error is not None
    assert "README.md" in result.error.text()


def test_a_file_that_is_not_there_is_refused_and_the_others_are_taken(db, settings):
    paths = [Path("/nowhere/x.csv"), put(settings, "u.csv", UNITS)]

    results = load_paths(paths, db, settings)

    assert {r.file: r.error is None for r in results} == {"u.csv": True, "x.csv": False}


def test_a_file_named_twice_is_taken_once(db, settings):
    path = put(settings, "u.csv", UNITS)

    assert len(load_paths([path, path, path.parent], db, settings)) == 1


def test_a_file_without_rows_is_taken(db, settings):
    for number, text in enumerate(
        (HEAD, "code,name,kind", "unit_code,period_start,period_end,measure,value")
    ):
        assert counts_of(take(db, settings, f"{number}.csv", text)) == (0, 0, 0, 0)


def test_a_workbook_is_read_like_a_csv(db, settings):
    data = workbook(
        [
            ["code", "name", "kind", "latitude", "valid_from"],
            ["00004", "Ba Đình", "Ward", 21.0386, date(2025, 7, 1)],
        ]
    )

    take(db, settings, "units.xlsx", data)

    [unit] = current(db, "units")
    assert (unit["kind"], unit["latitude"], unit["valid_from"]) == (
        "ward",
        21.0386,
        date(2025, 7, 1),
    )


def test_a_malformed_row_is_kept_with_its_mapped_cells(db, settings):
    take(db, settings, "u.csv", "code,name,kind\n1,Phường A, B,ward\n2,C,ward\n")

    assert rejected(db) == [(2, "malformed_row", "")]
    assert [row["code"] for row in current(db, "units")] == ["2"]


def test_the_archive_holds_the_mapped_columns_of_a_taken_file_only(db, settings):
    taken = take(db, settings, "u.csv", UNITS)
    take(db, settings, "bad.csv", "code,name,area_km2\n1,A,2\n")

    archived = sorted((settings.var / "archive").iterdir())
    assert len(archived) == 1 and taken.error is None
    assert archived[0].suffix == ".parquet"


def test_a_database_with_the_demo_refuses_other_files(db, settings):
    demo = put(settings, "units.csv", UNITS)
    [first] = load_paths([demo], db, settings, demo=True)
    result = take(db, settings, "p.csv", PROCEDURES)

    assert first.error is None
    assert db.demo
    assert result.error is not None
    assert "make run" in result.error.text()
    assert current(db, "procedures") == []


def test_the_demo_is_not_mixed_into_an_offices_own_figures(db, settings):
    take(db, settings, "u.csv", UNITS)
    path = put(settings, "p.csv", PROCEDURES)

    [result] = load_paths([path], db, settings, demo=True)

    assert result.error is not None
    assert not db.demo


def test_nothing_is_kept_of_a_file_that_breaks_off(db, settings, monkeypatch):
    def broken(*_args: object) -> None:
        raise RuntimeError("the machine stops")

    monkeypatch.setattr("store.loads.raise_data_version", broken)
    with pytest.raises(RuntimeError):
        take(db, settings, "u.csv", UNITS)

    assert current(db, "units") == []
    assert list((settings.var / "archive").iterdir()) == []
