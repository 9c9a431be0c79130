"""A large file goes through in parts, and nobody can tell from what is kept."""

import json
import os
import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.settings import ROOT
from store import rollup
from store.engine import open_database
from store.schema import (
    daily_tally,
    dossier,
    load,
    rejected_row,
    setting,
    unit_day_tally,
)
from tests.ingest.door import rejected, take

TABLES = (dossier, rejected_row, daily_tally, unit_day_tally, load, setting)
# Moments and numbers of rows say when and in which order, not what.
PASSED_OVER = {"id", "known_at"}
UNITS = "code,name,kind\n00004,Phường Ba Đình,ward\n00008,Phường Ngọc Hà,ward\n"
PROCEDURES = "code,name\n1.001193,Đăng ký khai sinh\n2.000635,Cấp bản sao\n"
HEADER = (
    "dossier_code,unit_code,procedure_code,received_at,channel,status,finished_at,"
    "submitter_ref,updated_at"
)


@pytest.fixture
def small(monkeypatch):
    """Files of a few lines are as large as those of gigabytes."""

    def cut(piece: int, part: int) -> None:
        monkeypatch.setattr("ingest.readers.csv_file.PIECE", piece)
        monkeypatch.setattr("ingest.readers.json_lines.PIECE", piece)
        monkeypatch.setattr("ingest.passing.PART", part)
        monkeypatch.setattr("ingest.content.HELD", 0)
        monkeypatch.setattr("ingest.readers.json_lines.HELD", 0)

    return cut


def kept(db) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept, in an order of its own."""
    found = {}
    with db.read() as connection:
        for table in TABLES:
            columns = [c for c in table.columns if c.name not in PASSED_OVER]
            rows = connection.execute(select(*columns)).all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def told(result) -> tuple[object, ...]:
    return (
        result.read,
        result.accepted,
        result.unchanged,
        result.rejected,
        result.error and result.error.text(),
    )


CODES = st.sampled_from(["A1", "A2", " A1", "A3", "A4", "Ế5", "", "B1", "B2", "B3"])
ROW = st.tuples(
    CODES,
    st.sampled_from(["00004", "00008", "99999", ""]),
    st.sampled_from(["1.001193", "2.000635", "2.000635.H26"]),
    st.sampled_from(["2025-07-01T08:00:00", "2025-07-02", "never", "2025-07-03"]),
    st.sampled_from(["online", "counter", "", "pigeon"]),
    st.sampled_from(["finished", "received", ""]),
    st.sampled_from(["2025-07-04T09:00:00", "", "2025-06-01"]),
    st.sampled_from(["", "001", "002", '"so-and-so, Hà Nội"', '"two\nlines"']),
    st.sampled_from(["", "2025-07-05", "2025-07-06T10:00:00", "2025-07-06T11:00:00"]),
)
LINE = ROW.map(",".join) | st.sampled_from(["", ",,,,,,,,", "A1,00004,,,,,,,,,more"])


def left_of(make, small, file: str, second: str, cut: tuple[int, int]) -> object:
    """What results and tables say when these files are loaded, rejected rows tried
    again when the second unit is known; `cut`: bytes of a piece and of a part."""
    chosen = make()
    db = open_database(chosen)
    small(*cut)
    loaded = [
        take(db, chosen, "units.csv", "\n".join(UNITS.splitlines()[:2])),
        take(db, chosen, "procedures.csv", PROCEDURES),
        take(db, chosen, "d.csv", file),
        take(db, chosen, "e.csv", second),
        take(db, chosen, "units.csv", UNITS),
        take(db, chosen, "d.csv", file),
    ]
    found = [told(result) for result in loaded], kept(db)
    with db.write() as connection:
        rollup.recount(connection)
    # What is counted while it is loaded is what the database counts afterwards.
    assert kept(db) == found[1]
    db.close()
    return found


WHOLE = (1 << 20, 1 << 20)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(LINE, min_size=1, max_size=25),
    again=st.lists(LINE, max_size=8),
    piece=st.integers(30, 300),
    part=st.integers(60, 600),
)
def test_a_file_in_many_parts_leaves_what_it_leaves_in_one(
    new_sqlite, small, lines, again, piece, part
):
    files = ["\n".join([HEADER, *some]) + "\n" for some in (lines, again)]

    assert left_of(new_sqlite, small, *files, WHOLE) == left_of(
        new_sqlite, small, *files, (piece, part)
    )


WILD = """\
A1,00004,1.001193,2025-07-01T08:00:00,online,finished,2025-07-04T09:00:00,001,
A2,00008,1.001193,2025-07-02,counter,received,,002,2025-07-05

"A3",00004,2.000635.H26,2025-07-02,,finished,2025-06-01,"one, two",
A1,00004,1.001193,2025-07-01T08:00:00,online,finished,2025-07-04T09:00:00,"two
lines",2025-07-06T10:00:00
,00004,1.001193,2025-07-01,online,,,,
A1,00004,2.000635,2025-07-03,post,,,,
A1,00004,1.001193,never,pigeon,,,,
A4,00004,1.001193,2025-07-03,post,,,,,,more
A2,00004,1.001193,2025-07-02,online,received,,002,2025-07-04
"""


def test_both_engines_keep_the_same_of_many_parts(new_database, small):
    file, second = f"{HEADER}\n{WILD}", f"{HEADER}\n{WILD[::2]}"

    assert left_of(new_database, small, file, second, WHOLE) == left_of(
        new_database, small, file, second, (90, 100)
    )


def test_json_lines_go_through_in_parts_too(db, settings, small):
    small(60, 80)
    take(db, settings, "units.csv", UNITS)
    take(db, settings, "procedures.csv", PROCEDURES)
    rows = [
        {
            "dossier_code": f"A{n % 7}",
            "unit_code": "00004",
            "procedure_code": "1.001193",
            "received_at": "2025-07-01",
        }
        for n in range(10)
    ]
    text = "\n".join([*map(json.dumps, rows), "no object"])

    found = take(db, settings, "d.jsonl", text)

    assert (found.read, found.accepted, found.rejected) == (11, 7, 4)
    assert rejected(db) == [
        (1, "duplicate_in_file", "dossier_code"),
        (2, "duplicate_in_file", "dossier_code"),
        (3, "duplicate_in_file", "dossier_code"),
        (11, "malformed_row", ""),
    ]


@pytest.mark.parametrize("bad", [b"B1,\xff,,\n", b"B1,\0,,\n", b'B1,"open,,\n'])
def test_a_large_file_that_cannot_be_read_to_its_end_is_refused_whole(
    db, settings, small, bad
):
    small(60, 80)
    take(db, settings, "units.csv", UNITS)
    before = kept(db)
    lines = "A{},00004,1.001193,2025-07-01\n"
    text = "dossier_code,unit_code,procedure_code,received_at\n"
    text += "".join(lines.format(n) for n in range(20))

    found = take(db, settings, "d.csv", text.encode() + bad)

    assert found.error is not None and "d.csv" in found.error.text()
    after = kept(db)
    assert [after[t.name] for t in TABLES[:4]] == [before[t.name] for t in TABLES[:4]]


def test_what_passes_through_files_is_gone_with_its_process(tmp_path):
    var = tmp_path / "var"
    script = """
import os, signal, sys
from pathlib import Path
import ingest.load, ingest.passing, ingest.readers.csv_file
ingest.passing.PART = ingest.readers.csv_file.PIECE = 4000
was = ingest.passing._Passing.close
def die(self):
    was(self)
    print(*(os.fstat(f.fileno()).st_size > 0 for f in self._files), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
ingest.passing._Passing.close = die
from ingest.__main__ import main
main(["load", sys.argv[1]])
"""
    file = tmp_path / "d.csv"
    rows = [f"A{n},00004,1.001193,2025-07-01" for n in range(1000)]
    header = "dossier_code,unit_code,procedure_code,received_at"
    file.write_text("\n".join([header, *rows]))

    died = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        cwd=ROOT,
        env={**os.environ, "HAICAP_VAR": str(var)},
        capture_output=True,
        text=True,
    )

    assert died.returncode == -signal.SIGKILL, died.stderr
    assert "True True" in died.stdout
    left = [path for path in var.rglob("*") if path.is_file()]
    assert not [path for path in left if b"A999" in path.read_bytes()]
    assert {path.name for path in left} <= {
        *("haicap.db", "haicap.db-wal", "haicap.db-shm"),
        *("haicap-jobs.db", "haicap-jobs.db-wal", "haicap-jobs.db-shm"),
        *("load.lock", "secret.key"),
    }


def test_an_archive_that_was_cut_off_is_removed_by_the_next_load(db, settings):
    folder = settings.var / "archive"
    folder.mkdir(parents=True)
    (folder / "abc.parquet.new").write_bytes(b"half")

    take(db, settings, "units.csv", UNITS)

    assert [path.suffix for path in folder.iterdir()] == [".parquet"]
