"""One page a unit for a meeting: plain data, so that it can be frozen as it stands.

A page has: unit_code, name, name_en, kind, chair, acting; reason, also, tied, note (of
who added it by hand) and facts (metrics.stocktake.told); rows, the meeting's indicator
first, then the others that the plan officially names; gap_list; under (points under
dispute, a share); requests that are open, commitments and disputes that wait, the
newest first; last_day; questions. Days are ISO text, shares 0 to 1, None is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from board.candidates import Field
from board.gaps import gap_list
from metrics import plain
from metrics.commitments import Commitment, Graded
from metrics.dialogue import Request
from metrics.limits import AllLimits
from metrics.meetings import Page
from metrics.ranking import row
from metrics.stocktake import Pick, told
from metrics.stocktake_questions import questions

_ROW = (
    *("numerator", "denominator", "value", "target", "gap", "status", "rank"),
    *("expected", "missing", "change_7d", "coverage"),
)
_GAP = ("procedure_code", "name", "level", "received", "online", "peers", "of_units")
# As many as fit a screen.
PROCEDURES, SAID = 5, 4


@dataclass(frozen=True)
class Said:
    """What was said with the units so far; `grades`: of each commitment, the newest
    last."""

    requests: Sequence[Request]
    commitments: Sequence[Commitment]
    grades: Mapping[int, Sequence[Graded]]

    def verdict(self, one: Commitment) -> str:
        """The newest grade of a commitment; "" where it has none."""
        graded = self.grades.get(one.id, ())
        return graded[-1].verdict if graded else ""


def pages(
    field: Field,
    limits: AllLimits,
    picked: Iterable[Pick],
    notes: Mapping[str, str],
    said: Said,
) -> tuple[Page, ...]:
    """The pages of the units picked; `notes`: why one was added by hand."""
    made = _Pages(field, limits, said)
    return tuple(made.page(one, notes.get(one.unit_code, "")) for one in picked)


@dataclass(frozen=True)
class _Pages:
    field: Field
    limits: AllLimits
    said: Said

    def page(self, pick: Pick, note: str) -> Page:
        code = pick.unit_code
        candidate = self.field.candidate(code)
        found = {
            **self._unit(code),
            "reason": pick.reason,
            "also": list(pick.also),
            "tied": pick.tied,
            "note": note,
            "facts": told(candidate, pick.reason, self.limits),
            "rows": list(self._rows(code)),
            "gap_list": self._gap_list(code),
            "under": self._under(code),
            "requests": self._requests(code),
            "commitments": self._commitments(code),
            "disputes": self._disputes(code),
            "last_day": _text(self.field.expected.get(code, {}).get("last_day")),
        }
        return {**found, "questions": questions(found)}

    def _unit(self, code: str) -> dict[str, Any]:
        asked = self.field.ranked.asked
        unit = asked.tree.units[code]
        chair = self.field.known.chairs(asked.as_of).get(code)
        return {
            "unit_code": code,
            "name": unit.name,
            "name_en": unit.name_en,
            "kind": unit.kind,
            "chair": chair.person if chair else "",
            "acting": bool(chair and chair.acting),
            "since": _text(chair.starts_on) if chair else None,
        }

    def _rows(self, code: str) -> Iterable[dict[str, Any]]:
        """The meeting's indicator, then what else the plan officially names."""
        asked = self.field.ranked.asked
        official = asked.plan.official if asked.plan else ()
        for key in dict.fromkeys((asked.indicator.key, *official)):
            question = replace(self.field.question, indicator=key)
            ranked = self.field.known.ranked(question)
            read = row(ranked, code, {})
            target = ranked.target(code)
            yield {
                "indicator": key,
                **{name: read[name] for name in _ROW},
                "of_units": len(ranked.leaves),
                "as_of": ranked.asked.as_of.isoformat(),
                "start": _text(ranked.asked.start),
                "deadline": _text(target.deadline) if target else None,
            }

    def _gap_list(self, code: str) -> list[dict[str, Any]]:
        ranked = self.field.ranked
        found = gap_list(self.field.known, ranked.asked, code, ranked.missing(code))
        rows = plain.rows(found)
        # First what some unit already offers further, as on the unit's page.
        rows.sort(key=lambda one: (not one["peers"], -float(one["gain"] or 0)))
        return [
            {**{name: one[name] for name in _GAP}, "gain": float(one["gain"] or 0)}
            for one in rows[:PROCEDURES]
        ]

    def _under(self, code: str) -> float | None:
        beside = self.field.known.beside(self.field.question).get(code)
        return plain.number(beside.under) if beside else None

    def _requests(self, code: str) -> list[dict[str, Any]]:
        day = self.field.owed.day
        waits = [r for r in self.said.requests if r.unit_code == code]
        return [
            {
                "id": one.id,
                "rule": one.rule,
                "indicator": one.indicator,
                "state": one.state,
                "day": one.day.isoformat(),
                "due": one.due.isoformat(),
                "overdue": one.is_overdue(day),
            }
            for one in reversed(waits)
            if one.state != "closed"
        ][:SAID]

    def _commitments(self, code: str) -> list[dict[str, Any]]:
        own = [one for one in self.said.commitments if one.unit_code == code]
        return [
            {
                "id": one.id,
                "request": one.request_id,
                "indicator": one.indicator,
                "about": one.procedure_code or one.field,
                "gain": one.gain,
                "due_on": one.due_on.isoformat(),
                "owner": one.owner,
                "day": one.day.isoformat(),
                "over": one.due_on < self.field.owed.day,
                "verdict": self.said.verdict(one),
            }
            for one in reversed(own)
        ][:SAID]

    def _disputes(self, code: str) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "reason": one.reason,
                "dossiers": one.dossiers,
                "at": one.at,
                "due_on": _text(one.due_on),
            }
            for one in reversed(self.field.known.disputes)
            if one.unit_code == code and one.state == "open"
        ][:SAID]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
