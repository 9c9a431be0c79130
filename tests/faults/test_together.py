"""Two at once: the same file, two files, two schedulers; nothing counts twice."""

from __future__ import annotations

from tests.faults.office import kept, run, start, write_dossiers, write_place

ROWS = 2000


def test_two_loads_of_the_same_file_at_once_take_it_once(db, settings, tmp_path):
    assert run(settings, "ingest", "load", *write_place(tmp_path))[0] == 0
    file = write_dossiers(tmp_path / "dossiers.csv", ROWS)

    both = [start(settings, "ingest", "load", file) for _ in range(2)]
    told = sorted(process.communicate(timeout=120)[0] for process in both)

    assert [process.returncode for process in both] == [0, 0]
    assert f"accepted 0, unchanged {ROWS}" in told[0]
    assert f"accepted {ROWS}, unchanged 0" in told[1]
    assert kept(db)["dossiers"] == kept(db)["tallied"] == ROWS


def test_two_loads_of_different_files_at_once_are_both_counted(db, settings, tmp_path):
    assert run(settings, "ingest", "load", *write_place(tmp_path))[0] == 0
    files = [write_dossiers(tmp_path / f"{p}.csv", ROWS, p) for p in ("one", "two")]

    both = [start(settings, "ingest", "load", file) for file in files]
    for process in both:
        process.communicate(timeout=120)

    assert [process.returncode for process in both] == [0, 0]
    assert kept(db)["dossiers"] == kept(db)["tallied"] == 2 * ROWS
