"""Making, locking and changing accounts; each told in the audit with the change."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts import attempts, passwords, second_step
from accounts.attempts import name_key
from core.account import OPERATOR, ROLES
from core.clock import moment_now
from core.errors import UsageError
from core.language import DEFAULT_LANGUAGE, LANGUAGES
from core.messages import is_address
from core.names import nfc
from store import accounts, sessions
from store.accounts import KeptAccount
from store.audit import Deed, did
from store.engine import Database

_LONGEST_NAME = 80
# Words that tables use where nobody signed in.
_RESERVED = {OPERATOR.name, "nobody", "rule"}


def create(
    db: Database,
    name: str,
    role: str,
    password: str,
    *,
    mail: str = "",
    language: str = DEFAULT_LANGUAGE,
    person: str = "",
    until: date | None = None,
    demo: bool = False,
    first: bool = False,
    who: str = OPERATOR.name,
) -> int:
    """Make an account; its number. `first`: only while there is none.

    UsageError for a name that is taken or cannot be one, an unknown role or language,
    a mail address or password that is none, a Chair's or delegate's account without
    the person, and a delegate's without a last day.
    """
    name = nfc(name)
    _check_name(name)
    _check_role(role, nfc(person), until)
    _check_words(mail, language)
    values = {
        "name": name,
        "mail": mail,
        "role": role,
        "language": language,
        "password": passwords.hashed(password, name),
        "person": nfc(person),
        "until": until,
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
        did(connection, Deed(who, "account_made", f"{name} ({values['role']})"))
        return accounts.add(connection, key, **values)


def _check_name(name: str) -> None:
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError("A name has 1 to {most} printable signs.", most=_LONGEST_NAME)
    if name_key(name) in _RESERVED:
        raise UsageError("“{name}” is kept for who has no account.", name=name)


def _check_role(role: str, person: str, until: date | None) -> None:
    if role not in ROLES:
        raise UsageError(
            "There is no role “{role}”. There are: {roles}.",
            role=role,
            roles=", ".join(ROLES),
        )
    if role in ("chair", "delegate") and not person:
        raise UsageError(
            "Name the Chair as the terms of office do (--person): the units follow "
            "from there."
        )
    if role == "delegate" and until is None:
        raise UsageError("A delegate's account has a last day (--until 2026-12-31).")


def _check_words(mail: str, language: str) -> None:
    if mail and not is_address(mail):
        raise UsageError("“{mail}” is no mail address.", mail=mail)
    if language not in LANGUAGES:
        raise UsageError("There is no language “{language}”.", language=language)


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
    """Nobody can use the account until it is unlocked; its sessions end."""
    account = find(db, name)
    with db.write() as connection:
        accounts.change(connection, account.id, locked_at=moment_now())
        did(connection, Deed(who, "account_locked", account.name))
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
    """Give an account another password; its sessions end. UsageError as `create`."""
    account = find(db, name)
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


def signed_in(db: Database) -> list[tuple[str, str, str]]:
    """Who has a session: name, since when, last used."""
    names = {account.id: account.name for account in listed(db)}
    with db.jobs_read() as connection:
        found = sessions.every(connection)
    return [
        (names.get(one.account_id, "?"), one.created_at, one.seen_at) for one in found
    ]
