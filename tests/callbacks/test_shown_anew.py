"""What changed shows at the next look, in each section of the page of data and on the
pages that hang on an office's own files."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from plotly.io.json import to_json_plotly

from actions import held, review, undo, upload
from actions.carry import carry_out
from board import Board
from callbacks import frame
from callbacks.failures import shown
from callbacks.frame import content
from callbacks.kept import Kept, Shown, as_plain
from core.settings import Settings
from layouts import state
from layouts.pages import pages
from layouts.pages.data import SECTIONS
from metrics.windows import Window
from store import evaluations, jobs, sources
from store.engine import open_database
from tests.actions.handing import GOOD_FILE, hand_in
from tests.ingest.door import take
from tests.make import GOOD, cast, dossier, load, reported

pytestmark = pytest.mark.usefixtures("clock")
DATA = {f"/data?show={one.show}" for one in SECTIONS}
RUNNING = ("/data?show=sources", "/data?show=")


def look(board, kept, path, search):
    """What a reader is shown, the words of a failure included."""
    shown_parts = shown(lambda: content(board, kept, path, search), 5)
    return as_plain(shown_parts[0]), *shown_parts[1:]


class Afresh:
    """Keeps nothing."""

    def page(self, address, hangs_on, make, now):
        return Shown(json.loads(to_json_plotly(make())))


class Reader:
    """Looks at pages again and again, and holds each against one made afresh."""

    def __init__(self, db, settings):
        self.db, self.settings = db, settings
        self.board, self.kept = Board(db, settings), Kept(settings)
        self.before = {}

    def moved(self, *addresses: str) -> set[str]:
        """The addresses at which something else stands than at the last look; what
        was kept must be what somebody is shown who never looked before."""
        fresh = Board(self.db, self.settings)
        moved = set()
        for address in addresses or sorted(DATA):
            path, _mark, search = address.partition("?")
            now = look(self.board, self.kept, path, f"?{search}")
            assert now == look(fresh, Afresh(), path, f"?{search}"), address
            if now != self.before.get(address):
                moved.add(address)
            self.before[address] = now
        return moved


@pytest.fixture
def reader(stocked):
    settings = stocked(cast)
    db = open_database(settings)
    yield Reader(db, settings)
    db.close()


def section(show: str) -> str:
    return f"/data?show={show}"


def test_a_load_a_release_and_an_undo_show_in_the_sections_that_tell_of_them(reader):
    db, settings = reader.db, reader.settings
    reader.moved()
    assert reader.moved() == set()

    (settings.var / "checks.yaml").write_text("many_supplements: {action: hold}")
    rows = [dossier(supplement_requests=5), dossier(channel="pigeon")]
    results = load(db, settings, *rows, reported("received", 12))
    loaded = {section(""), section("rejected"), section("doubts")}
    assert loaded | {section("reconciliation")} <= reader.moved()

    [first] = [one for one in results if one.kind == "dossiers"]
    held.release(db, settings, first.load_id)
    assert {section(""), section("doubts")} <= reader.moved()

    undo.undo(db, settings, first.load_id, "operator", "a wrong file")
    assert {section(""), section("rejected")} <= reader.moved()

    evaluations.freeze(db, "nightly")
    assert section("evaluations") in reader.moved()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_file_that_is_refused_shows_though_no_data_changed(reader):
    reader.moved()
    version = reader.board.data_version()

    take(reader.db, reader.settings, "refused.csv", "a,b\n1,2\n")

    assert reader.board.data_version() == version
    assert section("") in reader.moved()


def test_a_run_of_a_job_shows_at_each_of_its_steps(reader):
    due = datetime.fromisoformat("2025-07-24T09:00:00+00:00")
    reader.moved(*RUNNING)
    run = jobs.claim(reader.db, "inbox", due)
    assert reader.moved(*RUNNING) == {section("sources")}
    jobs.finish(reader.db, run, "failed", "No row was rejected.", {})
    assert reader.moved(*RUNNING) == {section("sources")}
    jobs.set_due(reader.db, "inbox", jobs.Due(due + timedelta(hours=1), "x"))
    assert reader.moved(*RUNNING) == {section("sources")}


def test_a_circuit_breaker_and_how_far_a_source_was_read_show(reader):
    reader.moved(*RUNNING)
    broken = sources.Circuit("open", 5, "2025-07-24T09:00:00Z", "2025-07-24T11:00:00Z")
    sources.keep_circuit(reader.db, "portal", broken, "2025-07-24T09:00:00Z")
    assert reader.moved(*RUNNING) == {section("sources")}
    with reader.db.write() as connection:
        far = sources.Reached(mark="2025-07-23")
        sources.succeeded(connection, "portal", "2025-07-24T10:00:00Z", far)
    assert reader.moved(*RUNNING) == {section("sources")}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_source_shows_as_late_with_the_clock_alone(reader, clock):
    expected = sources.Described("portal", "The portal", "dossiers", True, 24, 1)
    sources.keep_described(reader.db, [expected], "2025-07-24T09:00:00Z")
    told = {section("sources"), section(""), "/number?", "/?"}
    # Late at 10:00 the next day, of the same local date as an hour before.
    clock.shift(timedelta(hours=23))
    reader.moved(*told)

    clock.shift(timedelta(hours=2))

    assert reader.moved(*told) == told


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_each_step_of_an_upload_shows(reader):
    reader.moved("/upload?", section(""))
    token = hand_in(reader.db, reader.settings, ("more.csv", GOOD_FILE))
    assert reader.moved("/upload?", section("")) == {"/upload?"}
    carry_out(reader.db, reader.settings)
    assert reader.moved("/upload?", section("")) == {"/upload?"}
    upload.confirm(reader.db, token)
    carry_out(reader.db, reader.settings)
    assert reader.moved("/upload?", section("")) == {"/upload?", section("")}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_files_of_an_office_show_without_new_data(reader):
    unit, told = f"/units/{GOOD}?", {section("reconciliation")}
    load(reader.db, reader.settings, reported("received", 12))
    reader.moved(unit, *told, "/integrity?", section("unusual"))

    def written(name: str, text: str) -> set[str]:
        (reader.settings.var / name).write_text(text, encoding="utf-8")
        return reader.moved(*shown_on[name])

    weeks = section("unusual")
    shown_on = {
        "reconciliation.yaml": told,
        "signals.yaml": {"/integrity?"},
        "checks.yaml": {weeks},
    }

    # Both texts are of one size, and may be written in one tick of the disk's clock.
    assert written("reconciliation.yaml", "set_aside: {dossiers: 3}") == told
    assert written("reconciliation.yaml", "set_aside: {dossiers: 1}") == told
    (reader.settings.var / "reconciliation.yaml").unlink()
    assert reader.moved(*told) == told
    assert written("reconciliation.yaml", "set_aside: {dossiers: 5}") == told
    assert reader.moved(unit) == {unit}
    weeks = section("unusual")
    reader.moved(weeks)
    (reader.settings.var / "checks.yaml").write_text("unusual_mix: {action: hold}")
    assert reader.moved(weeks) == {weeks}
    # What cannot be read is said, and what stands when it can be read again.
    for share in ("0.4", "4", "0.5"):
        assert written("signals.yaml", f"too_fast: {{share: {share}}}")
    assert written("checks.yaml", "no_such_check: {action: flag}") == {weeks}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_a_reviewer_says_shows(reader):
    reader.moved("/integrity?")
    days = Window(datetime(2025, 7, 1).date(), datetime(2025, 7, 18).date())
    review.review(reader.db, "too_fast", GOOD, days, "open", "", 3)
    assert reader.moved("/integrity?") == {"/integrity?"}


def test_a_page_whose_ground_moved_while_it_was_made_is_not_kept(tmp_path):
    kept, ground = Kept(Settings(_env_file=None, var=tmp_path)), [1]

    def made():
        ground[0] += 1
        return "of 1 or of 2"

    assert kept.page("/", 1, made, lambda: ground[0]).page == "of 1 or of 2"
    assert kept.page("/", 1, lambda: "of 1", lambda: 1).page == "of 1"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_pages_hang_on_reads_the_same_in_every_process(reader):
    """Pages are shared by what it reads as; a set has another order in each, an object
    another place."""
    for page in pages():
        stands = frame._hangs_on(reader.board, page, state.read(page.path, ""))
        assert not re.search(r"frozenset|set\(|\bat 0x", repr(stands)), page.name
