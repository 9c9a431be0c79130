"""The audit: what was done stands with the deed, and a change to it shows."""

from datetime import date

import pytest
from sqlalchemy import delete, update

from accounts import keeping
from accounts.attempts import RefusedError
from accounts.signing_in import sign_in
from accounts.verify import verify
from actions.review import review
from core.errors import UsageError
from ingest.undo import preview, undo_load
from metrics.windows import Window
from store import audit
from store.audit import Deed, came, did
from store.schema import audit as deeds
from store.schema import audit_access
from tests.accounts.people import PASSWORD
from tests.make import GOOD, dossier, load, place

DAY = date(2025, 7, 24)


def told(db, *, access=False):
    reading = db.jobs_read if access else db.read
    with reading() as connection:
        found = audit.entries(connection, access=access)
        return [(row.who, row.deed, row.about) for row in found]


def broken(db):
    return [chain.broken for chain in verify(db)]


def test_what_was_done_is_told_with_it(office, clock):
    taken = load(office, office.settings, *place(), dossier())[-1].load_id
    found = review(office, "too_fast", GOOD, Window(None, DAY), "open", "", 3)
    preview(office, taken)
    undo_load(office, taken, "An", "wrong file")
    with pytest.raises(UsageError):
        undo_load(office, taken, "An", "again")

    assert told(office) == [
        ("operator", "verdict", f"{found}: open, too_fast, {GOOD}"),
        ("An", "undo", f"{taken} wrong file"),
    ]
    assert broken(office) == [None, None]


def test_who_came_in_is_told_and_a_wrong_name_is_not_kept(office, clock):
    name = "An"
    keeping.create(office, name, "viewer", PASSWORD)
    sign_in(office, name, PASSWORD, "192.0.2.1")
    for tried in (name, "my secret password"):
        with pytest.raises(RefusedError):
            sign_in(office, tried, "wrong", "192.0.2.1")
    keeping.lock(office, name)

    assert told(office, access=True) == [
        (name, "sign_in", ""),
        ("", "sign_in_failed", name),
        ("", "sign_in_failed", ""),
    ]
    made = [("operator", "account_made", f"{name} (viewer)")]
    assert told(office)[-2:] == [*made, ("operator", "account_locked", name)]


def test_what_is_undone_leaves_no_entry(office):
    before = told(office)
    with pytest.raises(ZeroDivisionError), office.write() as connection:
        did(connection, Deed("An", "undo", "1"))
        raise ZeroDivisionError
    assert told(office) == before


@pytest.mark.parametrize("which", [0, 1], ids=["deeds", "access"])
def test_one_entry_changed_or_taken_out_shows_where(office, clock, which):
    chain = (deeds, audit_access)[which]
    writing, add = (office.write, did) if which == 0 else (office.jobs_write, came)
    with writing() as connection:
        for number in range(5):
            add(connection, Deed("An", "export", f"table {number}", "192.0.2.1"))
    whole = verify(office)[which]

    # The address may be forgotten: it is not what is proved.
    with office.jobs_write() as connection:
        audit.forget_addresses(connection, "2999")
    assert verify(office)[which] == whole
    assert whole.broken is None

    # Cut at its end it stands, and its last hash is another.
    last = chain.c.id == whole.entries
    with writing() as connection:
        connection.execute(delete(chain).where(last))
    cut = verify(office)[which]
    assert (cut.broken, cut.entries) == (None, whole.entries - 1)
    assert cut.last != whole.last

    for number, change in (
        (4, update(chain).values(who="Bình")),
        (3, update(chain).values(at="2025-07-24T09:00:00Z")),
        (2, delete(chain)),
    ):
        with writing() as connection:
            connection.execute(change.where(chain.c.id == number))
        assert verify(office)[which].broken == number
