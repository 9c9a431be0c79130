"""Making, locking and changing accounts; each told in the audit with the change."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts import attempts, passwords, second_step
from accounts.attempts import name_key
from accounts.details import (
    Details,
    check_details,
    check_name,
    check_no_demo,
    check_remains,
    check_units,
    units_of,
)
from accounts.doubtful import doubt
from core.account import OPERATOR
from core.clock import moment_now, today
from core.errors import UsageError
from core.language import DEFAULT_LANGUAGE
from core.names import nfc
from store import accounts, sessions
from store.accounts import KeptAccount
from store.audit import Deed, did
from store.engine import Database


def create(
    db: Database,
    name: str,
    role: str,
    password: str | None,
    *,
    mail: str = "",
    language: str = DEFAULT_LANGUAGE,
    person: str = "",
    until: date | None = None,
    units: str = "",
    demo: bool = False,
    first: bool = False,
    who: str = OPERATOR.name,
) -> int:
    """Make an account; its number. `password`: None for none yet, which a link sets.
    `first`: only while there is none.

    UsageError for a name that is taken or cannot be one, an unknown role or language,
    a mail address or password that is none, a Chair's or delegate's account without
    the person, a delegate's without a last day, and `units` that there are not.
    """
    name = nfc(name)
    check_name(name)
    units = units_of(units)
    check_details(Details(role, nfc(person), mail, language, until, units))
    values = {
        "name": name,
        "mail": mail,
        "role": role,
        "language": language,
        "password": "" if password is None else passwords.hashed(password, name),
        "person": nfc(person),
        "until": until,
        "units": units,
        "demo": demo,
        "created_at": moment_now(),
    }
    return _add(db, values, first, who)


def _add(db: Database, values: dict[str, Any], first: bool, who: str) -> int:
    name, key = values["name"], name_key(values["name"])
    with db.write() as connection:
        if accounts.by_key(connection, key) is not None:
            raise UsageError("There is an account “{name}” already.", name=name)
        if first and accounts.any_at_all(connection):
            raise UsageError("There is an account already. Sign in.")
        check_units(connection, values["units"])
        did(connection, Deed(who, "account_made", f"{name} ({values['role']})"))
        return accounts.add(connection, key, **values)


def find(db: Database, name: str) -> KeptAccount:
    """The account of a name; UsageError where there is none."""
    with db.read() as connection:
        found = accounts.by_key(connection, name_key(name))
    if found is None:
        raise UsageError(
            "There is no account “{name}”. `python -m accounts list` shows all.",
            name=name,
        )
    return found


def lock(db: Database, name: str, who: str = OPERATOR.name) -> None:
    """Nobody can use the account until it is unlocked; its sessions end. UsageError for
    the last administrator that can sign in."""
    account = find(db, name)
    with db.write() as connection:
        did(connection, Deed(who, "account_locked", account.name))
        check_remains(connection, account, today(db.timezone))
        accounts.change(connection, account.id, locked_at=moment_now())
    _end_sessions(db, account)


def unlock(db: Database, name: str, who: str = OPERATOR.name) -> None:
    """The account can be used again, also after too many wrong passwords."""
    account = find(db, name)
    with db.write() as connection:
        accounts.change(connection, account.id, locked_at="")
        did(connection, Deed(who, "account_unlocked", account.name))
    attempts.forget(db, account)


def set_password(
    db: Database, name: str, password: str, who: str = OPERATOR.name
) -> None:
    """Give an account another password; its sessions end. UsageError as `create`, and
    for a demo account."""
    account = find(db, name)
    check_no_demo(account)
    kept = passwords.hashed(password, account.name)
    with db.write() as connection:
        accounts.change(connection, account.id, password=kept)
        did(connection, Deed(who, "password_changed", account.name))
    _end_sessions(db, account)


def totp_off(db: Database, name: str, who: str = OPERATOR.name) -> None:
    """Switch the second step of an account off, for a telephone that is lost; its
    sessions end."""
    account = find(db, name)
    second_step.off(db, account, who)
    attempts.forget(db, account)
    _end_sessions(db, account)


def _end_sessions(db: Database, account: KeptAccount) -> None:
    with db.jobs_write() as connection:
        sessions.end_all(connection, account.id)


def anybody(db: Database) -> bool:
    """Whether there is any account."""
    with db.read() as connection:
        return accounts.any_at_all(connection)


def listed(db: Database) -> list[KeptAccount]:
    """All accounts in the order they were made."""
    with db.read() as connection:
        return accounts.every(connection)


def doubts(db: Database) -> list[tuple[str, str]]:
    """The accounts whose tie to an office is in doubt today: name, and what is."""
    with db.read() as connection:
        offices = accounts.offices(connection, today(db.timezone))
        told = [(one.name, doubt(one, offices)) for one in accounts.every(connection)]
    return [one for one in told if one[1]]


def signed_in(db: Database) -> list[tuple[str, str, str]]:
    """Who has a session: name, since when, last used."""
    names = {account.id: account.name for account in listed(db)}
    with db.jobs_read() as connection:
        found = sessions.every(connection)
    return [
        (names.get(one.account_id, "?"), one.created_at, one.seen_at) for one in found
    ]
