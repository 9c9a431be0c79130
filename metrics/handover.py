"""What a Chair hands over: the standing on the eve, as both sign it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.questions import Plan, Reading
from metrics.terms import Term


@dataclass(frozen=True)
class Handover:
    """The baseline of a unit for who begins on `day`. `before`: who is in office on
    the eve, `after` on the day, None is nobody; `as_of`: the eve, or the last day with
    data where that is earlier. `rows`: ranking rows of the indicators with a target,
    each with `indicator`, `of_units`, `period_start`, `as_of`. Procedures in force,
    offered online, offered end to end (None: not known). `last_day`: the last day with
    data of the unit; `lacking`: days or reports that are missing (None: not told);
    `held`: dossiers held back; `signals`: open ones (None: the unit is not judged)."""

    unit_code: str
    unit_name: str
    name_en: str
    day: date
    as_of: date
    before: Term | None
    after: Term | None
    plan: Plan | None
    rows: Sequence[Mapping[str, Any]]
    readings: Mapping[str, Reading]
    procedures: tuple[object, object, object]
    last_day: date | None
    lacking: int | None
    held: int
    signals: int | None
    evaluation: int | None
    known_at: str
