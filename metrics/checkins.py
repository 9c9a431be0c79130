"""Weekly check-ins of units that promised something: arithmetic alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.clock import monday
from metrics.commitments import Commitment

# Whether the unit believes that it will keep its commitments; values are catalogue
# keys.
CONFIDENCE = {
    "will": "Will make it",
    "unsure": "Not sure",
    "will_not": "Will not make it",
}
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class CheckIn:
    """What a unit said of a week, which begins on the Monday `week_on`; `facts` are
    what was shown then, frozen. The newest of a week stands."""

    id: int
    unit_code: str
    week_on: date
    confidence: str
    text: str
    facts: Mapping[str, Any]
    who: str
    day: date
    at: str


@dataclass(frozen=True)
class Weekly:
    """The check-ins of one unit. `asked`: the Mondays of the weeks of which one was
    asked for, in order; `given`: by Monday, those of a week in order."""

    unit_code: str
    asked: tuple[date, ...]
    given: Mapping[date, tuple[CheckIn, ...]]

    def of(self, week_on: date) -> CheckIn | None:
        """The one that stands of a week; None without one."""
        found = self.given.get(week_on, ())
        return found[-1] if found else None

    def awaited(self, day: date) -> bool:
        """Whether that of the week of `day` was asked for and did not come yet."""
        week_on = monday(day)
        return week_on in self.asked and week_on not in self.given

    def missed(self, day: date) -> tuple[date, ...]:
        """The weeks that are over, were asked for, and of which none came."""
        return tuple(
            one for one in self.asked if one < monday(day) and one not in self.given
        )

    def over(self, day: date) -> int:
        """How many weeks that are over were asked for."""
        return sum(one < monday(day) for one in self.asked)


def running(standing: Iterable[Commitment], day: date) -> list[Commitment]:
    """The commitments that run on a day: made on it or before, and not over."""
    return [one for one in standing if one.day <= day <= one.due_on]


def asked_of(standing: Iterable[Commitment], day: date) -> frozenset[str]:
    """The units that are asked for a check-in of the week of `day`: those with a
    commitment that runs through all of it, made before its Monday and not due before
    its Sunday."""
    first = monday(day)
    last = first + _WEEK - timedelta(days=1)
    return frozenset(
        one.unit_code for one in standing if one.day < first and one.due_on >= last
    )


def weekly(
    asked: Iterable[tuple[str, date]], given: Iterable[CheckIn]
) -> dict[str, Weekly]:
    """The check-ins of each unit; `asked`: unit and Monday; `given`: the oldest
    first."""
    mondays: dict[str, set[date]] = {}
    for code, week_on in asked:
        mondays.setdefault(code, set()).add(week_on)
    said: dict[str, dict[date, tuple[CheckIn, ...]]] = {}
    for one in given:
        own = said.setdefault(one.unit_code, {})
        own[one.week_on] = (*own.get(one.week_on, ()), one)
    return {
        code: Weekly(code, tuple(sorted(mondays.get(code, ()))), said.get(code, {}))
        for code in sorted({*mondays, *said})
    }


def mark_of(facts: Mapping[str, Any]) -> str:
    """What facts are known by: others have another mark."""
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
