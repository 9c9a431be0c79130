"""Sessions: a random token that the browser has, kept as a hash; over after a while."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from datetime import timedelta

from core.account import Account
from core.clock import moment_now, now, today, written
from core.settings import Settings
from store import accounts, audit, second_steps, sessions
from store.accounts import KeptAccount
from store.engine import Database
from store.sessions import Session

# What is only read is not noted more often.
_NOTED_SECONDS = 60


def digest(text: str) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(text.encode()).hexdigest()


def form_token(token: str) -> str:
    """What a form of this app carries, which a strange page cannot know: derived from
    a token that only the browser's cookie has."""
    return digest(f"form {token}")


def limits(settings: Settings) -> tuple[str, str]:
    """Over are sessions not used since the first moment, or begun before the second."""
    idle = timedelta(minutes=settings.session_idle_minutes)
    return written(now() - idle), written(
        now() - timedelta(hours=settings.session_hours)
    )


def begin(db: Database, account: KeptAccount, deed: audit.Deed | None = None) -> str:
    """The token of a new session, told in the audit with it."""
    token = secrets.token_urlsafe(32)
    moment = moment_now()
    used, begun = limits(db.settings)
    with db.jobs_write() as connection:
        sessions.forget(connection, used, begun)
        begun_now = Session(digest(token), account.id, stamp(account), moment, moment)
        sessions.begin(connection, begun_now)
        if deed is not None:
            audit.came(connection, deed)
    return token


def account_of(db: Database, token: str) -> Account | None:
    """Whose session a token is; None where it is none, is over, or the account is
    locked or past its last day."""
    with db.jobs_read() as connection:
        found = sessions.get(connection, digest(token))
    used, begun = limits(db.settings)
    if found is None or found.seen_at < used or found.created_at < begun:
        return None
    account = _account_now(db, found)
    if account is not None:
        _note(db, found)
    return account


def _note(db: Database, found: Session) -> None:
    moment = now()
    if found.seen_at < written(moment - timedelta(seconds=_NOTED_SECONDS)):
        with db.jobs_write() as connection:
            sessions.seen(connection, found.token, written(moment))


def stamp(account: KeptAccount) -> str:
    """What tells an account from what it was before its password changed, and from one
    of the same number in another database."""
    return digest(f"{account.name} {account.password}")


def _account_now(db: Database, session: Session) -> Account | None:
    """The account of a session as of today, with the units in which its person is in
    office; None where it can no longer be used, or not by this session."""
    day = today(db.timezone)
    with db.read() as connection:
        kept = accounts.by_number(connection, session.account_id)
        if kept is None or not kept.open_on(day) or stamp(kept) != session.stamp:
            return None
        units: frozenset[str] = frozenset()
        if kept.role in ("chair", "delegate") and kept.person:
            held = accounts.units_of(connection, kept.person, day)
            units = kept.narrowed(held)
        lacks = kept.role in db.settings.roles_with_totp and (
            kept.id not in second_steps.on(connection)
        )
    return Account(
        kept.id, kept.name, kept.role, kept.language, kept.person, units, lacks
    )


def end(db: Database, token: str, who: str) -> None:
    """End the session of a token, told in the audit."""
    with db.jobs_write() as connection:
        sessions.end(connection, digest(token))
        audit.came(connection, audit.Deed(who, "sign_out"))


def of_account(db: Database, account_id: int) -> list[Session]:
    """The sessions of an account that are not over, the newest first."""
    return [one for one in _lasting(db) if one.account_id == account_id]


def counts(db: Database) -> dict[int, int]:
    """Number of an account -> how many sessions it has that are not over."""
    return Counter(one.account_id for one in _lasting(db))


def _lasting(db: Database) -> list[Session]:
    used, begun = limits(db.settings)
    with db.jobs_read() as connection:
        found = sessions.every(connection)
    return [one for one in found if one.seen_at >= used and one.created_at >= begun]


def end_others(db: Database, account: KeptAccount, token: str) -> int:
    """End all sessions of an account but the one of a token, told in the audit; how
    many there were."""
    mine = digest(token)
    others = [one for one in of_account(db, account.id) if one.token != mine]
    with db.jobs_write() as connection:
        for one in others:
            sessions.end(connection, one.token)
        audit.came(connection, audit.Deed(account.name, "sessions_ended"))
    return len(others)


def end_of(db: Database, account: KeptAccount, who: str) -> None:
    """End every session of an account, told in the audit."""
    with db.jobs_write() as connection:
        sessions.end_all(connection, account.id)
        audit.came(connection, audit.Deed(who, "sessions_ended", account.name))
