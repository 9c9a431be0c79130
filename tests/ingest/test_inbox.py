"""The inbox: nothing is read while it is written, and everything is put away."""

import pytest

from ingest.inbox import scan
from tests.ingest.door import current

UNITS = "code,name,kind\n00004,Phường Ba Đình,ward\n"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def settings(new_sqlite):
    return new_sqlite(keep_files_days=30)


@pytest.fixture
def inbox(db, settings):
    scan(db, settings)
    return settings.inbox_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_taken_at_the_second_look_and_put_away_with_its_log(
    db, settings, inbox
):
    (inbox / "units.csv").write_text(UNITS, encoding="utf-8")

    first = scan(db, settings)
    second = scan(db, settings)

    assert (first.results, first.waiting) == ((), ("units.csv",))
    assert [result.accepted for result in second.results] == [1]
    assert names(inbox / "done") == [
        "20250724T100000Z-units.csv",
        "20250724T100000Z-units.csv.log",
    ]
    log = inbox / "done" / "20250724T100000Z-units.csv.log"
    assert "read 1, accepted 1" in log.read_text(encoding="utf-8")
    assert not (inbox / "units.csv").exists()


def test_a_file_still_being_written_is_waited_for(db, settings, inbox):
    path = inbox / "units.csv"
    path.write_text("code,name,ki", encoding="utf-8")
    scan(db, settings)
    path.write_text(UNITS, encoding="utf-8")

    assert scan(db, settings).results == ()
    assert current(db, "units") == []
    assert [result.error for result in scan(db, settings).results] == [None]
    assert len(current(db, "units")) == 1


@pytest.mark.parametrize("name", ["units.csv.part", ".units.csv", "~$units.xlsx"])
def test_passing_and_hidden_files_are_left_alone(db, settings, inbox, name):
    (inbox / name).write_text(UNITS, encoding="utf-8")
    scan(db, settings)

    assert scan(db, settings).results == ()
    assert (inbox / name).exists()


def test_a_file_that_cannot_be_taken_is_put_apart_with_the_reason(db, settings, inbox):
    (inbox / "odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    scan(db, settings)
    [result] = scan(db, settings).results

    assert result.error is not None
    [file, log] = sorted((inbox / "refused").iterdir())
    assert log.read_text(encoding="utf-8").startswith("odd.csv: ")
    assert file.name.endswith("-odd.csv")


def test_files_of_one_look_are_taken_in_the_order_they_need(db, settings, inbox):
    (inbox / "a.csv").write_text(
        "dossier_code,unit_code,procedure_code,received_at\n"
        "d1,00004,1.001193,2025-07-01\n",
        encoding="utf-8",
    )
    (inbox / "b.csv").write_text("code,name\n1.001193,Khai sinh\n", encoding="utf-8")
    (inbox / "c.csv").write_text(UNITS, encoding="utf-8")
    scan(db, settings)

    assert [result.rejected for result in scan(db, settings).results] == [0, 0, 0]
    assert len(current(db, "dossiers")) == 1


def test_nothing_put_away_is_overwritten(db, settings, inbox):
    for text in (UNITS, UNITS + "00008,Phường Ngọc Hà,ward\n"):
        (inbox / "units.csv").write_text(text, encoding="utf-8")
        scan(db, settings)
        scan(db, settings)

    assert len(names(inbox / "done")) == 4


def test_done_files_leave_after_the_days_they_are_kept(db, settings, inbox, clock):
    (inbox / "units.csv").write_text(UNITS, encoding="utf-8")
    (inbox / "done" / "note.txt").write_text("kept by hand", encoding="utf-8")
    scan(db, settings)
    scan(db, settings)

    clock.shift(30 * 86_400)
    scan(db, settings)
    assert len(names(inbox / "done")) == 3
    clock.shift(1)
    scan(db, settings)
    assert names(inbox / "done") == ["note.txt"]


def test_a_look_that_broke_off_is_begun_anew(db, settings, inbox):
    (inbox / "units.csv").write_text(UNITS, encoding="utf-8")
    (inbox / ".seen.json").write_text('{"units.c', encoding="utf-8")

    assert scan(db, settings).results == ()
    assert len(scan(db, settings).results) == 1


def test_files_put_away_are_for_the_service_account_alone(db, settings, inbox):
    (inbox / "units.csv").write_text(UNITS, encoding="utf-8")
    scan(db, settings)
    scan(db, settings)

    assert (inbox / "done").stat().st_mode & 0o777 == 0o700
    for path in (inbox / "done").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
