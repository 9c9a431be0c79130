"""How a number is asked, and what the answer speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.indicators import Indicator


@dataclass(frozen=True)
class Question:
    """How a number is asked. Empty parts take the defaults of contract, section 1.
    `borders`: "" or "today" (metrics.borders)."""

    indicator: str
    plan: str = ""
    window: str = ""
    start: date | None = None
    as_of: date | None = None
    kinds: tuple[str, ...] = ()
    borders: str = ""


@dataclass(frozen=True)
class Plan:
    """A decision with its targets. `official` and `indicators` are indicator keys,
    `kinds` the unit kinds its targets name; `issues`: the days on which any of its
    targets were issued, the first one first."""

    key: str
    title: str
    decision_no: str
    issues: tuple[date, ...]
    starts_on: date | None
    last_deadline: date
    indicators: tuple[str, ...]
    official: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def issued_on(self) -> date | None:
        """The newest of them; None where none is known."""
        return max(self.issues, default=None)

    def issued_by(self, day: date) -> date | None:
        """The newest of them not after `day`: a stage that is added later takes no
        plan away from the days before."""
        return max((issue for issue in self.issues if issue <= day), default=None)


@dataclass(frozen=True)
class Reading:
    """What a table or chart speaks of: the question with its defaults filled in.

    `deadline` is the day of the target in force for most units, None without one;
    `known_at` the moment of knowledge (UTC), `evaluation` the newest frozen reading;
    `reopened`: that reading itself is shown, not what is known now.
    """

    indicator: Indicator
    plan: Plan | None
    window: str
    start: date | None
    as_of: date
    deadline: date | None
    known_at: str
    evaluation: int | None
    official: bool
    reopened: bool = False
    borders: str = ""

    @property
    def days_left(self) -> int | None:
        return None if self.deadline is None else (self.deadline - self.as_of).days
