"""What is kept of people goes once it is over, and the audit stays."""

from datetime import date, timedelta

import pytest

from accounts import keeping, links, opened
from accounts.attempts import RefusedError
from accounts.retention import forget, kept
from accounts.signing_in import sign_in
from accounts.verify import verify
from core.clock import monday, today
from jobs.retention import forget_what_is_over
from metrics.alerts import CROSSED, AlertRow, Reading, Standing, TellsOf
from store import alerts, usage
from tests.accounts.people import person, session


def counts(db):
    return {one.what: one.rows for one in kept(db)}


def test_what_is_over_goes_and_what_is_not_stays(office, clock):
    name = person(office, "chair", "kept")
    session(office, name)
    links.first(office, keeping.find(office, name))
    with pytest.raises(RefusedError):
        sign_in(office, name, "wrong", "192.0.2.1")
    with office.jobs_write() as connection:
        usage.add(connection, 1, "01", monday(today(office.timezone)))
    before = counts(office)
    assert forget(office) == 0, "nothing is over yet"
    assert counts(office) == before

    clock.shift(timedelta(days=1, hours=1))
    assert forget(office) == 2
    gone = {what for what in before if counts(office)[what] != before[what]}
    assert gone == {"Sessions", "Attempts to sign in"}
    clock.shift(timedelta(weeks=opened.KEPT_WEEKS + 1))
    note = forget_what_is_over(office, office.settings)
    assert note.values == {"rows": 2}
    passing = {"Links and half steps of signing in", "Weeks in which pages were opened"}
    assert {what: counts(office)[what] for what in passing} == dict.fromkeys(passing, 0)
    stays = {"Accounts", "Audit of deeds", "Audit of access"}
    assert {what: counts(office)[what] for what in stays} == {
        what: before[what] for what in stays
    }
    assert [chain.broken for chain in verify(office)] == [None, None]


def test_who_was_told_of_an_alert_is_forgotten_and_nobody_is_told_again(office, clock):
    fell = AlertRow(
        "fell_below",
        "01",
        "online_dossiers",
        CROSSED,
        Standing("fired"),
        Reading(date(2025, 7, 23), 1, 2),
    )
    leaders = [TellsOf("leaders", name, f"{name}@x.example") for name in ("An", "Chi")]
    with office.write() as connection:
        alerts.add(connection, [fell], None)
        for told in (*leaders, TellsOf("chair")):
            alerts.tell(connection, 1, told, None)

    def told():
        with office.read() as connection:
            assert alerts.untold(connection) == []
            (one,) = alerts.log(connection, 9)
        return [(to.reader, to.address) for to in one.told]

    clock.shift(timedelta(days=office.settings.keep_messages_days))
    before = told()
    assert forget(office) == 0, "the last day is not over"
    assert told() == before

    clock.shift(timedelta(seconds=1))
    assert forget(office) == 2
    # Two readers stay two; nobody in office is no forgotten name.
    assert told() == [("forgotten-1", ""), ("forgotten-2", ""), ("", "")]
    assert forget(office) == 0
