"""Once a week each Chair is told where the unit stands, leaders where the city does.

Whoever is in office on that day is told; a reader has one a week, however often this
runs, and whoever takes office in the middle of a week has one the next morning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from accounts.keeping import listed
from board import Board
from core.clock import monday, today
from core.language import set_language, translate
from core.messages import KINDS
from core.settings import Settings
from jobs.job import Note
from metrics.answers import Header
from metrics.owed import Owed
from metrics.terms import Holder
from metrics.usage import NOT_OPENED
from reports.mail.digest import Waits, city_digest, unit_digest
from reports.mail.sheet import Sheet
from store import messages
from store.accounts import KeptAccount
from store.engine import Database
from store.messages import LATE, Message, Why

# Who is told of the whole city.
LEADING = ("leader", "administrator", "analyst")


def send_digests(db: Database, settings: Settings) -> Note:
    """Queue what is due. Where the data are late nothing is written: it is listed as
    skipped, and written once they came."""
    board, day = Board(db, settings), today(settings.timezone)
    header = board.header()
    if header.empty:
        return Note("There are no data to tell of.", logged=False)
    counts: Counter[str] = Counter()
    for told in _due(board, header, day):
        with db.write() as connection:
            if messages.queue(connection, told) is not None:
                counts["skipped" if told.skipped else "queued"] += 1
    if not counts:
        return Note("Every digest of this week was queued before.", logged=False)
    values = {"queued": counts["queued"], "skipped": counts["skipped"]}
    return Note("{queued} digests queued, {skipped} not sent.", values)


def _due(board: Board, header: Header, day: date) -> Iterator[Message]:
    known, waits = _keys(board.db), _waits(board, day)
    late = _late(header)
    # Another key while data are late, so that it is written once they came.
    held = f":{day}" if late else ""
    for holder in board.holders(day).values():
        key = f"digest:{holder.unit_code}:{holder.person}:{_week(day)}"
        if not known & {key, key + held}:
            own = waits.get(holder.unit_code, Waits())
            yield _of_unit(board, header, holder, own, _Key(key + held, late))
    for account in listed(board.db):
        key = f"city:{account.name}:{_week(day)}"
        tells = account.role in LEADING and account.mail and account.open_on(day)
        if tells and not known & {key, key + held}:
            yield _of_city(board, header, account, waits[""], _Key(key + held, late))


class _Key(NamedTuple):
    """What makes a message one, and why it is not written (None: it is)."""

    key: str
    late: Why | None


def _keys(db: Database) -> frozenset[str]:
    """What was queued already: it is not written anew only to be refused."""
    with db.read() as connection:
        return messages.keys(connection, ("digest", "city"))


def _waits(board: Board, day: date) -> dict[str, Waits]:
    """What waits at each unit, by its code; "" is what waits for those who decide."""
    waiting = (one for one in board.disputes(None) if one.state == "open")
    disputed = Counter(one.unit_code for one in waiting)
    owed = board.owed(None)
    found = {}
    for code in {*owed, *disputed}:
        own = owed.get(code, Owed())
        mine = (own.requests, own.late, own.answered)
        found[code] = Waits(*mine, disputed[code], own.awaited)
    answered = sum(one.answered for one in found.values())
    # The week that is over: on a Monday morning nobody has opened anything yet.
    opened = board.usage(monday(day) - timedelta(days=1))
    of_city = Waits(
        answered=answered,
        disputes=disputed.total(),
        unopened=len(opened.of(NOT_OPENED)),
        chairs=opened.expected,
    )
    return found | {"": of_city}


def _week(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def _late(header: Header) -> Why | None:
    """Why nothing is written: the sources that are late."""
    if not header.stale:
        return None
    return Why(LATE, {"sources": ", ".join(one.title for one in header.stale)})


def _of_unit(
    board: Board, header: Header, holder: Holder, waits: Waits, key: _Key
) -> Message:
    code, spoken = holder.unit_code, set_language(holder.language)
    base, sheet = board.settings.reached_at, None
    # Without an address nobody reads it: it is only listed as not sent.
    if holder.mail and not key.late:
        sheet = unit_digest(board.unit(code), header, waits, base)
    about = {"reader": holder.person, "address": holder.mail, "unit": code}
    about |= {"account": holder.account, "language": spoken}
    return _message(key, "digest", sheet, f"chair {code}", header, about)


def _of_city(
    board: Board, header: Header, account: KeptAccount, waits: Waits, key: _Key
) -> Message:
    spoken, sheet = set_language(account.language), None
    if not key.late:
        sheet = city_digest(board.overview(), header, waits, board.settings.reached_at)
    about = {"reader": account.name, "address": account.mail}
    about |= {"account": account.name, "language": spoken}
    return _message(key, "city", sheet, account.role, header, about)


def _message(
    key: _Key,
    kind: str,
    sheet: Sheet | None,
    whose: str,
    header: Header,
    about: dict[str, Any],
) -> Message:
    scope = f"{whose}; evaluation {header.evaluation or '–'}"
    about |= {"scope": scope, "skipped": key.late}
    if sheet is None:
        subject = translate(KINDS[kind], about["language"])
        return Message(key.key, kind, subject=subject, text="", **about)
    about |= {"text": sheet.text(), "html": sheet.html()}
    return Message(key.key, kind, subject=sheet.subject, **about)
