"""The jobs themselves: inbox, nightly evaluation, scheduled sources."""

import shutil

import pytest

from core.errors import SettingsError, SourceError
from core.settings import ROOT, Settings
from jobs import inbox, nightly
from jobs.table import all_jobs
from layouts.words import JOBS
from store import evaluations
from tests.make import cast, load, unit, write

FETCHED = """
title: Danh mục đơn vị
kind: units
reader: csv
match: "*.csv"
folder: fetched
schedule: "30 6 * * *"
columns: {code: Mã, name: Tên, kind: Loại}
"""


def test_a_file_in_the_inbox_is_taken_once_it_stays_the_same(db, settings):
    write(settings.inbox_folder, [unit()])

    first, second, third = (inbox.look(db, settings) for _ in range(3))

    assert first.values == {"taken": 0, "refused": 0, "waiting": 1}
    assert second.values == {"taken": 1, "refused": 0}
    assert third.message == "No new file."


def test_a_file_that_cannot_be_read_is_put_aside(db, settings):
    settings.inbox_folder.mkdir(parents=True)
    (settings.inbox_folder / "odd.csv").write_text("a,b\n1,2\n")

    inbox.look(db, settings)
    note = inbox.look(db, settings)

    assert note.values == {"taken": 0, "refused": 1}
    assert list((settings.inbox_folder / "refused").glob("*odd.csv"))


def test_the_night_freezes_an_evaluation(db, settings):
    load(db, settings, *cast())
    with db.read() as connection:
        before = evaluations.latest(connection)

    note = nightly.evaluate(db, settings)

    assert note.values == {"number": before[0] + 1}


def test_the_night_of_an_empty_database_is_no_failure(db, settings):
    assert nightly.evaluate(db, settings).values["number"] >= 1


def test_a_source_with_a_schedule_is_a_job(db, settings):
    sources = settings.var / "sources"
    sources.mkdir()
    (sources / "list_of_units.yaml").write_text(FETCHED, encoding="utf-8")
    job = next(j for j in all_jobs(settings) if j.name == "source:list_of_units")

    with pytest.raises(SourceError, match="no folder"):
        job.run(db, settings)
    (settings.var / "fetched").mkdir()
    (settings.var / "fetched" / "units.csv").write_text(
        "Mã,Tên,Loại\n00004,Phường Ba Đình,ward\n", encoding="utf-8"
    )
    note = job.run(db, settings)

    assert note.values == {"taken": 1, "refused": 0}
    assert job.schedule.text == "30 6 * * * Asia/Ho_Chi_Minh"


def test_a_schedule_that_cannot_be_read_names_itself(settings):
    sources = settings.var / "sources"
    sources.mkdir()
    (sources / "odd.yaml").write_text(
        FETCHED.replace("30 6 * * *", "each morning"), encoding="utf-8"
    )

    with pytest.raises(SettingsError, match="each morning"):
        all_jobs(settings)


def test_the_shipped_jobs_can_all_be_scheduled(settings):
    names = [job.name for job in all_jobs(settings)]

    assert names[:2] == ["inbox", "nightly"]
    assert len(names) == len(set(names))


def test_a_place_can_be_taken_whole_from_the_inbox(db, settings):
    folder = settings.inbox_folder / "hanoi"
    shutil.copytree(
        ROOT / "places" / "hanoi", folder, ignore=shutil.ignore_patterns("*.md")
    )

    inbox.look(db, settings)
    note = inbox.look(db, settings)

    assert note.values == {"taken": 5, "refused": 0}


def test_every_job_has_a_name_for_readers():
    names = {job.name.partition(":")[0] for job in all_jobs(Settings(_env_file=None))}

    assert names <= set(JOBS)
