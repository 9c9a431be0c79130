"""What each unit owes: answers, and what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from metrics.checkins import Weekly
from metrics.commitments import Commitment, Graded, standing
from metrics.dialogue import Request
from metrics.grading import KEPT, NOT_GRADABLE
from metrics.ladder import REQUEST, Step, by_climb, climbing, pause_on


@dataclass(frozen=True)
class Owed:
    """Of one unit: requests that wait for its answer, `late` of them overdue; answers
    that wait for a decision; commitments that are not due yet; of those graded how many
    were `kept`. What could not be graded is none of these. Of what climbs the ladder of
    escalation how much was `raised` beyond the Chair, and how many requests' ladders
    are `paused` today. Of check-ins whether that of this week is `awaited`, and of the
    weeks that are over how many `missed` one of those `asked` for."""

    requests: int = 0
    late: int = 0
    answered: int = 0
    promised: int = 0
    kept: int = 0
    graded: int = 0
    raised: int = 0
    paused: int = 0
    awaited: int = 0
    missed: int = 0
    asked: int = 0

    @property
    def something(self) -> bool:
        """Whether there is anything to tell."""
        return replace(self, asked=0) != Owed()


def owed(
    requests: Iterable[Request],
    commitments: Iterable[Commitment],
    grades: Mapping[int, list[Graded]],
    day: date,
    steps: Iterable[Step] = (),
    weekly: Mapping[str, Weekly] = MappingProxyType({}),
) -> dict[str, Owed]:
    """By unit code on `day`; units of which there is nothing to tell are left out. Of a
    request its newest answer counts, of a commitment its newest grade."""
    asked, promised = list(requests), list(commitments)
    counts: dict[str, dict[str, int]] = {}

    def add(unit: str, **more: int) -> None:
        own = counts.setdefault(unit, {})
        for name, number in more.items():
            own[name] = own.get(name, 0) + number

    for one in asked:
        late = int(one.is_overdue(day))
        add(one.unit_code, requests=int(one.waits), late=late)
        add(one.unit_code, answered=int(one.state == "answered"))
    for promise in standing(asked, promised):
        known = grades.get(promise.id, [])
        verdict = known[-1].verdict if known else ""
        add(promise.unit_code, promised=int(promise.due_on >= day and not verdict))
        graded = verdict not in ("", NOT_GRADABLE)
        add(promise.unit_code, graded=int(graded), kept=int(verdict == KEPT))
    done = by_climb(steps)
    for climb in climbing(asked, promised, grades, day):
        raised = any(step.above for step in done.get(climb.identity, ()))
        stands = pause_on(climb.request.entries, day) is not None
        paused = int(stands and climb.about == REQUEST)
        add(climb.request.unit_code, raised=int(raised), paused=paused)
    for code, said in weekly.items():
        missed, over = len(said.missed(day)), said.over(day)
        add(code, awaited=int(said.awaited(day)), missed=missed, asked=over)
    found = {unit: Owed(**own) for unit, own in counts.items()}
    return {unit: one for unit, one in found.items() if one.something}
