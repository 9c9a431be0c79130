"""Answers kept for as long as the data version stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from board.known import Known
from core.clock import today
from store.engine import Database, data_version

Answer = TypeVar("Answer")
# What an answer was given on: no data means "today", so the day belongs to it.
Moment = tuple[int, date]

_KEPT = 400


class Answered:
    """What is known at the newest data version, and the answers given from it."""

    def __init__(self, db: Database, kept: int = _KEPT) -> None:
        self._db = db
        self._kept = kept
        self._lock = Lock()
        self._reading = Lock()
        self._moment: Moment | None = None
        self._known: Known | None = None
        self._answers: OrderedDict[object, Any] = OrderedDict()

    def version(self) -> int:
        """The data version now: one cheap read."""
        with self._db.read() as connection:
            return data_version(connection)

    def ask(
        self,
        question: Callable[..., Answer],
        parts: tuple[Any, ...],
        named: Mapping[str, Any],
        version: int | None = None,
        beside: Hashable = None,
    ) -> Answer:
        """The answer of `question(known, *parts, **named)`, given before or worked
        out now. `version`: the data version, where it was just read; `beside`: what
        else it hangs on."""
        now = self.version() if version is None else version
        moment = (now, today(self._db.timezone))
        key = (moment, question, parts, tuple(sorted(named.items())), beside)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                found: Answer = self._answers[key]
                return found
        known = self._current(moment)
        answer = question(known, *parts, **named)
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > known.facts.share_of(self._kept):
                self._answers.popitem(last=False)
        return answer

    def fresh(self, question: Callable[..., Answer], *parts: Any) -> Answer:
        """The answer worked out now, whatever was answered before."""
        moment = (self.version(), today(self._db.timezone))
        return question(self._current(moment), *parts)

    def _current(self, moment: Moment) -> Known:
        """What is known now; read by one thread while the others wait for it."""
        with self._reading:
            if self._known is None or self._moment != moment:
                self._known = Known.read(self._db, moment[0])
                self._moment = moment
                with self._lock:
                    self._answers.clear()
            return self._known
