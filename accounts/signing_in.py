"""Signing in: name and password against what is kept, then a code where the account
has a second step, with a limit to guessing either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from accounts import attempts, passwords, second_step, sessions, tickets
from accounts.attempts import RefusedError, name_key
from core.clock import today
from store import accounts, audit
from store.accounts import KeptAccount
from store.audit import Deed
from store.engine import Database

# A step that is half done, and how long it waits for its code.
CODE = "code"
CODE_MINUTES = 5


class TooLateError(RefusedError):
    """A step that is over; it begins again with the password."""


@dataclass(frozen=True)
class Entry:
    """`token`: of a new session, or, where it is not `whole`, of a step that waits for
    a code. `language`: the account's."""

    token: str
    language: str
    whole: bool = True


def sign_in(db: Database, name: str, password: str, address: str) -> Entry:
    """The way in for a name and its password.

    RestingError after too many failures of the name or the address, RefusedError for
    a wrong name, a wrong password, or an account that is locked or over: the same
    words after the same time.
    """
    attempt = attempts.reserve(db, attempts.of_name(name), address)
    with db.read() as connection:
        account = accounts.by_key(connection, name_key(name))
    right = passwords.fits(password, account.password if account else None)
    if account is None or not right or not account.open_on(today(db.timezone)):
        _refuse(db, account, address)
    attempts.was_right(db, attempt)
    return enter(db, account, address)


def enter(db: Database, account: KeptAccount, address: str, way: str = "") -> Entry:
    """The way in for an account that has shown who it is; `way`: by what, told in the
    audit where it is no password."""
    if second_step.is_on(db, account):
        half = tickets.make(db, CODE, CODE_MINUTES, account)
        return Entry(half, account.language, whole=False)
    deed = Deed(account.name, "sign_in", way, address)
    return Entry(sessions.begin(db, account, deed), account.language)


def give_code(db: Database, half: str, code: str, address: str) -> Entry:
    """The way in for a step that waits for its code, and the code.

    RestingError after too many codes that did not fit, RefusedError for one of them,
    and TooLateError where the step is over.
    """
    account = tickets.holder(db, CODE, half)
    if account is None:
        raise TooLateError("That took too long. Sign in again.")
    attempt = attempts.reserve(db, attempts.of_code(account), address)
    if not second_step.fits(db, account, code):
        with db.jobs_write() as connection:
            audit.came(connection, Deed("", "code_failed", account.name, address))
        raise RefusedError(
            "The code does not fit, or was used before. Give the one that the "
            "telephone shows now, or a recovery code."
        )
    attempts.was_right(db, attempt)
    if not tickets.take(db, half):
        raise TooLateError("That took too long. Sign in again.")
    deed = Deed(account.name, "sign_in", "with a code", address)
    return Entry(sessions.begin(db, account, deed), account.language)


def _refuse(db: Database, account: KeptAccount | None, address: str) -> NoReturn:
    # A name that is none may be a password typed into the wrong field: it is not kept.
    about = account.name if account else ""
    with db.jobs_write() as connection:
        audit.came(connection, Deed("", "sign_in_failed", about, address))
    raise RefusedError("Name or password is not right.")
