"""Undoing a load: everything that counts is as if it had never been made."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

import pyarrow.parquet as parquet
import pytest
from sqlalchemy import select

from core.errors import SourceError, UsageError
from core.settings import Settings
from ingest import __main__ as command
from ingest.load import load_file
from ingest.undo import preview, undo_load
from store import evaluations, frozen, ledger
from store.engine import Database, open_database
from store.schema import (
    VERSIONED,
    boundary,
    daily_tally,
    load,
    service,
    service_span,
    unit_day_tally,
)
from tests.ingest import histories
from tests.ingest.door import put


def rows(db: Database, statement: Any) -> list[dict[str, Any]]:
    with db.read() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def names(db: Database) -> dict[int, str]:
    """Load -> the bytes it took: the same in two databases, as numbers are not."""
    return {row["id"]: row["sha256"] for row in rows(db, select(load))}


def _plain(found: list[dict[str, Any]], *left_out: str) -> list[str]:
    return sorted(
        str({n: str(c) for n, c in sorted(row.items()) if n not in left_out})
        for row in found
    )


def counting(db: Database) -> dict[str, list[str]]:
    """All that counts, without numbers and moments of their own."""
    of = names(db)
    found = {}
    for name, table in VERSIONED.items():
        current = rows(db, select(table).where(table.c.current))
        told = [row | {"load_id": of[row["load_id"]]} for row in current]
        found[name] = _plain(told, "id")
    lines = {row["id"]: (of[row["load_id"]], row["line"])
             for row in rows(db, select(service))}  # fmt: skip
    spans = rows(db, select(service_span))
    told = [row | {"service_id": lines[row["service_id"]]} for row in spans]
    found["spans"] = _plain(told)
    for table in (daily_tally, unit_day_tally):
        found[table.name] = _plain(rows(db, select(table)))
    shapes = rows(db, select(boundary))
    found["boundary"] = _plain([r | {"load_id": of[r["load_id"]]} for r in shapes])
    with db.read() as connection:
        rejected = ledger.rejected(connection)
        standings = frozen.newest(connection, "standing")
        newest = evaluations.latest(connection)
        fresh = ledger.freshness(connection)
        reasons = ledger.reasons(connection)
    rejected = rejected.assign(load_id=rejected["load_id"].map(of))
    found["rejected"] = _plain(rejected.drop(columns="file").to_dict("records"))
    standings = standings[standings["present"] == True]  # noqa: E712
    standings = standings.drop(columns=["id", "evaluation_id", "as_of"])
    found["as_of"] = [str(newest[2])] if newest else []
    found["standings"] = _plain(standings.to_dict("records"))
    found["sources"] = _plain(fresh[["source", "kind"]].to_dict("records"))
    found["reasons"] = _plain(reasons[["reason", "rows"]].to_dict("records"))
    return found


def load_all(db: Database, settings: Settings, files: list[str]) -> None:
    """Loads files one after the other and freezes one evaluation at the end."""
    for number, text in enumerate(files):
        result = load_file(put(settings, f"{number}.csv", text), db, settings, [])
        assert result.error is None
    evaluations.freeze(db, "load")


def without(files: list[str], gone: int) -> list[str]:
    """The history had the bytes of file `gone` never been loaded."""
    return [text for text in files if text != files[gone]]


def test_an_undone_load_leaves_what_would_be_without_it(
    clock: object, new_database: Callable[..., Settings]
) -> None:
    assert check(new_database, seed=5)


def check(new_database: Callable[..., Settings], seed: int) -> bool:
    files = histories.history(seed)
    with_it, without_it = new_database(), new_database()
    db, other = open_database(with_it), open_database(without_it)
    try:
        load_all(db, with_it, files)
        before = counting(db)
        gone = random.Random(seed).randrange(2, len(files))
        of = {sha: number for number, sha in reversed(names(db).items())}
        first = of[sha_of(files[gone])]
        try:
            told = preview(db, first)
        except UsageError as error:
            assert "rely" in error.message
            with pytest.raises(UsageError):
                undo_load(db, first)
            assert counting(db) == before
            return False
        assert undo_load(db, first) == told
        load_all(other, without_it, without(files, gone))
        assert counting(db) == counting(other)
        # Bytes that were undone are new when they come again.
        for one, of_it in ((db, with_it), (other, without_it)):
            load_file(put(of_it, "again.csv", files[gone]), one, of_it, [])
            evaluations.freeze(one, "load")
        assert counting(db) == counting(other)
    finally:
        db.close()
        other.close()
    return True


def sha_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


PLACE = [histories.first_units(), histories.first_procedures()]
DOSSIER = "dossier_code,unit_code,procedure_code,received_at"
COUNT = "unit_code,period_start,period_end,measure,value"


def office(db: Database, settings: Settings, *files: str) -> None:
    load_all(db, settings, [*PLACE, *files])


def current(db: Database, kind: str) -> list[dict[str, Any]]:
    table = VERSIONED[kind]
    return rows(db, select(table).where(table.c.current).order_by(table.c.id))


def test_a_value_that_a_later_row_took_over_from_the_undone_load_goes_with_it(
    db, settings
):
    office(
        db,
        settings,
        f"{DOSSIER},channel\nD1,U1,1.000001,2025-07-01,counter\n",
        f"{DOSSIER},channel\nD1,U1,1.000001,2025-07-01,online\n",
        f"{DOSSIER},status\nD1,U1,1.000001,2025-07-01,finished\n",
    )

    undo_load(db, 4)

    [dossier] = current(db, "dossiers")
    assert (dossier["channel"], dossier["status"]) == ("counter", "finished")
    assert dossier["load_id"] == 5


def test_a_row_that_said_nothing_new_counts_once_the_load_before_it_is_undone(
    db, settings
):
    row = "D1,U1,1.000001,2025-07-01\n"
    office(
        db,
        settings,
        f"{DOSSIER}\n{row}",
        f"{DOSSIER}\n{row}D2,U1,1.000001,2025-07-02\n",
    )

    undone = undo_load(db, 3)

    assert {d["dossier_code"]: d["load_id"] for d in current(db, "dossiers")} == {
        "D1": 4,
        "D2": 4,
    }
    [change] = undone.changes
    assert (change.leaving, change.differing, change.returning) == (0, 1, 0)


def test_a_figure_that_an_undone_whole_contradicted_counts_again(db, settings):
    office(
        db,
        settings,
        f"{COUNT}\nU1,2025-07-01,2025-07-10,online,30\n",
        f"{COUNT}\nU1,2025-07-01,2025-07-10,received,20\n",
    )
    with db.read() as connection:
        assert ledger.reasons(connection)["reason"].tolist() == ["part_exceeds_whole"]

    undo_load(db, 4)

    assert [row["value"] for row in current(db, "counts")] == [30]
    with db.read() as connection:
        assert ledger.rejected(connection).empty


def test_a_load_that_brought_units_others_rely_on_is_not_undone(db, settings):
    late = "code,name,kind\nU9,U9,ward\n"
    office(db, settings, late, f"{DOSSIER}\nD1,U9,1.000001,2025-07-01\n")
    before = counting(db)

    with pytest.raises(UsageError) as refused:
        undo_load(db, 3)

    assert "4 (3.csv)" in refused.value.text("en")
    assert counting(db) == before
    undo_load(db, 4)
    undo_load(db, 3)
    assert "U9" not in {row["code"] for row in current(db, "units")}


def test_a_row_rejected_by_a_validity_that_is_undone_is_taken(db, settings):
    office(
        db,
        settings,
        "code,name,kind,valid_to\nU1,U1,ward,2025-07-05\n",
        f"{DOSSIER}\nD1,U1,1.000001,2025-07-10\n",
    )
    assert current(db, "dossiers") == []

    undo_load(db, 3)

    assert [row["load_id"] for row in current(db, "dossiers")] == [4]
    assert rows(db, select(daily_tally))[0]["received"] == 1


def test_retries_go_with_their_first_load_and_not_alone(db, settings):
    text = f"{DOSSIER}\nD1,U1,1.000001,2025-07-10\nD2,U9,1.000001,2025-07-10\n"
    office(db, settings, text, "code,name,kind\nU9,U9,ward\n", text)
    assert len(current(db, "dossiers")) == 2

    with pytest.raises(UsageError, match="load 3"):
        undo_load(db, 5)
    undone = undo_load(db, 3)

    assert undone.retries == (5,)
    assert current(db, "dossiers") == []


@pytest.mark.parametrize("load_id", [99, 3])
def test_what_does_not_count_cannot_be_undone(db, settings, load_id):
    load_all(db, settings, PLACE)
    load_file(put(settings, "bad.csv", "colour\nred\n"), db, settings, [])

    with pytest.raises(UsageError, match=str(load_id)):
        undo_load(db, load_id)


def test_an_undone_load_stays_in_the_ledger_and_is_not_undone_twice(
    db, settings, clock
):
    office(db, settings, f"{DOSSIER}\nD1,U1,1.000001,2025-07-10\n")
    undo_load(db, 3, "operator", "wrong file")

    with db.read() as connection:
        shown = ledger.loads(connection).set_index("load_id")
        fresh = ledger.freshness(connection)
        causes = ledger.evaluations(connection)["cause"].tolist()
    [kept] = rows(db, select(load).where(load.c.id == 3))
    assert shown.loc[3, "undone_at"] == "2025-07-24T10:00:00Z"
    assert shown.loc[2, "undone_at"] == ""
    assert (kept["undone_by"], kept["undone_why"]) == ("operator", "wrong file")
    assert "dossiers" not in fresh["kind"].tolist()
    assert causes[0] == "undo"
    assert len(rows(db, select(VERSIONED["dossiers"]))) == 1
    with pytest.raises(UsageError, match="already"):
        undo_load(db, 3)


def test_boundaries_of_the_load_before_are_in_force_again(db, settings):
    load_all(db, settings, PLACE)

    def shape(code: str, size: int) -> str:
        corners = [[0, 0], [0, size], [size, size], [0, 0]]
        area = {"type": "Polygon", "coordinates": [corners]}
        feature = {"type": "Feature", "properties": {"code": code}, "geometry": area}
        return json.dumps({"type": "FeatureCollection", "features": [feature]})

    for name, text in (("one", shape("U1", 1)), ("two", shape("U2", 2))):
        load_file(put(settings, f"{name}.geojson", text), db, settings, [])

    undo_load(db, 4)
    [kept] = rows(db, select(boundary))
    assert (kept["unit_code"], kept["load_id"]) == ("U1", 3)
    undo_load(db, 3)
    assert rows(db, select(boundary)) == []


def test_without_an_archive_nothing_is_undone_and_the_file_is_named(db, settings):
    first = f"{DOSSIER}\nD1,U1,1.000001,2025-07-10\n"
    office(db, settings, first, f"{DOSSIER}\nD1,U1,1.000001,2025-07-11\n")
    (settings.var / "archive" / f"{sha_of(first)}.parquet").unlink()
    before = counting(db)

    with pytest.raises(SourceError, match=r"2\.csv"):
        undo_load(db, 4)
    assert counting(db) == before


def test_an_archive_without_reasons_is_read_with_the_rejected_rows_kept(db, settings):
    text = f"{DOSSIER}\nD1,U1,1.000001,2025-07-10\nD2,U8,1.000001,2025-07-10\n"
    office(db, settings, text, f"{DOSSIER}\nD1,U2,1.000001,2025-07-11\n")
    path = settings.var / "archive" / f"{sha_of(text)}.parquet"
    table = parquet.read_table(path).drop_columns(["_reason", "_field"])
    parquet.write_table(table, path)

    undo_load(db, 4)

    assert [d["unit_code"] for d in current(db, "dossiers")] == ["U1"]


def test_the_command_says_what_it_takes_back_and_lists_it_as_undone(
    db, settings, capsys, monkeypatch
):
    office(db, settings, f"{DOSSIER}\nD1,U1,1.000001,2025-07-10\n")
    monkeypatch.setattr(command, "settings", lambda: settings)

    assert command.main(["undo", "3", "--dry-run"]) == 0
    assert len(current(db, "dossiers")) == 1
    assert command.main(["undo", "3", "--why", "wrong file"]) == 0
    assert "dossiers" in capsys.readouterr().out
    assert current(db, "dossiers") == []
    assert command.main(["status"]) == 0
    assert "undone_at" in capsys.readouterr().out
    assert command.main(["undo", "3"]) == 1
