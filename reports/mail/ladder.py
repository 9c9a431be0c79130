"""What a step of the ladder of escalation says to those whom it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.language import _
from figures import formats
from figures.dialogue import late_words, promise_words, title_of
from figures.names import unit_name
from metrics.ladder import Climb, Rung, late_days, paused_days, pauses
from metrics.requests import RequestRule
from reports.mail.sheet import Section, Sheet, address


@dataclass(frozen=True)
class Late:
    """Something that climbed to a rung on a day. `unit`: its row (name, name_en), {}
    of one that is no more; `rules`: those that ask, by key."""

    climb: Climb
    rung: Rung
    unit: Mapping[str, Any]
    rules: Mapping[str, RequestRule]
    day: date


def ladder_sheet(lines: Sequence[Late], base: str, begins: bool = False) -> Sheet:
    """All that one reader is told on a day, in the language of the moment; `base`:
    where the app is reached; `begins`: it is the first day of the ladder."""
    titles = dict.fromkeys(_(one.rung.title) for one in lines)
    sections = tuple(
        Section(title, tuple(_line(x) for x in lines if _(x.rung.title) == title))
        for title in titles
    )
    first = lines[0]
    alone = len(lines) == 1
    subject = _("{count} answers and commitments wait", count=len(lines))
    if alone:
        subject = f"{_unit(first)}: {_(first.rung.title)}"
    asked = {"id": first.climb.request.id} if alone else {}
    return Sheet(
        subject,
        _lead(lines, begins),
        sections,
        address(base, "/dialogue", **asked),
        _("Open the dialogue"),
    )


def _lead(lines: Sequence[Late], begins: bool) -> str:
    told = _(
        "The rules of the dialogue tell you what waits, by the office that you "
        "hold on {day}. An answer, or a pause by a leader, ends it.",
        day=formats.day(lines[0].day),
    )
    if begins and any(_overdue(one) for one in lines):
        # Nobody was told of the rungs below: they are not to blame for that.
        begun = _(
            "Reminders begin today: what has been late for long is told at once, by "
            "how late it is, and nobody was reminded of it before."
        )
        told = f"{begun} {told}"
    return told


def _overdue(one: Late) -> bool:
    """Whether its rung was reached before the day."""
    stood = pauses(one.climb.request.entries)
    return late_days(one.climb.due, one.day, stood) > max(one.rung.days, 0)


def _line(one: Late) -> str:
    request, commitment = one.climb.request, one.climb.commitment
    if commitment is None:
        what = title_of(request, one.rules)
    else:
        what = promise_words(commitment).rstrip(".")
    told = f"{_unit(one)}: {request.id} · {what}; {_late(one.climb, one.day)}"
    if request.person:
        told += f"; {_('asked of {person}', person=request.person)}"
    return f"{told}."


def _late(climb: Climb, day: date) -> str:
    stood = pauses(climb.request.entries)
    late, paused = late_days(climb.due, day, stood), paused_days(climb.due, day, stood)
    return late_words(climb.due, late, paused)


def _unit(one: Late) -> str:
    return unit_name({"name": one.climb.request.unit_code, **one.unit}, "name")
