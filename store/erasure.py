"""Taking the name and the addresses of an account out of all that is kept.

A mark stands where the name stood, so that what one person did is still told of one.
Who was in office is a public record: that name stays where terms of office have it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table, delete, func, or_, select, update

from core.account import ERASED
from core.clock import moment_now
from metrics.ladder import ACCOUNTS
from store.audit import hold
from store.messages import Why
from store.schema import (
    account,
    alert_told,
    audit,
    audit_access,
    delivery,
    dialogue_draft,
    dialogue_step,
    jobs_metadata,
    message,
    message_file,
    metadata,
    office_term,
    subscription,
)

_WAITS = ("queued", "sending")
_GONE = Why("The account was erased.")
# Who did something; and whose a row is that is of no use without the account.
_DID, _OF = ("who", "undone_by"), "account_id"
_CHAINS = (audit, audit_access)
# Deeds done to accounts, by name.
_ABOUT_ACCOUNTS = (
    *("account_made", "account_changed", "account_locked", "account_unlocked"),
    *("password_changed", "password_forgotten", "link_made", "link_sent"),
    *("second_step_off", "identity_linked", "sessions_ended"),
    *("sign_in_failed", "code_failed"),
)


@dataclass(frozen=True)
class Gone:
    """An account that is erased: its number, its name, its mail address, since when it
    was there."""

    number: int
    name: str
    mail: str
    created_at: str

    @property
    def mark(self) -> str:
        """What stands where its name stood; of one account always the same."""
        told = hashlib.sha256(f"{self.number} {self.created_at}".encode()).hexdigest()
        return f"{ERASED}{told[:8]}"


def from_jobs(connection: Connection, gone: Gone) -> None:
    """Out of the jobs database: sessions and whatever else lets it in, what it handed
    in, the chain of who came."""
    _from_all(connection, jobs_metadata, gone)
    _from_chain(connection, audit_access, gone)


def from_data(connection: Connection, gone: Gone) -> None:
    """Out of the main database, with the account itself."""
    addresses = _addresses(connection, gone)
    _from_told(connection, gone, addresses)
    _from_messages(connection, gone, addresses)
    connection.execute(delete(dialogue_draft).where(dialogue_draft.c.who == gone.name))
    _from_all(connection, metadata, gone)
    _from_chain(connection, audit, gone)
    connection.execute(delete(account).where(account.c.id == gone.number))


def _from_all(connection: Connection, tables: MetaData, gone: Gone) -> None:
    """What any table keeps of who did something, and of the account's number."""
    for table in tables.sorted_tables:
        if table in _CHAINS:
            continue
        for name in _DID:
            if name in table.c:
                own = table.c[name] == gone.name
                connection.execute(update(table).where(own).values({name: gone.mark}))
        if _OF in table.c:
            connection.execute(delete(table).where(table.c[_OF] == gone.number))


def _addresses(connection: Connection, gone: Gone) -> set[str]:
    """Its address, and those it had when it was written to, in small letters."""
    own = select(message.c.address).where(message.c.account == gone.name).distinct()
    told = {gone.mail, *connection.scalars(own)}
    return {one.casefold() for one in told if one}


def _from_told(connection: Connection, gone: Gone, addresses: Iterable[str]) -> None:
    """Who was told of alerts and by steps of the ladder, and who chose what."""
    t = alert_told.c
    for column, own in (
        (t.reader, t.reader == gone.name),
        (t.address, func.lower(t.address).in_(addresses)),
    ):
        changed = update(alert_told).where(own).values({column: gone.mark})
        connection.execute(changed)
    for row in connection.execute(select(dialogue_step.c.id, dialogue_step.c.told)):
        told = [_unnamed(*one, gone=gone) for one in json.loads(row.told)]
        if told != json.loads(row.told):
            this = dialogue_step.c.id == row.id
            values = {"told": json.dumps(told)}
            connection.execute(update(dialogue_step).where(this).values(values))
    # An address of an office outlives who held it: what was chosen there stays.
    offices = set(
        connection.scalars(select(func.lower(office_term.c.email)).distinct())
    )
    s = subscription.c
    own = or_(s.reader == gone.name, s.address.in_(set(addresses) - offices))
    connection.execute(delete(subscription).where(own))


def _unnamed(office: str, person: str, outcome: str, *, gone: Gone) -> list[str]:
    named = office in ACCOUNTS and person == gone.name
    return [office, gone.mark if named else person, outcome]


def _from_messages(
    connection: Connection, gone: Gone, addresses: Iterable[str]
) -> None:
    """Messages to it: what became of them stays, without words, files, name and
    address."""
    t = message.c
    own = or_(t.account == gone.name, func.lower(t.address).in_(addresses))
    for row in connection.execute(select(message).where(own)).all():
        parts = row.key.split(":")
        key = ":".join(gone.mark if one == gone.name else one for one in parts)
        values = {"key": key, "address": gone.mark, "text": "", "html": ""}
        values |= {"why": _without(row.why, addresses, gone.mark)}
        values |= {"account": gone.mark} if row.account else {}
        values |= {"reader": gone.mark} if row.reader == gone.name else {}
        if row.state in _WAITS:
            now = moment_now()
            values |= {"state": "skipped", "why": _GONE.written(), "changed_at": now}
        connection.execute(update(message).where(t.id == row.id).values(values))
        own_files = message_file.c.message_id == row.id
        connection.execute(delete(message_file).where(own_files))
        _from_steps(connection, row.id, addresses, gone.mark)


def _from_steps(
    connection: Connection, number: int, addresses: Iterable[str], mark: str
) -> None:
    """How a message went: servers name the address they refuse."""
    t = delivery.c
    own = select(t.id, t.why).where(t.message_id == number, t.why != "")
    for row in connection.execute(own).all():
        values = {"why": _without(row.why, addresses, mark)}
        connection.execute(update(delivery).where(t.id == row.id).values(values))


def _without(text: str, addresses: Iterable[str], mark: str) -> str:
    sign = r"[\w.!#$%&'*+/=?^`{|}~-]"
    for one in addresses:
        whole = rf"(?<!{sign}){re.escape(one)}(?![\w-])"
        text = re.sub(whole, mark, text, flags=re.IGNORECASE)
    return text


def _from_chain(connection: Connection, chain: Table, gone: Gone) -> None:
    """Out of a chain of the audit: the hashes stay as they were."""
    hold(connection, chain)
    t = chain.c
    own = t.who == gone.name
    connection.execute(update(chain).where(own).values(who=gone.mark, address=""))
    for deeds, pattern in _named_in(gone.name):
        named = t.deed.in_(deeds) & t.about.contains(gone.name, autoescape=True)
        for row in connection.execute(select(t.id, t.about).where(named)).all():
            about = pattern.sub(rf"\g<1>{gone.mark}", row.about)
            if about != row.about:
                values = {"about": about, "address": ""}
                connection.execute(update(chain).where(t.id == row.id).values(values))


def _named_in(name: str) -> tuple[tuple[Collection[str], re.Pattern[str]], ...]:
    """Deeds that name accounts in what they are about, and where the name stands. A
    short name is no part of a longer one; what people wrote is left as it is."""
    own = re.escape(name)
    office = "|".join(ACCOUNTS)
    return (
        (_ABOUT_ACCOUNTS, re.compile(rf"(^|, ){own}(?=$| \(|: |, )")),
        (("ladder_step",), re.compile(rf"(\b(?:{office}) ){own}(?=: )")),
    )
