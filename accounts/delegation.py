"""Whom a Chair lets stand in for them for a while: an account with the rights of the
Chair's terms of office, which end with these, and never longer than a last day."""

from __future__ import annotations

from datetime import date, timedelta

from accounts import keeping, links, rights
from core.account import Account
from core.clock import today
from core.errors import UsageError
from core.language import DEFAULT_LANGUAGE
from store import accounts
from store.accounts import KeptAccount
from store.engine import Database

# How far away the last day of a delegate may be; and how many a Chair may have at once.
MOST_DAYS, MOST_AT_ONCE = 90, 5


def latest(day: date) -> date:
    """The last day that a delegate who is named on a day can have."""
    return day + timedelta(days=MOST_DAYS)


def delegates(db: Database) -> list[KeptAccount]:
    """Who stands or stood in for the Chair of the request, whoever made the account,
    the newest first; for who may not delegate, nobody."""
    if not rights.may(rights.DELEGATE):
        return []
    chair = rights.allow(rights.DELEGATE)
    with db.read() as connection:
        found = accounts.every(connection)
    return [
        one
        for one in found[::-1]
        if one.role == "delegate"
        and one.person == chair.person
        # Another Chair may have the same name.
        and one.narrowed(chair.units)
    ]


def delegate(
    db: Database, name: str, mail: str, until: date | None, *, send: bool
) -> str:
    """Make an account that stands in for the Chair of the request; the path of a link
    that sets its password, "" where it was mailed.

    NotAllowedError for who is no Chair in office; UsageError for a last day that is
    none, over or too far away, for too many at once, and as `keeping.create`.
    """
    chair, day = rights.allow(rights.DELEGATE), today(db.timezone)
    _check(until, day, len([one for one in delegates(db) if one.open_on(day)]))
    if send:
        links.check_mail(db, mail)
    keeping.create(
        db,
        name,
        "delegate",
        None,
        mail=mail,
        language=chair.language or DEFAULT_LANGUAGE,
        person=chair.person,
        until=until,
        units=_units(db, chair),
        who=chair.name,
    )
    account = keeping.find(db, name)
    if send:
        links.send_first(db, account, chair.name)
        return ""
    return links.first(db, account, chair.name)


def _units(db: Database, chair: Account) -> str:
    """The units that the Chair's own account is narrowed to."""
    with db.read() as connection:
        kept = accounts.by_number(connection, chair.id) if chair.id else None
    return kept.units if kept else ""


def _check(until: date | None, day: date, now: int) -> None:
    if until is None or not day <= until <= latest(day):
        raise UsageError(
            "The last day of a delegate is today or later, and no more than {days} "
            "days away: {last} at the latest.",
            days=MOST_DAYS,
            last=f"{latest(day):%d/%m/%Y}",
        )
    if now >= MOST_AT_ONCE:
        raise UsageError(
            "{most} delegates at once are the most. End one of them first.",
            most=MOST_AT_ONCE,
        )


def end(db: Database, name: str) -> None:
    """End a delegation of the Chair of the request at once: the account is locked and
    its sessions end. UsageError for who is no delegate of theirs."""
    who = rights.allow(rights.DELEGATE).name
    found = [one for one in delegates(db) if one.name == name]
    if not found:
        raise UsageError("“{name}” does not stand in for you.", name=name)
    keeping.lock(db, name, who)
