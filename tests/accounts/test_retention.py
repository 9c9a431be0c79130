"""What is kept of people goes once it is over, and the audit stays."""

from datetime import timedelta

import pytest

from accounts import keeping, links, opened
from accounts.attempts import RefusedError
from accounts.retention import forget, kept
from accounts.signing_in import sign_in
from accounts.verify import verify
from core.clock import monday, today
from jobs.retention import forget_what_is_over
from store import usage
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
