"""A source that is late is told until it gives again; one never expected never is."""

from datetime import timedelta

import pytest
import yaml

from actions.undo import undo
from board import Board
from board.freshness import stale_sources
from core.errors import SourceError
from ingest.fetch import find_source, run_source
from ingest.load import load_paths
from store import sources
from store.engine import write_setting
from tests.ingest.door import take
from tests.ingest.remote.office import Reply, office, row

pytestmark = pytest.mark.usefixtures("clock")
LIST = {
    "title": "Register of the ward",
    "reader": "csv",
    "match": "register*.csv",
    "kind": "dossiers",
    "columns": {
        "dossier_code": "Số",
        "unit_code": "Đơn vị",
        "procedure_code": "Thủ tục",
        "received_at": "Ngày",
    },
}


def describe(settings, name: str = "register", **keys) -> None:
    folder = settings.var / "sources"
    folder.mkdir(exist_ok=True)
    text = yaml.safe_dump({**LIST, **keys}, allow_unicode=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def place(db, settings):
    take(db, settings, "u.csv", "code,name,kind\n00004,Ba Đình,ward\n")
    take(db, settings, "p.csv", "code,name\n1.001193,Đăng ký khai sinh\n")


def register(day: str, code: str = "d1") -> str:
    return f"Số,Đơn vị,Thủ tục,Ngày\n{code},00004,1.001193,{day}\n"


def look(db, settings) -> None:
    """What the inbox does every few seconds, whether there are files or not."""
    load_paths([], db, settings)


def late(db) -> list[tuple[str, str]]:
    return [(one.source, one.since) for one in stale_sources(db)]


@pytest.mark.usefixtures("place")
def test_a_file_is_as_new_as_the_last_day_it_speaks_of(db, settings, clock):
    describe(settings, expected="daily", grace="12h")
    take(db, settings, "register.csv", register("2025-07-23"))
    # The day ends at 17:00 UTC; a day and a half later is 05:00 on the 25th.
    clock.move_to("2025-07-25T05:00:00+00:00")
    assert late(db) == []
    clock.shift(1)
    assert late(db) == [("register", "2025-07-23")]

    # The same bytes again bring no newer day.
    take(db, settings, "register.csv", register("2025-07-23"))
    assert late(db) == [("register", "2025-07-23")]

    take(db, settings, "register2.csv", register("2025-07-25", "d2"))
    assert late(db) == []


@pytest.mark.usefixtures("place")
def test_a_file_without_days_is_as_new_as_when_it_was_last_seen(db, settings, clock):
    describe(
        settings,
        kind="procedures",
        columns={"code": "Mã", "name": "Tên"},
        expected="weekly",
        grace="1h",
    )
    text = "Mã,Tên\n1.001193,Đăng ký khai sinh\n"
    take(db, settings, "register.csv", text)
    clock.shift(timedelta(days=8))
    assert [source for source, _since in late(db)] == ["register"]

    take(db, settings, "register.csv", text)
    assert late(db) == [], "known bytes say that nothing has changed"


@pytest.mark.usefixtures("place")
def test_a_load_that_was_taken_back_brought_nothing(db, settings, clock):
    describe(settings, expected="daily")
    take(db, settings, "register.csv", register("2025-07-20"))
    newer = take(db, settings, "register2.csv", register("2025-07-24", "d2"))
    assert late(db) == []

    undo(db, settings, newer.load_id, "operator", "a wrong file")

    assert late(db) == [("register", "2025-07-20")]


def test_a_source_that_never_gave_anything_is_late_from_when_it_was_expected(
    db, settings, clock
):
    describe(settings, expected="2h", grace="1h")
    look(db, settings)
    clock.shift(timedelta(hours=3))
    look(db, settings)
    assert late(db) == []
    clock.shift(1)

    assert late(db) == [("register", "")]


def test_a_source_never_expected_is_never_late(db, settings, clock):
    describe(settings)
    look(db, settings)
    clock.shift(timedelta(days=400))
    look(db, settings)

    assert late(db) == []


def test_what_is_no_longer_expected_or_described_is_not_late(db, settings, clock):
    describe(settings, "one", expected="1h")
    describe(settings, "two", expected="1h")
    look(db, settings)
    clock.shift(timedelta(days=2))
    assert len(late(db)) == 2

    describe(settings, "one")
    (settings.var / "sources" / "two.yaml").unlink()
    look(db, settings)

    assert late(db) == []


def test_a_changed_expectation_holds_at_once_and_begins_no_new_wait(
    db, settings, clock
):
    describe(settings, expected="100d")
    look(db, settings)
    clock.shift(timedelta(days=2))
    describe(settings, expected="1h", title="Another title")
    look(db, settings)

    [one] = stale_sources(db)
    assert (one.title, one.kinds) == ("Another title", ("dossiers",))


def test_the_demo_is_never_late(db, settings, clock):
    describe(settings, expected="1h")
    look(db, settings)
    with db.write() as connection:
        write_setting(connection, "demo", "yes")
    clock.shift(timedelta(days=2))

    assert late(db) == []


@pytest.mark.usefixtures("place")
def test_a_source_that_fails_keeps_its_numbers_and_is_late_everywhere(
    db, settings, clock, monkeypatch
):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    board = Board(db, settings)
    with office() as portal:
        describe(
            settings,
            "portal",
            title="Portal",
            reader="http",
            match=None,
            expected="daily",
            grace="6h",
            columns={
                "dossier_code": "code",
                "unit_code": "unit",
                "procedure_code": "procedure.code",
                "received_at": "received",
                "channel": "channel",
            },
            http={"url": portal.url, "limits": {"attempts": 1, "pause_seconds": 0}},
        )
        text = (settings.var / "sources" / "portal.yaml").read_text(encoding="utf-8")
        text = text.replace("match: null\n", "")
        (settings.var / "sources" / "portal.yaml").write_text(text, encoding="utf-8")
        source = find_source("portal", settings)
        portal.answer = lambda asked: Reply([row(1), row(2)])
        run_source(source, db, settings)
        before = board.header()
        assert before.stale == ()

        portal.answer = lambda asked: Reply(status=500)
        clock.shift(timedelta(hours=30, seconds=1))
        with pytest.raises(SourceError):
            run_source(source, db, settings)

    after = board.header()
    assert [(one.title, one.since) for one in after.stale] == [
        ("Portal", "2025-07-24T10:00:00Z")
    ]
    assert (after.data_version, after.ready) == (before.data_version, before.ready)
    answer = board.data()
    assert [one.source for one in answer.stale] == ["portal"]
    [told] = answer.connections.to_dict("records")
    assert (told["state"], told["failures"]) == ("closed", 1)
    assert "500" in told["message"]


def test_a_restored_copy_asks_again_for_what_it_lacks(db, settings, tmp_path):
    """The mark stands with the rows, so that a backup carries it."""
    from store.backup import backup, restore

    with db.write() as connection:
        sources.succeeded(
            connection, "portal", "2025-07-01T00:00:00Z", sources.Reached("1", "int")
        )
    copy = backup(db.engine, tmp_path / "copy.db")
    with db.write() as connection:
        sources.succeeded(
            connection, "portal", "2025-07-09T00:00:00Z", sources.Reached("9", "int")
        )

    restore(db.engine, copy)

    with db.read() as connection:
        assert sources.reached(connection, "portal").mark == "1"
    assert sources.connections(db).empty, "the scheduler's rows are left alone"
