"""Pages and minutes of a meeting that somebody wants mailed: to the Chair in office of
each unit their own, to those who lead all of them. Nobody has the same twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from accounts.keeping import listed
from board import Board
from board.stocktaking import Agreed
from core.clock import today
from core.language import set_language
from core.settings import Settings
from jobs.digest import LEADING
from jobs.job import Note
from metrics.meetings import MINUTES, Meeting, Page, Sending
from metrics.terms import Holder
from reports.mail.sheet import Sheet
from reports.mail.stocktake import Told, minutes_sheet, pack_sheet
from store import meetings, messages
from store.engine import Database
from store.messages import Message

RULE = "rule"
KIND = "meeting"


def work(db: Database, settings: Settings) -> Note:
    """Queue what was asked for and waits."""
    with db.read() as connection:
        waiting = [one for one in meetings.sendings(connection) if one.told is None]
    if not waiting:
        return Note("No meeting is to be mailed.", logged=False)
    board = Board(db, settings)
    queued = sum(_send(board, one) for one in waiting)
    return Note("{queued} messages of meetings queued.", {"queued": queued})


def _send(board: Board, asked: Sending) -> int:
    writing = _Writing.of(board, asked)
    told = list(writing.messages())
    with board.db.write() as connection:
        waits = meetings.sendings(connection, asked.meeting_id)
        if any(one.id == asked.id and one.told is not None for one in waits):
            # Another worker was quicker.
            return 0
        states: Counter[bool] = Counter()
        for one in told:
            states[messages.queue(connection, one) is not None] += bool(one.address)
        found = {"queued": states[True], "before": states[False], **writing.without()}
        about = (asked.meeting_id, asked.what, RULE, today(board.settings.timezone))
        meetings.send(connection, *about, asked=asked.id, told=found)
    return states[True]


@dataclass(frozen=True)
class _Writing:
    """What is written of one meeting, and to whom."""

    board: Board
    what: str
    meeting: Meeting
    pages: Sequence[Page]
    agreed: Sequence[Agreed]
    holders: Mapping[str, Holder]

    @classmethod
    def of(cls, board: Board, asked: Sending) -> _Writing:
        number, day = asked.meeting_id, today(board.settings.timezone)
        pages = board.meeting_pages(number)
        codes = [page["unit_code"] for page in pages]
        held = {code: one for code, one in board.holders(day).items() if code in codes}
        about = (board.meeting(number), pages, board.agreed(number), held)
        return cls(board, asked.what, *about)

    def without(self) -> dict[str, list[str]]:
        """The units whose page nobody gets, by why."""
        codes = [page["unit_code"] for page in self.pages]
        held = {code: self.holders[code] for code in codes if code in self.holders}
        return {
            "nobody": [code for code in codes if code not in held],
            "no_address": [code for code, one in held.items() if not one.mail],
        }

    def messages(self) -> Iterator[Message]:
        """One a Chair and unit, and one each to those who lead."""
        for page in self.pages:
            holder = self.holders.get(page["unit_code"])
            if holder is not None:
                about = {"reader": holder.person, "address": holder.mail}
                about |= {"account": holder.account, "unit": page["unit_code"]}
                whose = f"chair {page['unit_code']}"
                yield self._message(holder.language, whose, [page], about)
        day = today(self.board.settings.timezone)
        for account in listed(self.board.db):
            if account.role in LEADING and account.mail and account.open_on(day):
                about = {"reader": account.name, "address": account.mail}
                about |= {"account": account.name}
                yield self._message(account.language, account.role, self.pages, about)

    def _message(
        self, asked: str, whose: str, pages: Sequence[Page], about: dict[str, Any]
    ) -> Message:
        spoken, number = set_language(asked), self.meeting.id
        sheet = self._sheet(pages, all_=not about.get("unit"))
        key = f"{self.what}:{number}:{about.get('unit', '')}:{about['reader']}"
        frozen = self.meeting.frozen
        return Message(
            f"{key}{self._mark(pages)}",
            KIND,
            subject=sheet.subject,
            text=sheet.text(),
            html=sheet.html(),
            language=spoken,
            scope=f"{whose}; evaluation {frozen.evaluation if frozen else '–'}",
            **about,
        )

    def _sheet(self, pages: Sequence[Page], *, all_: bool) -> Sheet:
        rules = {rule.key: rule for rule in self.board.dialogue_rules().requests}
        base = self.board.settings.reached_at
        told = Told(self.meeting, pages, all_, rules, base)
        if self.what == MINUTES:
            return minutes_sheet(told, self._own(pages))
        return pack_sheet(told)

    def _own(self, pages: Sequence[Page]) -> list[Agreed]:
        codes = {page["unit_code"] for page in pages}
        return [one for one in self.agreed if one.commitment.unit_code in codes]

    def _mark(self, pages: Sequence[Page]) -> str:
        """What the minutes of a reader hang on: they go again where more was agreed.
        Pages never change."""
        if self.what != MINUTES:
            return ""
        told = [(one.commitment.id, one.text) for one in self._own(pages)]
        return f":{sha256(repr(told).encode()).hexdigest()[:8]}"
