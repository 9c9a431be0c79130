"""What somebody does to their own account; whoever merely found a browser open is asked
for the password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts import attempts, keeping, passwords, second_step, sessions
from accounts.attempts import RefusedError
from core.account import Account
from core.clock import today
from core.errors import ClosedError, UsageError
from store import accounts, audit
from store.accounts import KeptAccount
from store.audit import Deed
from store.engine import Database
from store.second_steps import Totp
from store.sessions import Session


@dataclass(frozen=True)
class Own:
    """What an account is told of itself. `units`: code and name of those of the
    person's terms of office of today. `codes_left`: recovery codes not used yet."""

    kept: KeptAccount
    units: list[tuple[str, str]]
    step: Totp | None
    codes_left: int
    sessions: list[Session]
    day: date


def told(db: Database, asked: Account) -> Own:
    """What the account of a request is told of itself. ClosedError where it is not
    signed in."""
    account = kept(db, asked)
    step = second_step.kept(db, account)
    with db.read() as connection:
        units = accounts.named(connection, asked.units)
    return Own(
        account,
        units,
        step,
        second_step.codes_left(db, step) if step else 0,
        sessions.of_account(db, account.id),
        today(db.timezone),
    )


def kept(db: Database, asked: Account) -> KeptAccount:
    """The account of a request as it is kept. ClosedError where it is not signed in."""
    with db.read() as connection:
        found = accounts.by_number(connection, asked.id or 0)
    if found is None:
        raise ClosedError(
            "You are not signed in, or your session is over. Sign in again."
        )
    return found


def check_password(
    db: Database, account: KeptAccount, password: str, address: str
) -> None:
    """Raises RefusedError for a password that is not the account's, RestingError after
    too many, counted with those at signing in."""
    attempt = attempts.reserve(db, attempts.of_name(account.name), address)
    if not passwords.fits(password, account.password):
        with db.jobs_write() as connection:
            audit.came(connection, Deed("", "sign_in_failed", account.name, address))
        raise RefusedError("The password is not right.")
    attempts.was_right(db, attempt)


def change_password(
    db: Database, account: KeptAccount, old: str, new: tuple[str, str], address: str
) -> str:
    """Another password; all sessions end, and the token of a new one comes back.
    `new`: as it was typed, twice. UsageError as `keeping.create`, or where the two
    differ; RefusedError as `check_password`."""
    if new[0] != new[1]:
        raise UsageError("These were two passwords. Nothing was changed.")
    check_password(db, account, old, address)
    keeping.set_password(db, account.name, new[0], who=account.name)
    return sessions.begin(db, keeping.find(db, account.name))
