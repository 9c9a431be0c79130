"""Alerts: figures that are new are judged by the rules, and what fired is told once.

What fired in quiet hours waits for the next working morning; then each reader has one
mail of all that waited. It goes to whoever is in office on the day it goes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from accounts.keeping import listed
from board import Board
from board.freshness import version_and_stale
from core.clock import now, today
from core.language import set_language
from core.quiet import quiet_of
from core.settings import Settings
from jobs.digest import LEADING
from jobs.job import Note
from metrics import plain
from metrics.alerts import CHAIR, FIRINGS, LEADERS, AlertRule, KeptAlert, TellsOf
from metrics.calendar import is_working_day
from reports.mail.alert import Told, city_alert, unit_alert
from store import alerts, messages
from store.engine import Database
from store.messages import Message


def work(db: Database, settings: Settings) -> Note:
    """Judge what is new, and tell what fired. Raises SettingsError where the rules
    cannot be read."""
    board = Board(db, settings)
    fired = look(board)
    told, held = tell(board)
    if not (fired or told or held):
        return Note("No alert to tell.", logged=False)
    values = {"fired": fired, "told": told, "held": held}
    text = "{fired} alerts fired; {told} messages queued; {held} alerts wait."
    return Note(text, values, logged=bool(fired or told))


def look(board: Board, back: int = 0) -> int:
    """How many alerts fired now, each kept with what it rests on. The same figures are
    judged once, however often this runs; figures of late data are looked at again when
    what is late changes, and all when the rules do. `back`: as Board.alerting."""
    version, stale = version_and_stale(board.db)
    late = " ".join(sorted(one.source for one in stale))
    rules = sha256(repr(board.alert_rules()).encode()).hexdigest()[:12]
    mark = f"{version} {today(board.settings.timezone)} {rules} {late}".rstrip()
    with board.db.read() as connection:
        if alerts.seen(connection) == mark:
            return 0
        until, standings = alerts.looked_until(connection), alerts.standings(connection)
    found = board.alerting(until, standings, back)
    with board.db.write() as connection:
        alerts.alone(connection)
        if alerts.looked_until(connection) != until:
            # Another worker judged them meanwhile.
            return 0
        for one in found.looks:
            alerts.add_look(connection, one, found.evaluation)
        alerts.add(connection, found.rows, found.evaluation)
        # What could not be judged is looked at again once another source is late.
        alerts.see(connection, mark)
    return sum(row.event in FIRINGS for row in found.rows)


def quiet(board: Board, moment: datetime) -> bool:
    """Whether no alert goes out at a moment: in quiet hours, and on days off."""
    hours = quiet_of(board.settings.quiet_hours)
    if hours is None:
        return False
    local = moment.astimezone(ZoneInfo(board.settings.timezone))
    day = local.date()
    if hours.holds(local.time()) or not is_working_day(day, ()):
        # Nights and weekends need no reading of all data for the holidays.
        return True
    return not is_working_day(day, board.days_off_after(day))


def tell(board: Board) -> tuple[int, int]:
    """How many messages were queued, and how many alerts wait."""
    with board.db.read() as connection:
        waiting = alerts.untold(connection)
    if not waiting:
        return 0, 0
    if quiet(board, now()):
        return 0, len(waiting)
    return tell_now(board, waiting), 0


def tell_now(board: Board, waiting: list[KeptAlert]) -> int:
    """How many messages were queued of the alerts that wait, whatever the hour. Each is
    counted again before: what no longer holds is withdrawn, and told to nobody."""
    with board.db.read() as connection:
        until, standings = alerts.looked_until(connection), alerts.standings(connection)
    found = board.recounted(waiting, until, standings)
    mails = list(_mails(board, found.still))
    with board.db.write() as connection:
        alerts.alone(connection)
        if [one.id for one in alerts.untold(connection)] != [one.id for one in waiting]:
            # Another worker tells them.
            return 0
        alerts.add(connection, found.rows, found.evaluation)
        states = Counter(_queue(connection, mail) for mail in mails)
        for number, to in _nobodys(board, found.still, mails):
            alerts.tell(connection, number, to, None)
    return states[True]


@dataclass
class _Mail:
    """What one reader is told: of which alerts, as whom the rules name."""

    to: TellsOf
    about: Mapping[str, Any]
    alerts: list[KeptAlert] = field(default_factory=list)
    message: Message | None = None


def _queue(connection: Any, mail: _Mail) -> bool:
    number = messages.queue(connection, mail.message) if mail.message else None
    for one in mail.alerts:
        alerts.tell(connection, one.id, mail.to, number)
    return number is not None


def _nobodys(
    board: Board, waiting: list[KeptAlert], mails: list[_Mail]
) -> Iterator[tuple[int, TellsOf]]:
    """The alerts, by number, and whom of those their rule names there is nobody of."""
    told = {(one.id, mail.to.whom) for mail in mails for one in mail.alerts}
    rules = _rules(board)
    for one in waiting:
        for whom in _whom(rules, one):
            if (one.id, whom) not in told:
                yield one.id, TellsOf(whom)


def _rules(board: Board) -> dict[str, AlertRule]:
    return {rule.key: rule for rule in board.alert_rules()}


def _whom(rules: Mapping[str, AlertRule], one: KeptAlert) -> tuple[str, ...]:
    """Whom a rule tells; one that is gone the Chair."""
    rule = rules.get(one.row.rule)
    return rule.to if rule else (CHAIR,)


def _mails(board: Board, waiting: list[KeptAlert]) -> Iterator[_Mail]:
    """One mail for each reader, of all that is theirs."""
    day = today(board.settings.timezone)
    units = plain.by_code(board.units())
    told = Told(_rules(board), units, board.settings.reached_at)
    chairs = _to_chairs(board, waiting, told, day)
    for mail in (*chairs, *_to_leaders(board, waiting, told, day)):
        mail.message = _message(mail, told)
        yield mail


def _meant(waiting: list[KeptAlert], told: Told, whom: str) -> list[KeptAlert]:
    """Those whose rule tells `whom`."""
    return [one for one in waiting if whom in _whom(told.rules, one)]


def _to_chairs(
    board: Board, waiting: list[KeptAlert], told: Told, day: date
) -> list[_Mail]:
    holders, mails = board.holders(day), dict[tuple[str, str], _Mail]()
    for one in _meant(waiting, told, CHAIR):
        holder = holders.get(one.row.unit_code)
        if holder is None:
            continue
        to = TellsOf(CHAIR, holder.person, holder.mail)
        about = {"account": holder.account, "language": holder.language}
        mail = mails.setdefault((to.reader, to.address), _Mail(to, about))
        mail.alerts.append(one)
    return list(mails.values())


def _to_leaders(
    board: Board, waiting: list[KeptAlert], told: Told, day: date
) -> Iterator[_Mail]:
    meant = _meant(waiting, told, LEADERS)
    for account in listed(board.db) if meant else ():
        if account.role in LEADING and account.mail and account.open_on(day):
            to = TellsOf(LEADERS, account.name, account.mail)
            about = {"account": account.name, "language": account.language}
            yield _Mail(to, about | {"role": account.role}, meant)


def _message(mail: _Mail, told: Told) -> Message:
    spoken = set_language(mail.about["language"])
    units = sorted({one.row.unit_code for one in mail.alerts})
    chair = mail.to.whom == CHAIR
    sheet = (unit_alert if chair else city_alert)(mail.alerts, told)
    whose = f"chair {' '.join(units)}" if chair else mail.about["role"]
    evaluations = sorted({str(one.evaluation or "–") for one in mail.alerts})
    return Message(
        f"alert:{mail.to.whom}:{mail.to.reader}:{mail.alerts[-1].id}",
        "alert",
        reader=mail.to.reader,
        address=mail.to.address,
        subject=sheet.subject,
        text=sheet.text(),
        html=sheet.html(),
        language=spoken,
        unit=units[0] if chair and len(units) == 1 else "",
        account=mail.about["account"],
        scope=f"{whose}; evaluation {' '.join(evaluations)}",
    )
