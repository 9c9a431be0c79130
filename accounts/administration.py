"""What an administrator does to accounts in the browser; nobody is shown a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts import details, erasing, keeping, links, rights, sessions
from accounts.details import Details
from accounts.doubtful import doubt
from core.clock import today
from core.errors import UsageError
from core.names import nfc
from store import accounts, audit, identities, second_steps
from store import tickets as kept_tickets
from store.accounts import KeptAccount
from store.audit import Deed, did
from store.engine import Database


@dataclass(frozen=True)
class Listed:
    """An account as the list tells it. `last`: when it last signed in, "" for never as
    far as the audit goes; `step`: whether a second step is on; `doubt`: what is in
    doubt about the office that its person's name ties it to."""

    kept: KeptAccount
    last: str
    step: bool
    sessions: int
    doubt: str = ""


def listed(db: Database) -> list[Listed]:
    """All accounts by name. NotAllowedError for who may not ask."""
    rights.allow(rights.ACCOUNTS)
    with db.read() as connection:
        found = accounts.every(connection)
        steps = second_steps.on(connection)
        offices = accounts.offices(connection, today(db.timezone))
    with db.jobs_read() as connection:
        last = audit.last_of(connection, "sign_in")
    used = sessions.counts(db)
    return [
        Listed(
            one,
            last.get(one.name, ""),
            one.id in steps,
            used.get(one.id, 0),
            doubt(one, offices),
        )
        for one in sorted(found, key=lambda one: one.name.casefold())
    ]


def people(db: Database) -> list[str]:
    """Who is in office today, to choose a person from."""
    rights.allow(rights.ACCOUNTS)
    with db.read() as connection:
        return accounts.in_office(connection, today(db.timezone))


def make(db: Database, name: str, wished: Details, *, send: bool) -> str:
    """Make an account without a password, and a link that sets one: its path, "" where
    it was mailed. UsageError as `keeping.create` and `links.send_first`; of an account
    that was made all the same, it says so."""
    who = rights.allow(rights.ACCOUNTS).name
    if send:
        links.check_mail(db, wished.mail)
    keeping.create(db, name, wished.role, None, **_others(wished), who=who)
    return _link(db, keeping.find(db, name), who, send=send)


def _others(wished: Details) -> dict[str, Any]:
    return {key: value for key, value in vars(wished).items() if key != "role"}


def change(db: Database, name: str, wished: Details) -> None:
    """Give an account other details. UsageError as `keeping.create`, for the last
    administrator that can sign in, and for the role of a demo account. Another mail
    address cuts what a provider knew it by and links that were sent."""
    who = rights.allow(rights.ACCOUNTS).name
    account = keeping.find(db, name)
    own = {"person": nfc(wished.person), "units": details.units_of(wished.units)}
    wished = Details(**{**vars(wished), **own})
    details.check_details(wished)
    changed = {
        key: value
        for key, value in vars(wished).items()
        if value != getattr(account, key)
    }
    if "role" in changed:
        details.check_no_demo(account)
    if changed:
        _write(db, account, wished, changed, who)


def _write(
    db: Database,
    account: KeptAccount,
    wished: Details,
    changed: dict[str, Any],
    who: str,
) -> None:
    day = today(db.timezone)
    goes = wished.role != "administrator" or _is_over(wished.until, day)
    with db.write() as connection:
        did(connection, Deed(who, "account_changed", _told(account, changed)))
        details.check_units(connection, wished.units)
        if goes:
            details.check_remains(connection, account, day)
        accounts.change(connection, account.id, **changed)
        if "mail" in changed:
            identities.forget(connection, account.id)
    if "mail" in changed:
        with db.jobs_write() as connection:
            kept_tickets.forget_of(connection, links.KIND, account.id)


def _is_over(until: date | None, day: date) -> bool:
    return until is not None and until < day


def _told(account: KeptAccount, changed: dict[str, Any]) -> str:
    """What the audit keeps for good: no address, which is to be erased some day."""
    said = {"role", "until", "units"}
    parts = [
        f"{key} {getattr(account, key) or '-'} > {value or '-'}" if key in said else key
        for key, value in changed.items()
    ]
    return f"{account.name}: {', '.join(parts)}"


def lock(db: Database, name: str) -> None:
    """As `keeping.lock`, by the account of the request."""
    keeping.lock(db, name, rights.allow(rights.ACCOUNTS).name)


def unlock(db: Database, name: str) -> None:
    """As `keeping.unlock`, by the account of the request."""
    keeping.unlock(db, name, rights.allow(rights.ACCOUNTS).name)


def erase(db: Database, name: str, again: str) -> str:
    """As `erasing.erase`, by the account of the request."""
    return erasing.erase(db, name, again, rights.allow(rights.ACCOUNTS).name)


def end_sessions(db: Database, name: str) -> None:
    """End every session of an account."""
    who = rights.allow(rights.ACCOUNTS).name
    sessions.end_of(db, keeping.find(db, name), who)


def step_off(db: Database, name: str) -> None:
    """As `keeping.totp_off`, by the account of the request."""
    keeping.totp_off(db, name, rights.allow(rights.ACCOUNTS).name)


def link(db: Database, name: str, *, send: bool) -> str:
    """The path of a new link that sets a password once; "" where it was mailed.
    UsageError as `links.first` and `links.send_first`, and for an account that cannot
    be used, whose link would be of no use."""
    who = rights.allow(rights.ACCOUNTS).name
    account = keeping.find(db, name)
    if not account.open_on(today(db.timezone)):
        raise UsageError(
            "“{name}” is locked or past its last day: a link would be of no use. "
            "Unlock it, or change the last day, first.",
            name=account.name,
        )
    return _link(db, account, who, send=send)


def _link(db: Database, account: KeptAccount, who: str, *, send: bool) -> str:
    if not send:
        return links.first(db, account, who)
    links.send_first(db, account, who)
    return ""
