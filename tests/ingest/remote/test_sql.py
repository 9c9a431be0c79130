"""Another database as a source: incremental, in chunks, and never written to."""

import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from core.errors import SettingsError, SourceError, UsageError
from ingest.remote.run import fetch_remote
from store import foreign, sources
from store.engine import open_database
from store.schema import dossier
from store.sources import Circuit
from tests import postgres
from tests.conftest import missing
from tests.ingest.door import current, rejected
from tests.ingest.remote.conftest import place
from tests.ingest.remote.office import write_source

MANY = 200_000
TABLE = """
CREATE TABLE register (code text PRIMARY KEY, unit text, procedure text,
    received timestamp, via text, applicant text, changed timestamptz NOT NULL);
INSERT INTO register
SELECT 'r' || n, '00004', '1.001193', timestamp '2025-07-01' + n * interval '8 s',
    CASE n % 3 WHEN 0 THEN 'counter' ELSE 'online' END, 'Nguyễn Thị Riêng Tư',
    timestamptz '2025-07-20 00:00+07' + n * interval '1 s'
FROM generate_series(1, {rows}) AS n
"""
QUERY = """SELECT code, unit, procedure, received, via, changed FROM register
WHERE changed >= :since ORDER BY changed"""


def register(settings, query: str = QUERY, **sql):
    """The source `register` of an office that keeps its dossiers in a database."""
    since = {"field": "changed", "first": datetime(2025, 1, 1)}
    written = {
        "title": "Register",
        "reader": "sql",
        "kind": "dossiers",
        "columns": {
            "dossier_code": "code",
            "unit_code": "unit",
            "procedure_code": "procedure",
            "received_at": "received",
            "channel": "via",
            "updated_at": "changed",
        },
        "sql": {"url_env": "REGISTER_URL", "query": query, **sql},
    }
    if ":since" in query:
        written["sql"]["since"] = since
    return write_source(settings, "register", written)


@contextmanager
def a_register(server: str, rows: int):
    """A database of that many dossiers on a server."""
    postgres.execute(server, "CREATE DATABASE register")
    url = f"{server}register"
    try:
        postgres.execute(url, *TABLE.format(rows=rows).split(";"))
        yield url
    finally:
        postgres.execute(server, "DROP DATABASE register WITH (FORCE)")


@pytest.fixture
def small(postgres_server, monkeypatch):
    with a_register(postgres_server, 10) as url:
        monkeypatch.setenv("REGISTER_URL", url)
        yield url


def mark(db) -> str:
    with db.read() as connection:
        return sources.reached(connection, "register").mark


def test_rows_of_a_query_come_through_the_door_of_files(db, settings, fetch, small):
    [result] = fetch(register(settings))

    assert (result.source, result.accepted, result.rejected) == ("register", 10, 0)
    first = current(db, "dossiers")[0]
    assert first["received_at"] == "2025-06-30T17:00:08Z", "local, as everywhere"
    assert first["updated_at"] == "2025-07-19T17:00:01Z", "with an offset of its own"
    assert mark(db).startswith("2025-07-20T00:00:10") or "17:00:10" in mark(db)


def test_only_rows_changed_between_two_runs_are_read(db, settings, fetch, small):
    source = register(settings)
    fetch(source)
    postgres.execute(
        small,
        "UPDATE register SET via = 'post', changed = '2025-07-21 08:00+07' "
        "WHERE code = 'r3'",
        "INSERT INTO register VALUES ('r11', '00004', '1.001193', '2025-07-21', "
        "'online', 'x', '2025-07-21 09:00+07')",
    )

    [second] = fetch(source)
    third = fetch(source)

    # The row at the mark itself comes again: another may have its very moment.
    assert (second.read, second.accepted, second.unchanged) == (3, 2, 1)
    assert [result.accepted for result in third] == [0]
    changed = {row["dossier_code"]: row["channel"] for row in current(db, "dossiers")}
    assert changed["r3"] == "post" and len(changed) == 11


def test_the_whole_may_be_read_each_time(settings, fetch, small):
    source = register(settings, "SELECT code, unit, procedure, received FROM register")

    [first], [again] = fetch(source), fetch(source)

    assert (first.accepted, again.accepted, again.unchanged) == (10, 0, 10)


def test_somebody_may_ask_from_an_earlier_moment(db, settings, fetch, small):
    source = register(settings)
    fetch(source)

    [again] = fetch(source, since="2025-01-01T00:00:00")

    assert again.read == 10
    with pytest.raises(UsageError, match="no place to begin"):
        fetch(source, since="last week")
    assert sources.circuit(db, "register") == Circuit(), "no fault of the source"
    whole = register(settings, "SELECT code, unit, procedure, received FROM register")
    with pytest.raises(UsageError, match="read as a whole"):
        fetch(whole, since="2025-01-01T00:00:00")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            "SELECT code, unit, procedure, received FROM register FOR UPDATE",
            "read-only",
        ),
        ("SELECT code, unit, procedure, pg_sleep(9) AS received", "does not exist"),
        ("SELECT 'a' AS code, 'b' AS code", "two columns have one name"),
        ("SELECT 'a' AS code, 'b' AS unit", "columns have changed: procedure, recei"),
        ("SELEC 1", "syntax error"),
    ],
)
def test_a_query_that_cannot_be_trusted_keeps_nothing(
    db, settings, fetch, small, query, words
):
    with pytest.raises(SourceError, match=words):
        fetch(register(settings, query))

    assert current(db, "dossiers") == []
    with psycopg.connect(small) as connection:
        assert connection.execute("SELECT count(*) FROM register").fetchone() == (10,)
    assert list((settings.var / "fetched").glob("*.csv")) == []


def test_a_statement_that_takes_too_long_is_ended_by_the_server(settings, fetch, small):
    slow = "SELECT code, unit, procedure, received, pg_sleep(30) FROM register"

    with pytest.raises(SourceError, match="statement timeout"):
        fetch(register(settings, slow, statement_seconds=1))


def test_a_password_is_told_to_nobody(db, settings, fetch, small, monkeypatch):
    port = urlsplit(small).port
    secret = "a-password-nobody-may-see"
    url = f"postgresql://nobody:{secret}@127.0.0.1:{port}/nowhere"
    monkeypatch.setenv("REGISTER_URL", url)

    with pytest.raises(SourceError, match="could not be read") as failure:
        fetch(register(settings))

    assert secret not in str(failure.value) + repr(failure.value.values)
    assert failure.value.__suppress_context__
    assert secret not in sources.connections(db).to_string()


@pytest.mark.parametrize("address", ["", "no address", "oracle9://x/y", "nodriver://x"])
def test_an_address_that_is_none_is_told_without_it(
    settings, fetch, monkeypatch, address
):
    monkeypatch.setenv("REGISTER_URL", address)

    with pytest.raises((SourceError, SettingsError)) as failure:
        fetch(register(settings))
    assert not address or address not in str(failure.value)


def test_an_sqlite_file_is_read_and_a_missing_one_is_not_made(
    db, settings, fetch, tmp_path, monkeypatch
):
    file = tmp_path / "register.db"
    monkeypatch.setenv("REGISTER_URL", f"sqlite:///{file}")
    names = "SELECT column1 AS code, column2 AS unit, column3 AS procedure, "
    query = f"{names} column4 AS received FROM (VALUES ('r1','00004','1.001193'," + (
        "'2025-07-01'), ('r2','00004','1.001193','1.7.2025'))"
    )
    with pytest.raises(SourceError, match="no such database file"):
        fetch(register(settings, query))
    assert not file.exists()
    file.touch()

    [result] = fetch(register(settings, query))

    assert (result.accepted, result.rejected) == (1, 1)
    assert rejected(db) == [(3, "bad_date", "received_at")]


# -- 200,000 dossiers


@pytest.fixture(scope="module")
def large(postgres_server):
    with a_register(postgres_server, MANY) as url:
        yield url


def wanted(query: str = QUERY, chunk: int = 5000) -> foreign.Wanted:
    values = {"since": datetime(2025, 1, 1)}
    return foreign.Wanted(query, values, chunk, 10, 300, 600)


def resident() -> int:
    """Octets of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def test_two_hundred_thousand_rows_are_never_held_at_once(large):
    values = {"since": datetime(2025, 1, 1)}
    wanted = foreign.Wanted(QUERY, values, 5000, 10, 300, 600)
    held = []
    counted = 0
    for rows in foreign.read("register", large, wanted):
        counted += len(rows)
        held.append(resident())

    assert counted == MANY
    assert max(held) - held[1] < 30_000_000, "all of them would be 150 MB"


def test_two_hundred_thousand_dossiers_and_then_only_what_changed(
    large, new_postgresql, monkeypatch
):
    monkeypatch.setenv("REGISTER_URL", large)
    settings = new_postgresql()
    db = open_database(settings)
    place(db, settings)
    source = register(settings)

    [first] = fetch_remote(source, db, settings)
    assert (first.accepted, first.rejected) == (MANY, 0)

    postgres.execute(
        large,
        "UPDATE register SET via = 'post', changed = '2025-07-30 00:00+07' "
        "WHERE code IN ('r1', 'r100000', 'r200000')",
    )
    [second] = fetch_remote(source, db, settings)

    assert second.read <= 4
    with db.read() as connection:
        is_post = dossier.c.current & (dossier.c.channel == "post")
        posted = connection.execute(dossier.select().where(is_post)).all()
    assert len(posted) == 3
    db.close()


def test_a_server_that_stops_in_the_middle_leaves_yesterday(
    db, settings, fetch, monkeypatch
):
    programs = postgres.binaries()
    if programs is None:
        missing("PostgreSQL")
    with postgres.server(programs) as server, stoppable(server) as (url, stop):
        monkeypatch.setenv("REGISTER_URL", url)
        fetch(register(settings, QUERY.replace(">= :since", ">= :since LIMIT 5 --")))
        before, reached = current(db, "dossiers"), mark(db)
        assert len(before) == 5
        # Slow enough to be surely in the middle when the server is gone.
        slow = QUERY.replace("SELECT", "SELECT pg_sleep(0.0005),").replace(
            "ORDER BY changed", ""
        )
        stopper = threading.Thread(target=stop, args=(settings.var / "fetched",))
        stopper.start()

        with pytest.raises(SourceError, match="could not be read"):
            fetch(register(settings, slow, chunk=100))
        stopper.join()

    assert current(db, "dossiers") == before
    assert mark(db) == reached
    assert list((settings.var / "fetched").glob("*.csv")) == []


@contextmanager
def stoppable(server: str):
    """A register on a server of its own, and what stops it once rows arrive."""
    postgres.execute(server, "CREATE DATABASE register")
    url = f"{server}register"
    postgres.execute(url, *TABLE.format(rows=20_000).split(";"))

    def stop(folder) -> None:
        end = time.monotonic() + 20
        while not any(file.stat().st_size > 5000 for file in folder.glob("*.csv")):
            assert time.monotonic() < end
            time.sleep(0.01)
        # Each server process ends at once, as when the machine loses power.
        with psycopg.connect(url, autocommit=True) as connection:
            [postmaster] = connection.execute(
                "SELECT setting FROM pg_settings WHERE name = 'data_directory'"
            ).fetchone()
        with open(f"{postmaster}/postmaster.pid") as file:
            subprocess.run(["kill", "-QUIT", file.readline().strip()], check=True)
        while Path(f"{postmaster}/postmaster.pid").exists():
            assert time.monotonic() < end
            time.sleep(0.05)

    yield url, stop
