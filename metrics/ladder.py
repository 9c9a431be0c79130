"""The ladder of escalation: who is told next of what nobody answered or kept, by rules
as data. Arithmetic alone; what was done is read from rows that are only added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.commitments import Commitment, Graded, standing
from metrics.dialogue import PAUSED, RESUMED, Entry, Request
from metrics.grading import NO_EFFECT, PARTLY

# What climbs: a request that waits for an answer, a commitment that was not kept.
REQUEST, COMMITMENT = "request", "commitment"
# Whom a step tells, by office; values are catalogue keys.
OFFICES = {
    "chair": "Chair",
    "delegate": "Delegate of a Chair",
    "vice_chair": "Vice-chair",
    "leader": "Leader",
}
# Who holds these is named as their account is, and not as in terms of office.
ACCOUNTS = ("delegate", "leader")
# A step that tells one of these goes beyond the unit's Chair.
ABOVE = frozenset({"vice_chair", "leader"})
# What became of telling somebody; values are catalogue keys.
TOLD, NO_ADDRESS, TURNED_OFF, NOBODY = "told", "no_address", "turned_off", "nobody"
OUTCOMES = {
    TOLD: "message written",
    NO_ADDRESS: "no mail address",
    TURNED_OFF: "turned reminders off",
    NOBODY: "nobody to tell",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rung:
    """A rung as data: of requests or commitments (`of`), due once something is `days`
    days late (below 0: before its day), telling the offices of `to`."""

    key: str
    title: str
    active: bool
    of: str
    days: int
    to: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Somebody whom a step told: by which office, who, one of OUTCOMES."""

    office: str
    person: str
    outcome: str


@dataclass(frozen=True)
class Step:
    """A rung that was taken, as it is kept: of what (`about`, `about_id`) of which
    request, against which due day, how many days late without the `paused` ones, and
    who was told."""

    id: int
    about: str
    about_id: int
    request_id: int
    unit_code: str
    rung: str
    due_on: date
    late: int
    paused: int
    told: tuple[Told, ...]
    who: str
    day: date
    at: str

    @property
    def above(self) -> bool:
        """Whether it went beyond the Chair."""
        return any(one.office in ABOVE for one in self.told)


@dataclass(frozen=True)
class Pause:
    """Days on which a ladder stands still, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Climb:
    """Something that climbs the ladder on a day."""

    about: str
    about_id: int
    request: Request
    due: date
    commitment: Commitment | None = None

    @property
    def identity(self) -> tuple[str, int, date]:
        """What its steps are told apart by: another due day is another climb."""
        return self.about, self.about_id, self.due


def pauses(entries: Iterable[Entry]) -> tuple[Pause, ...]:
    """The days on which a request's ladder stands still, in order and apart. A pause
    ends where its day is over, on the eve of the day on which it was ended, or of the
    one on which another was begun."""
    found: list[Pause] = []
    for entry in entries:
        if entry.what not in (PAUSED, RESUMED):
            continue
        if found and found[-1].last >= entry.day:
            found[-1] = Pause(found[-1].first, entry.day - _DAY)
        if entry.what == PAUSED and entry.due_on is not None:
            found.append(Pause(entry.day, entry.due_on))
    return tuple(one for one in found if one.first <= one.last)


def pause_on(entries: Sequence[Entry], day: date) -> Entry | None:
    """The entry by which the ladder stands still on a day; None where it does not."""
    if not any(one.first <= day <= one.last for one in pauses(entries)):
        return None
    begun = [one for one in entries if one.what == PAUSED and one.day <= day]
    return begun[-1] if begun else None


def paused_days(due: date, day: date, stood: Iterable[Pause]) -> int:
    """How many of the days after `due` up to `day` were paused."""
    first = due + _DAY
    spans = ((max(one.first, first), min(one.last, day)) for one in stood)
    return sum(max(0, (last - start).days + 1) for start, last in spans)


def late_days(due: date, day: date, stood: Iterable[Pause]) -> int:
    """How many days late something is: below 0 before its day; paused days do not
    count. A pause does not move the due day itself."""
    return (day - due).days - paused_days(due, day, stood)


def due_rung(rungs: Iterable[Rung], taken: Collection[str], late: int) -> Rung | None:
    """The rung to take when something is `late` days late: the highest that is reached,
    so that who was away is told once; None where it or a higher one was taken. `rungs`:
    those of its sort; `taken`: keys."""
    known = list(rungs)
    reached = [one for one in known if one.active and one.days <= late]
    if not reached:
        return None
    top = max(reached, key=lambda one: one.days)
    beyond = {one.key for one in known if one.days >= top.days}
    return None if beyond & set(taken) else top


def next_rung(
    rungs: Iterable[Rung],
    taken: Collection[str],
    climb: Climb,
    day: date,
    stood: Sequence[Pause],
) -> tuple[Rung, date] | None:
    """The rung that is taken next after `day`, and on which day, where nothing is said
    until then; None where none is left."""
    known = [one for one in rungs if one.of == climb.about]
    beyond = max((one.days for one in known), default=0)
    on = day
    while True:
        on += _DAY
        late = late_days(climb.due, on, stood)
        if not _stands(on, stood):
            found = due_rung(known, taken, late)
            if found is not None:
                return found, on
        if late > beyond:
            return None


def _stands(day: date, stood: Iterable[Pause]) -> bool:
    return any(one.first <= day <= one.last for one in stood)


def climbing(
    requests: Iterable[Request],
    commitments: Iterable[Commitment],
    grades: Mapping[int, Sequence[Graded]],
    day: date,
) -> list[Climb]:
    """What climbs on a day: requests that wait for an answer; commitments that stand
    until their day, and after it those graded as not kept. Of one that is not graded,
    cannot be graded or was kept late nothing is said."""
    asked = {one.id: one for one in requests}
    found = [
        Climb(REQUEST, one.id, one, one.due) for one in asked.values() if one.waits
    ]
    for one in standing(asked.values(), commitments):
        known = grades.get(one.id, ())
        verdict = known[-1].verdict if known else ""
        runs = not verdict and day <= one.due_on
        if runs or verdict in (PARTLY, NO_EFFECT):
            request = asked[one.request_id]
            found.append(Climb(COMMITMENT, one.id, request, one.due_on, one))
    return found


def by_climb(steps: Iterable[Step]) -> dict[tuple[str, int, date], list[Step]]:
    """The steps that were taken, by the identity of what climbed."""
    found: dict[tuple[str, int, date], list[Step]] = {}
    for one in steps:
        key = (one.about, one.about_id, one.due_on)
        found.setdefault(key, []).append(one)
    return found


def due_steps(
    rungs: Sequence[Rung], climbs: Iterable[Climb], steps: Iterable[Step], day: date
) -> list[tuple[Climb, Rung]]:
    """The steps to take on a day: one at most of each thing that climbs, none of what
    is paused."""
    done, found = by_climb(steps), []
    for climb in climbs:
        stood = pauses(climb.request.entries)
        if _stands(day, stood):
            continue
        own = [one for one in rungs if one.of == climb.about]
        taken = {one.rung for one in done.get(climb.identity, ())}
        rung = due_rung(own, taken, late_days(climb.due, day, stood))
        if rung is not None:
            found.append((climb, rung))
    return found
