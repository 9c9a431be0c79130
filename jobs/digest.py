"""Once a week each Chair is told where the unit stands, leaders where the city does;
and once more on the last working day before a deadline.

Whoever is in office on that day is told; a reader has one a week and one a deadline,
however often this runs, and whoever takes office in the middle of a week has one the
next morning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from accounts.keeping import listed
from board import Board
from core.clock import begin_of, moment_now, monday, now, today, written
from core.language import _, set_language, translate
from core.messages import KINDS
from core.settings import Settings
from jobs.job import Note
from metrics.answers import Header, Overview, Ranking
from metrics.closing import Closing
from metrics.owed import Owed
from metrics.questions import Question
from metrics.terms import Holder
from metrics.usage import NOT_OPENED
from reports.files import File, ranking_file, unit_file
from reports.mail.closing import city_before, unit_before
from reports.mail.digest import Waits, city_digest, unit_digest
from reports.mail.sheet import Sheet
from store import messages
from store.accounts import KeptAccount
from store.deadlines import deadlines
from store.engine import Database
from store.messages import LATE, Message, Why

# Who is told of the whole city.
LEADING = ("leader", "administrator", "analyst")
# HAICAP_DIGEST_FILES -> the formats of tables that go with a digest (reports/formats).
_FORMS = {"yes": ("xlsx", "pdf"), "xlsx": ("xlsx",), "pdf": ("pdf",), "no": ()}
# No deadline lies further off than this on the last working day before it.
_LONGEST_REST = timedelta(days=21)


def send_digests(db: Database, settings: Settings) -> Note:
    """Queue what is due of the week, or of a new day of data for who has one daily.
    Where the data are late nothing is written: it is listed as skipped, and written
    once they came. Who is told of a deadline on that day is told by that."""
    board, day = Board(db, settings), today(settings.timezone)
    header = board.header()
    if header.empty:
        return Note("There are no data to tell of.", logged=False)
    closing = board.closing(day)
    spared = frozenset(code for one in closing for code in ("", *one.ending))
    mark, of_city = _marks(settings.digest_daily, day, header.as_of)
    counts = _queue(board, day, _Occasion(mark, of_city, spared=spared))
    if not counts:
        return Note("Every digest that is due was queued before.", logged=False)
    return _note(counts)


def send_before_deadlines(db: Database, settings: Settings) -> Note:
    """Queue what is due on the last working day before a deadline, once a deadline:
    late data are waited for until evening."""
    day, none = today(settings.timezone), Note("No deadline is near.", logged=False)
    if not _near(db):
        # Most days: not all data are read to say so.
        return none
    board, counts = Board(db, settings), Counter[str]()
    if board.header().empty:
        return none
    for one in board.closing(day):
        mark = f"before-{one.deadline}"
        counts += _queue(board, day, _Occasion(mark, mark, one))
    return _note(counts) if counts else none


def _near(db: Database) -> bool:
    until = written(now() + _LONGEST_REST)
    with db.read() as connection:
        known = deadlines(connection, db.timezone)
    return any(moment_now() < one.moment <= until for one in known)


def _note(counts: Counter[str]) -> Note:
    values = {"queued": counts["queued"], "skipped": counts["skipped"]}
    return Note("{queued} digests queued, {skipped} not sent.", values)


class _Occasion(NamedTuple):
    """Why digests go out: what makes the keys of Chairs one (`mark`), and of those who
    lead the whole (`of_city`); before which deadline, None for the week's or the day's;
    which units, "" is the whole, are told by another."""

    mark: str
    of_city: str
    closing: Closing | None = None
    spared: frozenset[str] = frozenset()

    def tells(self, code: str) -> bool:
        """Whether it is of a unit; "" is the whole."""
        if self.closing is not None:
            return not code or code in self.closing.ending
        return code not in self.spared


def _queue(board: Board, day: date, why: _Occasion) -> Counter[str]:
    counts: Counter[str] = Counter()
    for told in _due(board, board.header(), day, why):
        with board.db.write() as connection:
            if messages.queue(connection, told) is not None:
                counts["skipped" if told.skipped else "queued"] += 1
    return counts


def _due(board: Board, header: Header, day: date, why: _Occasion) -> Iterator[Message]:
    known, waits = _keys(board.db), _waits(board, day)
    late = _late(header)
    # Another key while data are late, so that it is written once they came.
    held = f":{day}" if late else ""
    for holder in board.holders(day).values():
        key = f"digest:{holder.unit_code}:{holder.person}:{why.mark}"
        if why.tells(holder.unit_code) and not known & {key, key + held}:
            own = waits.get(holder.unit_code, Waits())
            about = _Key(key + held, late, why.closing)
            yield _of_unit(board, header, holder, own, about)
    for account in listed(board.db):
        key = f"city:{account.name}:{why.of_city}"
        leads = account.role in LEADING and account.mail and account.open_on(day)
        if leads and why.tells("") and not known & {key, key + held}:
            about = _Key(key + held, late, why.closing)
            yield _of_city(board, header, account, waits[""], about)


class _Key(NamedTuple):
    """What makes a message one, why it is not written (None: it is), and before which
    deadline it is (None: it is the week's or the day's)."""

    key: str
    late: Why | None
    closing: Closing | None

    def until(self, timezone: str) -> datetime | None:
        """When it is of no use any more."""
        if self.closing is None:
            return None
        after = self.closing.deadline + timedelta(days=1)
        return datetime.fromisoformat(begin_of(after, timezone))

    def header(self, header: Header) -> Header:
        """What its lines are told with: a deadline that comes first is not counted
        down to again."""
        return header if self.closing is None else replace(header, deadline=None)


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


def _marks(daily: str, day: date, as_of: date) -> tuple[str, str]:
    """What makes the digests of Chairs one, and those of leaders: the week, or for who
    has one daily (HAICAP_DIGEST_DAILY) the newest day of data: without new data there
    is nothing new to tell."""
    of_day = f"day-{as_of}"
    chairs = of_day if daily == "yes" else _week(day)
    return chairs, of_day if daily in ("yes", "leaders") else _week(day)


def _week(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def _late(header: Header) -> Why | None:
    """Why nothing is written: the sources that are late."""
    if not header.stale:
        return None
    return Why(LATE, {"sources": ", ".join(one.title for one in header.stale)})


class _Written(NamedTuple):
    """What a message says, and the tables that go with it."""

    sheet: Sheet
    files: tuple[File, ...]


def _of_unit(
    board: Board, header: Header, holder: Holder, waits: Waits, key: _Key
) -> Message:
    code, spoken, made = holder.unit_code, set_language(holder.language), None
    # Without an address nobody reads it: it is only listed as not sent.
    if holder.mail and not key.late:
        answer, base = board.unit(code), board.settings.reached_at
        sheet = unit_digest(answer, key.header(header), waits, base)
        if key.closing is not None:
            sheet = unit_before(sheet, answer, key.closing)
        files = tuple(unit_file(board, answer, form) for form in _forms(board))
        made = _Written(sheet, files)
    about: dict[str, Any] = {"reader": holder.person, "address": holder.mail}
    about |= {"unit": code, "account": holder.account, "language": spoken}
    about |= {"until": key.until(board.settings.timezone)}
    return _message(key, "digest", made, f"chair {code}", header, about)


def _of_city(
    board: Board, header: Header, account: KeptAccount, waits: Waits, key: _Key
) -> Message:
    spoken, made = set_language(account.language), None
    if not key.late:
        answer, base = board.overview(), board.settings.reached_at
        sheet = city_digest(answer, key.header(header), waits, base)
        if key.closing is not None:
            place = header.place or _("The city")
            rankings = _rankings(board, header, key.closing)
            sheet = city_before(sheet, place, rankings, key.closing)
        made = _Written(sheet, _ranking_files(board, header, answer))
    about: dict[str, Any] = {"reader": account.name, "address": account.mail}
    about |= {"account": account.name, "language": spoken}
    about |= {"until": key.until(board.settings.timezone)}
    return _message(key, "city", made, account.role, header, about)


def _forms(board: Board) -> tuple[str, ...]:
    return _FORMS[board.settings.digest_files]


def _ranking_files(board: Board, header: Header, answer: Overview) -> tuple[File, ...]:
    """The rankings of the pair, as their pages hand them out."""
    kinds = header.plan.kinds if header.plan else ()
    return tuple(
        ranking_file(board, one, form, kinds)
        for one in answer.pair
        for form in _forms(board)
    )


def _rankings(board: Board, header: Header, closing: Closing) -> list[Ranking]:
    """All units by each indicator whose target ends."""
    plan, kinds = (header.plan.key, header.plan.kinds) if header.plan else ("", ())
    keys = dict.fromkeys(key for ends in closing.ending.values() for key in ends)
    asked = (Question(k, plan, as_of=header.as_of, kinds=kinds) for k in keys)
    return [board.ranking(one) for one in asked]


def _message(
    key: _Key,
    kind: str,
    made: _Written | None,
    whose: str,
    header: Header,
    about: dict[str, Any],
) -> Message:
    scope = f"{whose}; evaluation {header.evaluation or '–'}"
    about |= {"scope": scope, "skipped": key.late}
    if made is None:
        subject = translate(KINDS[kind], about["language"])
        return Message(key.key, kind, subject=subject, text="", **about)
    sheet = made.sheet
    about |= {"text": sheet.text(), "html": sheet.html(), "files": made.files}
    return Message(key.key, kind, subject=sheet.subject, **about)
