"""A disk without room: told in one line, nothing kept by half."""

from __future__ import annotations

import resource
import signal

import pytest

from tests.faults.office import kept, run, write_dossiers, write_place

ROWS = 6000


def without_room_for(octets: int):
    """What a process does first, so that none of its files may grow beyond this: the
    system then answers as a full disk does, without one."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))

    return limit


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_load_that_finds_no_room_keeps_nothing_and_says_so(db, settings, tmp_path):
    assert run(settings, "ingest", "load", *write_place(tmp_path))[0] == 0
    file = write_dossiers(tmp_path / "dossiers.csv", ROWS)
    before = kept(db)

    # Enough to open the database and to begin, not to end.
    limit = without_room_for(600_000)
    code, _told, failed = run(settings, "ingest", "load", file, preexec_fn=limit)

    assert code == 1
    assert "Traceback" not in failed
    assert "Hiện không dùng được cơ sở dữ liệu" in failed
    assert kept(db) == before

    assert run(settings, "ingest", "load", file)[0] == 0
    assert kept(db)["dossiers"] == kept(db)["tallied"] == ROWS
