"""Which targets end before the next working day is over."""

from __future__ import annotations

from datetime import date, timedelta

from board.disputes import days_off_after
from board.header import header
from board.known import Known
from metrics.calendar import is_working_day, last_day
from metrics.closing import Closing
from metrics.questions import Question


def closing(known: Known, day: date) -> tuple[Closing, ...]:
    """The deadlines, of the plan that pages are shown by, whose last working day
    before them is `day`, the earliest first; none on a day off. The targets are those
    by which units are judged as of the newest figures."""
    head = header(known)
    off = days_off_after(known, day)
    if head.plan is None or not is_working_day(day, off):
        return ()
    until = last_day(day, 1, off)
    found: dict[date, dict[str, list[str]]] = {}
    first = (key for key in head.pair if key in head.plan.indicators)
    for key in dict.fromkeys((*first, *head.plan.indicators)):
        asked = known.resolve(Question(key, head.plan.key, as_of=head.as_of))
        for code, unit in asked.tree.units.items():
            target = asked.target(unit)
            if target is not None and day < target.deadline <= until:
                ends = found.setdefault(target.deadline, {})
                ends.setdefault(code, []).append(key)
    tomorrow = day + timedelta(days=1)
    return tuple(
        Closing(on, on == tomorrow, {code: tuple(keys) for code, keys in ends.items()})
        for on, ends in sorted(found.items())
    )
