"""Who solved which procedure, and what happened there around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from metrics.commitments import Commitment
from metrics.dialogue import PROMISING, Request
from metrics.solved import Rise, Rule

# The share of dossiers that come online is what rises.
INDICATOR = "online_dossiers"
# What is told of a unit around a rise: a service that changed, an event, a promise, an
# answer. The last two are told to who reads the unit's dialogue alone.
SERVICE, EVENT, PROMISED, ANSWERED = "service", "event", "promised", "answered"


@dataclass(frozen=True)
class Did:
    """Something that happened on `day`. `title`, `note`: of an event as it was written,
    of a service its levels before and after, of an answer its cause and text;
    `request`: the number of a promise's or an answer's request."""

    day: date
    what: str
    title: str = ""
    note: str = ""
    request: int | None = None
    promise: Commitment | None = None


# What units said and promised, by unit and procedure.
Said = Mapping[tuple[str, str], Sequence[Did]]


@dataclass(frozen=True)
class Solver:
    """A unit that solved a procedure: `since` is the Monday of the first week after the
    rise; `person`: the Chair in office now ("": nobody on record); `own`: what is told
    of this unit alone, `everywhere`: of all, of its kind or of a unit above it."""

    unit_code: str
    procedure_code: str
    since: date
    rise: Rise
    person: str = ""
    own: tuple[Did, ...] = ()
    everywhere: tuple[Did, ...] = ()


@dataclass(frozen=True)
class Solved:
    """What was found of the weeks from `first` to `last` (None: there are not enough),
    the most dossiers gained first. `looked`: units and procedures with enough dossiers
    to be told of; `names`: of procedures, by code; `fields`: the same."""

    rule: Rule
    as_of: date
    first: date | None = None
    last: date | None = None
    looked: int = 0
    found: tuple[Solver, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)

    def of_procedure(self, code: str) -> tuple[Solver, ...]:
        """Who solved a procedure."""
        return tuple(one for one in self.found if one.procedure_code == code)

    def of_unit(self, code: str) -> tuple[Solver, ...]:
        """What a unit solved."""
        return tuple(one for one in self.found if one.unit_code == code)


def around(day: date, since: date, rule: Rule) -> bool:
    """Whether a day lies so near the first day after a rise that it is told with it."""
    near = timedelta(weeks=rule.around)
    return since - near <= day <= since + near


def said(
    solver: Solver,
    answer: Solved,
    requests: Iterable[Request],
    commitments: Iterable[Commitment],
) -> tuple[Did, ...]:
    """What the unit of `solver` answered around its rise, and what it promised of the
    procedure, of its field or of all, by day."""
    field_of = answer.fields.get(solver.procedure_code, "")
    told = [
        Did(one.day, PROMISED, request=one.request_id, promise=one)
        for one in commitments
        if one.unit_code == solver.unit_code
        and _speaks_of(one, solver.procedure_code, field_of)
    ]
    told += [
        Did(entry.day, ANSWERED, entry.cause, entry.text, one.id)
        for one in requests
        if one.unit_code == solver.unit_code
        for entry in one.entries
        if entry.what in PROMISING
    ]
    near = (one for one in told if around(one.day, solver.since, answer.rule))
    return tuple(sorted(near, key=lambda one: (one.day, one.what)))


def _speaks_of(one: Commitment, procedure: str, field_of: str) -> bool:
    if one.procedure_code:
        return one.procedure_code == procedure
    return one.field in ("", field_of)
