"""Rows held back: they do not count until somebody releases them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions import held as deciding
from core.errors import UsageError
from ingest import __main__ as command
from ingest.load import load_file
from ingest.show import result_line
from ingest.undo import undo_load
from metrics.doubted import DoubtsAsked
from store import doubts, held, ledger
from store.schema import daily_tally, rejected_row
from tests.ingest.door import current, put
from tests.ingest.test_undo import PLACE, counting, load_all, rows

HEAD = "dossier_code,unit_code,procedure_code,received_at,supplement_requests\n"
TEXT = (
    f"{HEAD}D1,U1,1.000001,2025-07-01,0\n"
    "D2,U1,1.000001,2025-07-02,4\n"
    "D3,U2,1.000001,2025-07-03,5\n"
    "D4,U8,1.000001,2025-07-03,5\n"
)


@pytest.fixture
def office(db, settings):
    """A database that holds dossiers with many supplements back, and one load."""
    own = settings.var / "checks.yaml"
    own.write_text("many_supplements: {action: hold, owner: Sở Tư pháp}")
    load_all(db, settings, PLACE)
    return load_file(put(settings, "d.csv", TEXT), db, settings, [])


def codes(db) -> list[str]:
    return [row["dossier_code"] for row in current(db, "dossiers")]


def test_held_rows_are_kept_counted_and_told_but_do_not_count(db, office):
    assert result_line(office) == (
        "d.csv: read 4, accepted 1, unchanged 0, rejected 1, held 2"
    )
    assert codes(db) == ["D1"]
    with db.read() as connection:
        assert [str(row) for row in held.held_dossiers(connection)] == [
            "('U1', datetime.date(2025, 7, 2), 1)",
            "('U2', datetime.date(2025, 7, 3), 1)",
        ]
        assert ledger.rejected(connection)["reason"].tolist() == ["unknown_unit"]
        assert ledger.reasons(connection)["rows"].tolist() == [1]
        assert ledger.loads(connection)["held"].tolist()[0] == 2


def test_a_released_row_counts_at_the_place_of_its_load(db, settings, office):
    later = f"{HEAD}D2,U2,1.000001,2025-07-09,0\n"
    load_file(put(settings, "later.csv", later), db, settings, [])

    assert deciding.release(db, settings, office.load_id) == (2, 0)

    found = {row["dossier_code"]: row for row in current(db, "dossiers")}
    # The later load goes over the row that was held back before it.
    assert found["D2"]["unit_code"] == "U2"
    assert found["D3"]["load_id"] == office.load_id
    assert sum(row["received"] for row in rows(db, select(daily_tally))) == 3
    with db.read() as connection:
        assert held.by_load(connection).empty
        asked = DoubtsAsked(unit_code="U2")
        [told] = doubts.doubts(connection, asked).to_dict("records")
    assert (told["doubt"], told["rows"], told["owner"]) == (
        "many_supplements",
        1,
        "Sở Tư pháp",
    )
    with pytest.raises(UsageError):
        deciding.release(db, settings, office.load_id)


def test_a_discarded_row_is_rejected_for_good(db, settings, office):
    assert deciding.discard(db, settings, office.load_id, "many_supplements") == 2

    assert codes(db) == ["D1"]
    with db.read() as connection:
        assert len(ledger.rejected(connection)) == 3
    with pytest.raises(UsageError):
        deciding.discard(db, settings, office.load_id, "due_missing")


def test_the_same_bytes_again_are_judged_by_the_rules_of_then(db, settings, office):
    again = load_file(office.path, db, settings, [])
    assert (again.accepted, again.rejected, again.held) == (0, 1, 2)
    (settings.var / "checks.yaml").unlink()

    again = load_file(office.path, db, settings, [])

    assert (again.read, again.accepted, again.rejected, again.held) == (4, 2, 1, 0)
    assert codes(db) == ["D1", "D2", "D3"]


def test_an_undo_leaves_other_loads_held_rows_held_and_released_ones_counting(
    db, settings, office
):
    wrong = f"{HEAD}D2,U2,1.000001,2025-07-09,0\nD3,U2,1.000001,2025-07-09,0\n"
    load_file(put(settings, "wrong.csv", wrong), db, settings, [])
    undo_load(db, 4)
    assert codes(db) == ["D1"]
    with db.read() as connection:
        assert held.by_load(connection)["rows"].tolist() == [2]

    deciding.release(db, settings, office.load_id)
    before = counting(db)
    wrong += "D1,U2,1.000001,2025-07-09,0\n"
    wrong_load = load_file(put(settings, "wrong.csv", wrong), db, settings, [])
    undo_load(db, wrong_load.load_id)

    assert counting(db)["dossiers"] == before["dossiers"]
    assert counting(db)["daily_tally"] == before["daily_tally"]
    # Undone with its load, what was released goes as well.
    undo_load(db, office.load_id)
    assert codes(db) == []
    assert rows(db, select(rejected_row).where(rejected_row.c.held)) == []


def test_the_commands_list_release_and_discard(
    db, settings, office, capsys, monkeypatch
):
    monkeypatch.setattr(command, "settings", lambda: settings)

    assert command.main(["held"]) == 0
    assert "many_supplements" in capsys.readouterr().out
    assert command.main(["held", "--load", "3"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert command.main(["release", "--load", "3"]) == 0
    assert capsys.readouterr().out == "accepted 2, unchanged 0, rejected 0\n"
    assert command.main(["discard", "--load", "3"]) == 1
