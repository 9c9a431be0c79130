"""Alerts: told once to who is in office, never of late data, not in quiet hours."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from hashlib import sha256

import pytest
from sqlalchemy import func, select

from board import Board
from board.alerting import alerting
from board.known import Known
from core.errors import SettingsError
from core.messages import NONE
from core.quiet import quiet_of
from ingest.undo import undo_load
from jobs import alerts as job
from jobs import mail
from metrics.alerts import (
    ARM,
    ARMED,
    BLOCKED,
    CROSSED,
    FIRINGS,
    NOT_SO,
    OVER,
    RECOUNTED,
    RESUMED,
    WITHDRAWN,
)
from metrics.freshness import StaleSource
from store import alerts, subscriptions
from store.engine import open_database
from store.schema import load as loads
from store.schema import message
from store.subscriptions import Choice
from tests.accounts.people import person
from tests.board.test_freshness import describe, register
from tests.conftest import settings_for
from tests.ingest.door import take
from tests.jobs.post import mail_server
from tests.make import (
    BIRTH,
    CHANGED,
    GOOD,
    HOUSE,
    LATE,
    dossiers,
    load,
    place,
    service,
    target,
    term,
    unit,
)

SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
BEFORE, AFTER = "Nguyễn Văn Trước", "Lê Thị Sau"
OLD, NEW = "truoc@ba-dinh.example", "sau@ba-dinh.example"
# Nine on a Monday morning in Hanoi.
MONDAY = datetime(2025, 7, 14, 2, 0, tzinfo=UTC)
RULES = """alerts:
  fell_below: {days: 0, least: 1}
  rose_above: {active: false}
  slipped: {active: false}
"""


def rows():
    """Two communes at 90 of 100 on Friday, 11 July, a third at 50; the good one is
    handed over on Wednesday, 16 July."""
    yield from place()
    yield target("online_dossiers")
    yield term(GOOD, BEFORE, ends_on="2025-07-15", email=OLD)
    yield term(GOOD, AFTER, starts_on="2025-07-16", email=NEW)
    yield term(LATE, "Trần Thị Muộn", email="muon@ngoc-ha.example")
    for code, online in ((LATE, 90), (CHANGED, 50)):
        yield from dossiers(code, "2025-07-11", online, of=100)
    for at in range(5):
        # Every day, so that a day without any is missed.
        yield from dossiers(GOOD, f"2025-07-{7 + at:02}", 18, of=20)


@pytest.fixture
def board(board_over, clock):
    """The rules have looked once: two communes are above the target, one is not."""
    made = board_over(rows)
    (made.settings.var / "alerts.yaml").write_text(RULES, encoding="utf-8")
    clock.move_to(MONDAY)
    job.work(made.db, made.settings)
    return made


def day(board, clock, after, **online_of):
    """At nine, `after` days on: the dossiers of the day before come, and are looked
    at. `online_of`: by unit, how many of how many."""
    clock.move_to(MONDAY + timedelta(days=after))
    before = (MONDAY + timedelta(days=after - 1)).date().isoformat()
    wanted = [
        row
        for code, told in online_of.items()
        for row in dossiers(code.lstrip("u"), before, *told)
    ]
    load(board.db, board.settings, *wanted)
    job.work(board.db, board.settings)


def told(board):
    """Reader, address and state of each message, the oldest first."""
    with board.db.read() as connection:
        found = connection.execute(select(message).order_by(message.c.id)).all()
    return [(row.reader, row.address, row.state) for row in found]


def happened(board, code=GOOD):
    with board.db.read() as connection:
        found = alerts.log(connection, 100, {code})
    return [one.row.event for one in reversed(found)]


def test_one_fall_is_one_mail_to_who_is_in_office_and_the_next_to_the_successor(
    board, clock
):
    with mail_server() as (box, url):
        sends = {"smtp_url": url, "mail_from": "kpi@example.org"}
        settings = board.settings.model_copy(update=sends)
        day(board, clock, 1, **{"u00004": (0, 30), "u00008": (30, 30)})
        mail.work(board.db, settings)
        for _again in range(2):
            # After a restart, and with the same figures once more.
            job.work(board.db, board.settings)
            mail.work(board.db, settings)
        assert box.to == [OLD]
        day(board, clock, 2, **{"u00004": (100, 100), "u00008": (9, 9)})
        day(board, clock, 3, **{"u00004": (0, 40), "u00008": (9, 9)})
        mail.work(board.db, settings)
        assert box.to == [OLD, NEW]
    assert happened(board) == [ARM, CROSSED, ARM, CROSSED]
    text = box.mails[0].get_body(("plain",)).get_content()
    # 90 of 130, as of the day before, below four fifths.
    assert "69,23" in text
    assert "90/130" in text
    assert "14/7/2025" in text
    assert f"/units/{GOOD}" in text


@SQLITE
def test_a_corrected_figure_and_an_earlier_one_tell_nothing_twice(board, clock):
    day(board, clock, 1, u00004=(0, 30), u00008=(9, 9))
    # More of the same days come in: still below, and still told once.
    day(board, clock, 1, u00004=(0, 10), u00008=(9, 9))
    day(board, clock, 2, u00004=(1, 10), u00008=(9, 9))
    assert told(board) == [(BEFORE, OLD, "queued")]

    other = open_database(board.settings)
    try:
        job.work(other, board.settings)
    finally:
        other.close()
    assert len(told(board)) == 1


@SQLITE
def test_leaders_have_one_mail_of_all_units_and_who_is_no_leader_none(board, clock):
    for role in ("leader", "viewer"):
        person(board.db, role, mail=f"{role}@example.org", language="en")
    day(board, clock, 1, u00004=(0, 30), u00008=(0, 60))

    assert sorted(told(board)) == [
        (BEFORE, OLD, "queued"),
        ("Trần Thị Muộn", "muon@ngoc-ha.example", "queued"),
        ("leader", "leader@example.org", "queued"),
    ]
    with board.db.read() as connection:
        led = select(message).where(message.c.reader == "leader")
        row = connection.execute(led).one()
    assert row.subject == "2 alerts: Phường Ba Đình and others"
    assert "Phường Ngọc Hà: 56.25% (90/160)" in row.text
    assert row.scope.startswith("leader; evaluation ")


@SQLITE
def test_a_source_that_is_late_is_no_fall_and_the_log_says_so(
    board, clock, monkeypatch
):
    describe(board.settings, title="Một cửa <b>", expected="daily", grace="12h")
    take(board.db, board.settings, "register.csv", register("2025-07-11"))
    day(board, clock, 2, u00004=(0, 60), u00008=(60, 60))
    assert [one.title for one in board.header().stale] == ["Một cửa <b>"]
    assert told(board) == []
    with board.db.read() as connection:
        (look,) = alerts.looks(connection)
    assert look.why[1] == {"sources": "Một cửa <b>"}
    # While nothing else is late all data are not read again every quarter of an hour.
    with monkeypatch.context() as patched:
        patched.delattr(Known, "read")
        job.work(board.db, board.settings)

    # Once it came the days that waited are judged.
    take(board.db, board.settings, "register.csv", register("2025-07-15", "d2"))
    job.work(board.db, board.settings)
    assert happened(board)[-1] == CROSSED
    assert len(told(board)) == 1


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_however_many_sources_are_late_the_look_that_names_them_is_kept(board):
    # PostgreSQL indexes no text of more than some 2700 bytes.
    titles = [sha256(bytes([at])).hexdigest() for at in range(200)]
    late = [StaleSource(title, title, "", ("dossiers",)) for title in titles]
    known = Known.read(board.db, board.data_version())
    found = alerting(known, board.alert_rules(), late, {}, {})
    with board.db.write() as connection:
        for one in found.looks:
            alerts.add_look(connection, one, found.evaluation)
        (kept, *_) = alerts.looks(connection)
    assert titles[0] in str(kept.why[1]["sources"])


@SQLITE
def test_a_unit_that_sends_nothing_is_not_judged_and_nothing_is_told_of_it(
    board, clock
):
    for after in (1, 2, 3):
        day(board, clock, after, u00008=(9, 9), u00070=(9, 9))
    assert happened(board) == [ARM, BLOCKED]
    assert told(board) == []

    day(board, clock, 4, u00004=(50, 50), u00008=(9, 9))
    assert happened(board) == [ARM, BLOCKED, RESUMED]
    day(board, clock, 5, u00004=(0, 60), u00008=(9, 9))
    assert happened(board)[-1] == CROSSED


@SQLITE
def test_what_fires_in_quiet_hours_is_gathered_on_the_next_working_morning(
    board, clock, monkeypatch
):
    # Saturday, 19 July, and again on Sunday.
    for after in (1, 2, 3):
        day(board, clock, after, u00004=(9, 9), u00008=(9, 9))
    day(board, clock, 5, u00004=(0, 60), u00008=(9, 9))
    day(board, clock, 6, u00004=(1, 2), u00008=(0, 60))
    assert told(board) == []
    # What waits over the weekend does not have all data read every quarter of an hour.
    with monkeypatch.context() as patched:
        patched.delattr(Known, "read")
        job.work(board.db, board.settings)
    friday = datetime(2025, 7, 18, 22, 0, tzinfo=UTC)
    # Monday, one minute before seven, and at seven: mail of the day that it goes out.
    for moment, messages in (
        (friday + timedelta(days=2, hours=1, minutes=59), 0),
        (friday + timedelta(days=2, hours=2), 2),
    ):
        clock.move_to(moment)
        job.work(board.db, board.settings)
        assert len(told(board)) == messages, moment
    assert (AFTER, NEW, "queued") in told(board)


def saturday(board, clock):
    """The good unit fell on Friday, which is looked at on Saturday; the load's id."""
    for after in (1, 2, 3, 4):
        day(board, clock, after, u00004=(9, 9), u00008=(9, 9))
    day(board, clock, 5, u00004=(0, 90), u00008=(9, 9))
    assert happened(board) == [ARM, CROSSED]
    with board.db.read() as connection:
        return connection.scalar(select(func.max(loads.c.id)))


def monday(board, clock):
    """On Monday morning what waited goes out; the text of each message."""
    clock.move_to(MONDAY + timedelta(days=7))
    job.work(board.db, board.settings)
    job.work(board.db, board.settings)
    with board.db.read() as connection:
        return list(connection.scalars(select(message.c.text).order_by(message.c.id)))


def newest(board):
    with board.db.read() as connection:
        return alerts.log(connection, 1, {GOOD})[0].row


def test_what_was_undone_overnight_is_withdrawn_and_a_fall_after_it_is_told(
    board, clock
):
    fallen = saturday(board, clock)
    # The load brought both units; what is right comes again.
    undo_load(board.db, fallen, "An", "wrong file")
    load(board.db, board.settings, *dossiers(LATE, "2025-07-18", 9, of=9))
    assert monday(board, clock) == []
    assert happened(board) == [ARM, CROSSED, WITHDRAWN]
    assert (newest(board).standing.state, newest(board).facts["why"]) == (ARMED, NOT_SO)
    with board.db.read() as connection:
        (fired,) = alerts.log(connection, 9, {GOOD}, FIRINGS)
        assert (fired.withdrawn, fired.told) == (True, ())
        assert alerts.untold(connection) == []

    day(board, clock, 8, u00004=(0, 90), u00008=(9, 9))
    assert happened(board)[-1] == CROSSED
    assert [reader for reader, *_ in told(board)] == [AFTER]


@SQLITE
@pytest.mark.parametrize(
    ("online", "texts", "events"),
    [
        # 126 of 226, later 131 of 231: fallen still, and told as it is now known.
        (5, ["131/231"], [RECOUNTED]),
        # Of hundreds more all came online: it never fell.
        (900, [], [WITHDRAWN]),
    ],
)
def test_what_was_corrected_is_told_as_it_is_or_not_at_all(
    board, clock, online, texts, events
):
    saturday(board, clock)
    load(board.db, board.settings, *dossiers(GOOD, "2025-07-18", online, of=online))
    found = monday(board, clock)
    assert len(found) == len(texts)
    for text, counts in zip(found, texts, strict=True):
        assert counts in text
        assert "126/226" not in text
    assert happened(board) == [ARM, CROSSED, *events]
    # As it was judged it is kept.
    with board.db.read() as connection:
        (fired,) = alerts.log(connection, 9, {GOOD}, FIRINGS)
    assert (fired.row.reading.numerator, fired.row.reading.denominator) == (126, 226)


@SQLITE
def test_a_fall_that_was_over_before_it_went_out_is_told_to_nobody(board, clock):
    saturday(board, clock)
    day(board, clock, 6, u00004=(900, 900), u00008=(9, 9))
    assert monday(board, clock) == []
    assert happened(board) == [ARM, CROSSED, ARM, WITHDRAWN]
    assert (newest(board).standing.state, newest(board).facts["why"]) == (ARMED, OVER)


def test_two_workers_that_tell_at_once_tell_once(board, clock):
    saturday(board, clock)
    clock.move_to(MONDAY + timedelta(days=7))
    with board.db.read() as connection:
        waiting = alerts.untold(connection)
    with ThreadPoolExecutor(2) as workers:
        both = list(workers.map(lambda _: job.tell_now(board, waiting), range(2)))
    assert sorted(both) == [0, 1]
    assert len(told(board)) == 1


@SQLITE
def test_rules_that_changed_look_at_once(board, clock):
    def looked():
        with board.db.read() as connection:
            return {one.rule for one in alerts.looks(connection)}

    assert looked() == {"fell_below"}
    own = board.settings.var / "alerts.yaml"
    own.write_text(RULES.replace("active: false}", "active: true}", 1), "utf-8")
    job.work(board.db, board.settings)
    assert looked() == {"fell_below", "rose_above"}
    assert told(board) == []


def test_quiet_hours_reach_over_midnight_and_end_on_the_minute():
    quiet = quiet_of("20:00-07:00")
    assert [quiet.holds(time(*at)) for at in ((19, 59), (20, 0), (0, 0), (7, 0))] == [
        False,
        True,
        True,
        False,
    ]
    assert quiet_of("12:00-13:00").holds(time(12, 59))
    assert quiet_of("no") is None
    for wrong in ("", "20-7", "25:00-07:00", "20:00"):
        with pytest.raises(ValueError, match=":"):
            quiet_of(wrong)


@SQLITE
def test_who_turned_alerts_off_gets_none_and_nobody_in_office_is_kept(board, clock):
    with board.db.write() as connection:
        subscriptions.choose(connection, Choice(BEFORE, OLD, "alert", NONE), "reader")
    day(board, clock, 1, u00004=(0, 30), u00070=(200, 200))
    assert told(board) == [(BEFORE, OLD, "skipped")]

    day(board, clock, 2, u00004=(9, 9), u00070=(0, 90))
    with board.db.read() as connection:
        (fallen,) = [one for one in alerts.log(connection, 9, {CHANGED}) if one.told]
    # Nobody is in office there, and no leader has an address.
    assert {(one.whom, one.reader) for one in fallen.told} == {
        ("chair", ""),
        ("leaders", ""),
    }
    assert not any(reader == "" for reader, *_ in told(board))


@SQLITE
def test_names_and_titles_cannot_become_tags_or_headers(board, clock):
    text = (
        RULES + '  other: {title: "<i>Bcc:\\n x@y.z</i>", looks_for: below, least: 1}\n'
    )
    name = "Phường <img src=x> Bcc: a@b.c"
    (board.settings.var / "alerts.yaml").write_text(text, encoding="utf-8")
    load(board.db, board.settings, unit(GOOD, name=name))
    day(board, clock, 1, u00004=(60, 60), u00008=(9, 9))
    day(board, clock, 2, u00004=(0, 90), u00008=(9, 9))
    with board.db.read() as connection:
        found = connection.execute(select(message)).all()
    assert found
    for row in found:
        assert "<img" not in row.html
        assert "<i>" not in row.html
        assert "&lt;img src=x&gt;" in row.html
        assert "\n" not in row.subject


@SQLITE
def test_a_firing_keeps_its_figure_and_the_procedures_behind_it(board, clock):
    day(board, clock, 1, u00004=(0, 30), u00008=(9, 9))
    with board.db.read() as connection:
        fired = alerts.log(connection, 1, {GOOD}, FIRINGS)[0]
    row = fired.row
    assert (row.reading.numerator, row.reading.denominator) == (90, 130)
    assert row.reading.day == date(2025, 7, 14)
    assert str(row.standing.line) == "4/5"
    assert fired.evaluation == board.header().evaluation
    assert row.facts["rank"] == 2
    # A week is as far back as its window has: 18 of 20 then.
    assert row.facts["before"]["counts"] == [18, 20]
    (part,) = row.facts["behind"]
    assert (part["code"], part["counts"]) == (BIRTH, [72, 110])
    assert Fraction(part["moved"]) == Fraction(90, 130) - Fraction(18, 20)


@SQLITE
def test_a_procedure_that_is_no_longer_offered_stands_behind_the_fall(board, clock):
    # Two of three are offered online; from Monday on one of three.
    rules = RULES.replace("least: 1}", "least: 1, indicators: [online_procedures]}")
    (board.settings.var / "alerts.yaml").write_text(rules, encoding="utf-8")
    wanted = target("online_procedures", value="0.6", window="state")
    load(board.db, board.settings, wanted)
    job.work(board.db, board.settings)
    load(board.db, board.settings, service(HOUSE, "none", valid_from="2025-07-14"))
    day(board, clock, 1, u00004=(9, 9), u00008=(9, 9))
    with board.db.read() as connection:
        (row,) = [one.row for one in alerts.log(connection, 1, {GOOD}, FIRINGS)]

    assert (row.reading.numerator, row.reading.denominator) == (1, 3)
    (part,) = row.facts["behind"]
    assert (part["code"], Fraction(part["moved"])) == (HOUSE, Fraction(-1, 3))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: {}", "rules is none of alerts"),
        ("alerts: {fell_below: {point: 3}}", "point is none of"),
        ("alerts: {fell_below: {points: -1}}", "fell_below.points"),
        ("alerts: {fell_below: {points: true}}", "fell_below.points"),
        ("alerts: {fell_below: {to: []}}", "somebody must be told"),
        ("alerts: {fell_below: {to: [mayor]}}", "chair, leaders"),
        ("alerts: {fell_below: {looks_for: above}}", "another name"),
        ("alerts: {fell_below: {indicators: [x]}}", "fell_below.indicators"),
        ("alerts: {own: {looks_for: below}}", "own: a new rule says its title"),
        ("alerts: {slipped: {days: 10}}", "whole weeks"),
        ("alerts: {slipped: {rearm: 4}}", "slipped.rearm"),
        ("alerts: {slipped: {days: .inf}}", "slipped.days"),
        ("alerts: [fell_below]", "rules with what they say"),
        ("alerts: {fell_below: 3}", "names with what they say"),
    ],
)
def test_a_rule_that_cannot_be_meant_so_is_refused_in_one_line(tmp_path, text, said):
    settings = settings_for(tmp_path)
    (settings.var / "alerts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        Board(None, settings).alert_rules()
    assert said in str(error.value)
    assert "\n" not in str(error.value)
