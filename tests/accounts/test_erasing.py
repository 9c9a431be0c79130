"""An erased account is named nowhere, what was done stays, and the audit still stands:
a later change to what is left of it shows like any other."""

import datetime
import json

import pytest
from sqlalchemy import (
    Boolean,
    Date,
    Float,
    Integer,
    String,
    delete,
    insert,
    select,
    update,
)

from accounts import erasing, keeping, links
from accounts.attempts import RefusedError
from accounts.details import check_name
from accounts.signing_in import sign_in
from accounts.verify import verify
from core.errors import UsageError
from core.kept import FOLDER, KeptFiles
from core.messages import MAIL, NONE
from ingest.undo import undo_load
from metrics.ladder import Told
from store import erasure, messages, outbox, steps, subscriptions
from store.audit import Deed, did
from store.engine import data_version
from store.messages import Message, Why
from store.schema import alert_told, audit, jobs_metadata, message, metadata
from store.subscriptions import Choice
from tests.accounts.people import CHAIR, PASSWORD, person, session
from tests.accounts.test_audit import told
from tests.make import GOOD, dossier, load, place, term

DAY = datetime.date(2025, 7, 24)
NAME, ADDRESS = "Trần Thị Đã Đi", "da.di@example.vn"
# Columns that say whose a row is.
CHAINS = {"audit", "audit_access"}
WHOSE = {"who", "undone_by", "account", "account_id"}


def everywhere(db):
    """Table and column of every text that is kept, with the text as it reads."""
    for tables, reading in ((metadata, db.read), (jobs_metadata, db.jobs_read)):
        with reading() as connection:
            for table in tables.sorted_tables:
                for row in connection.execute(select(table)):
                    for name, value in row._mapping.items():
                        if isinstance(value, str):
                            # JSON may write a letter by its number.
                            read = value
                            if value[:1] in "[{" and "\\u" in value:
                                read = json.dumps(json.loads(value), ensure_ascii=False)
                            yield f"{table.name}.{name}", read


def places_of(db, *words):
    return {
        place
        for place, text in everywhere(db)
        if any(word.casefold() in text.casefold() for word in words)
    }


def fill(table, number, whose):
    """A row of any table: `whose` by column, and something in all that must be."""
    made = {String: "x", Integer: number, Float: 1.0, Boolean: False, Date: DAY}
    row = {}
    for column in table.c:
        if column.name in whose:
            row[column.name] = whose[column.name]
        elif not column.nullable and column.autoincrement is not True:
            kind = next(k for k in made if isinstance(column.type, k))
            row[column.name] = made[kind]
    return row


def plant(db, name, number):
    """A row in every table that says whose it is; the tables."""
    whose = {"who": name, "undone_by": name, "account": name, "account_id": number}
    whose["told"] = "[]"
    planted = set()
    for tables, writing in ((metadata, db.write), (jobs_metadata, db.jobs_write)):
        with writing() as connection:
            for table in tables.sorted_tables:
                if WHOSE & set(table.c.keys()) and table.name not in CHAINS:
                    connection.execute(insert(table).values(**fill(table, 77, whose)))
                    planted.add(table.name)
    return planted


def told_of(db, reader, address, account, **values):
    """The number of a message to somebody, which a server refused."""
    with db.write() as connection:
        made = Message(
            f"alert:leaders:{reader}:7",
            "alert",
            reader,
            address,
            "A subject",
            f"To {reader}, {address}",
            account=account,
            files=(("table.xlsx", b"1"),),
            **values,
        )
        number = messages.queue(connection, made)
        sent = outbox.claim(connection, number)
        refused = Why("The server said: {said}", {"said": f"550 <{address}> unknown"})
        outbox.ended(connection, sent, "failed", refused)
    return number


def test_an_erased_account_is_named_nowhere_and_the_audit_stands(db, settings, clock):
    load(db, settings, *place(), term(GOOD, CHAIR), dossier())
    keeping.create(db, "chief", "administrator", PASSWORD)
    keeping.create(db, NAME, "leader", PASSWORD, mail=ADDRESS)
    account = keeping.find(db, NAME)
    sign_in(db, NAME, PASSWORD, "192.0.2.1")
    with pytest.raises(RefusedError):
        sign_in(db, NAME, "wrong", "192.0.2.1")
    links.first(db, account)
    links.forgotten(db, ADDRESS, "192.0.2.1")
    planted = plant(db, NAME, account.id)
    assert {"upload", "page_opened", "checkin", "meeting_frozen", "load"} <= planted
    failed = told_of(db, NAME, ADDRESS, NAME)
    with db.write() as connection:
        step = {"about": "request", "about_id": 5, "request_id": 5, "unit_code": GOOD}
        step |= {"rung": "late", "due_on": DAY, "late": 1, "paused": 0}
        steps.take(connection, "rule", DAY, [Told("leader", NAME, "told")], **step)
        reached = f"5: {GOOD}, late; leader {NAME}: told, chair {CHAIR}: told"
        did(connection, Deed("rule", "ladder_step", reached))
        did(connection, Deed("chief", "account_changed", f"{NAME}: mail"))
        one = fill(alert_told, 9, {"reader": NAME, "address": ADDRESS})
        connection.execute(insert(alert_told).values(**one))
        for choice in (NONE, MAIL):
            chosen = Choice(NAME, ADDRESS, "alert", choice)
            subscriptions.choose(connection, chosen, "reader")
    files = KeptFiles(settings.var / FOLDER)
    files.keep("/dialogue", "1", NAME.encode())
    before = verify(db)
    assert [chain.broken for chain in before] == [None, None]
    with db.read() as connection:
        version = data_version(connection)

    mark = erasing.erase(db, NAME, NAME, who="chief")

    assert places_of(db, NAME, ADDRESS) == set()
    marked = places_of(db, mark)
    assert {f"{table}.who" for table in planted} - marked <= {
        # Their rows went with it, or they are told of in another column.
        *("account_totp.who", "account_identity.who", "account_session.who"),
        *("code_used.who", "ticket.who", "page_opened.who", "dialogue_draft.who"),
        *("load.who", "message.who", "subscription.who"),
    }
    assert {"load.undone_by", "message.reader", "audit.about"} <= marked
    with db.read() as connection:
        assert data_version(connection) == version + 1
        kept = messages.one(connection, failed)
        assert (kept.state, kept.text, kept.html) == ("failed", "", "")
        assert outbox.files(connection, failed) == ()
        assert json.loads(kept.why)["values"] == {"said": f"550 <{mark}> unknown"}
        waiting = select(message.c.state).where(message.c.kind == "account")
        assert set(connection.scalars(waiting)) == {"skipped"}
    with pytest.raises(UsageError, match="was erased"), db.write() as connection:
        outbox.again(connection, failed, "chief")
    assert files.find("/dialogue", "1") is None
    with pytest.raises(UsageError, match="no account"):
        keeping.find(db, NAME)

    after = verify(db)
    assert [chain.broken for chain in after] == [None, None]
    # One is added to each chain, after that the account was locked.
    assert [a.entries - b.entries for a, b in zip(after, before, strict=True)] == [2, 1]
    assert all(chain.erased for chain in after)
    reached = f"5: {GOOD}, late; leader {mark}: told, chair {CHAIR}: told"
    assert ("rule", "ladder_step", reached) in told(db)
    assert (mark, "sign_in", "") in told(db, access=True)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_change_to_what_is_left_of_an_erased_account_shows(db, clock):
    person(db, "administrator", "chief")
    for name in ("An", "Bình"):
        person(db, "viewer", name)
        session(db, name)
        with db.write() as connection:
            did(connection, Deed(name, "undo", "5"))
        erasing.erase(db, name, name)
    assert verify(db)[0].broken is None
    # Both are told of by the newest erasure.
    newest = verify(db)[0].entries
    said = [
        number for number, (_w, deed, _a) in enumerate(told(db), 1) if deed == "undo"
    ]

    def broken(change, number):
        with db.write() as connection:
            as_it_was = connection.execute(
                select(audit).where(audit.c.id == number)
            ).one()
            connection.execute(change.where(audit.c.id == number))
        try:
            return verify(db)[0].broken
        finally:
            with db.write() as connection:
                connection.execute(delete(audit).where(audit.c.id == number))
                connection.execute(insert(audit).values(**as_it_was._mapping))

    for number in said:
        for change in ({"about": "6"}, {"at": "2020-01-01T00:00:00Z"}):
            assert broken(update(audit).values(**change), number) == newest
        # Without a mark it is no erased entry at all.
        assert broken(update(audit).values(who="Cường"), number) == number
    # Nor is the name put back without a trace.
    assert broken(update(audit).values(who="An"), said[0]) == newest
    # Nobody is made to be an erased account without an erasure that tells of it.
    forged = update(audit).values(who="erased-00000000")
    assert broken(forged, 1) == newest
    assert broken(update(audit).values(about="x"), newest) == newest
    # Cut at its end the chain no longer tells of what was erased last.
    assert broken(delete(audit), newest) is not None
    assert verify(db)[0].broken is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_short_name_is_no_part_of_others_and_what_people_wrote_stays(
    db, settings, clock
):
    load(db, settings, *place(), term(GOOD, "Lê An"), dossier())
    person(db, "administrator", "chief")
    taken = load(db, settings, dossier(dossier_code="2"))[-1].load_id
    undo_load(db, taken, "chief", "An toàn, Lê An asked")
    for name in ("An", "Lê An", "An Khánh"):
        person(db, "viewer", name)
        keeping.lock(db, name)
    with db.write() as connection:
        about = "1: x; leader Lê An: told, leader An: told, chair An: told"
        did(connection, Deed("rule", "ladder_step", about))
        did(connection, Deed("", "password_forgotten", "Lê An, An, An Khánh"))
    mark = erasing.erase(db, "An", "An")
    about = {about for _who, _deed, about in told(db)}
    assert f"{taken} An toàn, Lê An asked" in about
    assert {"Lê An", "An Khánh", mark, f"Lê An, {mark}, An Khánh"} <= about
    # Who was Chair stands in the terms of office by the same name.
    assert f"1: x; leader Lê An: told, leader {mark}: told, chair An: told" in about
    assert verify(db)[0].broken is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_who_was_in_office_and_what_was_chosen_at_an_office_stays(db, settings, clock):
    office, own = "ubnd@example.vn", "own@example.vn"
    load(db, settings, *place(), term(GOOD, CHAIR, email=office))
    person(db, "administrator", "chief")
    person(db, "chair", "chair-1", mail=own)
    with db.write() as connection:
        for address in (office, own):
            choice = Choice(CHAIR, address, "digest", NONE)
            subscriptions.choose(connection, choice, "reader")
    told_of(db, CHAIR, own, "chair-1")
    erasing.erase(db, "chair-1", "chair-1")
    assert places_of(db, "chair-1", own) == set()
    assert {"office_term.person", "message.reader"} <= places_of(db, CHAIR)
    with db.read() as connection:
        ways = {
            a: subscriptions.way_of(connection, CHAIR, a, "digest")
            for a in (office, own)
        }
    assert ways == {office: NONE, own: MAIL}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_cannot_be_erased_is_left_whole(db, clock):
    chief = person(db, "administrator", "chief")
    person(db, "viewer", "Hoa")
    person(db, "viewer", "shown", demo=True)
    before = list(everywhere(db))

    def refused(name, again, who="operator"):
        with pytest.raises(UsageError):
            erasing.erase(db, name, again, who)
        return list(everywhere(db)) == before

    assert refused("Hoa", "hoa 2")
    assert refused("nobody there", "nobody there")
    assert refused("shown", "shown")
    assert refused(chief, chief), "the last administrator"
    person(db, "administrator", "second")
    before = list(everywhere(db))
    assert refused(chief, chief, who=chief), "one's own"
    with db.write() as connection:
        did(connection, Deed("Hoa", "undo", "1"))
        connection.execute(update(audit).values(about="2"))
    before = list(everywhere(db))
    assert refused("Hoa", "Hoa"), "an audit that was changed"
    for name in ("erased-12345678", "Erased-1"):
        with pytest.raises(UsageError):
            check_name(name)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_erasure_that_was_stopped_in_between_is_begun_anew(db, clock, monkeypatch):
    person(db, "administrator", "chief")
    person(db, "viewer", NAME, mail=ADDRESS)
    sign_in(db, NAME, PASSWORD, "192.0.2.1")
    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr(erasure, "from_data", lambda *_: 1 / 0)
        erasing.erase(db, NAME, NAME)
    assert keeping.find(db, NAME).locked_at, "it lets nobody in meanwhile"
    mark = erasing.erase(db, NAME, NAME)
    assert places_of(db, NAME, ADDRESS) == set()
    assert {"audit.about", "audit_access.who"} <= places_of(db, mark)
    assert [chain.broken for chain in verify(db)] == [None, None]
