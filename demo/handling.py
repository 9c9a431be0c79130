"""What became of each dossier by the export on the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from core.kinds import STATUSES
from demo.dossiers import ONLINE, Dossiers, Moments, Submission
from demo.place import Flags, Place, dice
from demo.rollout import FULL, Real, Whole
from demo.volumes import HOLIDAYS, Arrivals

# A status by its place; the last place is a dossier whose status nobody noted.
NOTED = (*STATUSES, "")
REGISTERED, RECEIVED, REFUSED, IN_PROCESS, SUPPLEMENT, PAYMENT = range(6)
WITHDRAWN, STOPPED, FINISHED, RETURNED, NO_STATUS = range(6, 11)
RESULTS = ("electronic", "paper", "both", "")
FLAGS = ("0", "1", "")

# How often a dossier leaves the straight road.
DETOURS = (
    (REGISTERED, 0.003),
    (REFUSED, 0.009),
    (SUPPLEMENT, 0.007),
    (PAYMENT, 0.002),
    (WITHDRAWN, 0.004),
    (STOPPED, 0.002),
    (NO_STATUS, 0.002),
)
# Working days by field; made up for the demo, near to what the law gives.
WORKING_DAYS = {"Chứng thực": 0, "Hộ tịch": 1, "Đất đai": 15, "Hoạt động xây dựng": 15}
BUSINESS_DAYS, OTHER_DAYS = 3, 7
FEES = ("Chứng thực", "Đất đai", "Hoạt động xây dựng", "Đăng ký biện pháp bảo đảm")

CLOSES = np.timedelta64(17 * 3600 + 1800, "s")
# The systems export at the close of the counters: nothing is known of the evening.
EXPORTED = np.timedelta64(17 * 3600, "s")
NO_TIME = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class _Times:
    due: Moments
    finished: Moments
    returned: Moments


def handle(
    seed: int,
    place: Place,
    arrivals: Arrivals,
    submission: Submission,
    until: date,
) -> Dossiers:
    """Every arrival as a dossier, as it stands at the export on `until`."""
    random = dice(seed, "handling")
    size = arrivals.unit.size
    times = _times(random, place, arrivals)
    status = _statuses(random, times, arrivals, until)
    done = np.isin(status, (FINISHED, RETURNED))
    # Some offices forget to write when they finished, or until when they had time.
    finished = np.where(done & (random.random(size) > 0.003), times.finished, NO_TIME)
    returned = np.where(status == RETURNED, times.returned, NO_TIME)
    fee = _fees(random, place, arrivals.procedure)
    return Dossiers(
        code_unit=arrivals.unit,
        code_day=arrivals.day,
        number=arrivals.number,
        unit=arrivals.unit,
        procedure=arrivals.procedure,
        received=arrivals.received,
        **vars(submission),
        status=status,
        due=np.where(random.random(size) < 0.03, NO_TIME, times.due),
        due_by_day=random.random(size) < 0.25,
        finished=finished,
        returned=returned,
        result=_results(random, submission, done),
        fee_due=fee,
        paid_online=_payments(random, submission, fee),
        supplements=np.where(status == SUPPLEMENT, 1, random.random(size) < 0.01),
        by_city=random.random(size) < 0.01,
        updated=np.fmax(np.fmax(arrivals.received, finished), returned),
        deleted=np.zeros(size, dtype=bool),
        replaces_day=np.full(size, np.datetime64("NaT", "D")),
        replaces=np.full(size, -1, dtype=np.int64),
    )


def _times(random: np.random.Generator, place: Place, arrivals: Arrivals) -> _Times:
    """When it is due, when it would be finished and handed over."""
    received, size = arrivals.received, arrivals.unit.size
    allowed = np.array([_allowed(field) for field in place.fields.tolist()])
    days = allowed[arrivals.procedure]
    after_three = (received - arrivals.day).astype(np.int64) >= 15 * 3600
    due_day = np.busday_offset(
        arrivals.day,
        np.where(days == 0, after_three, days).astype(np.int64),
        roll="forward",
        holidays=HOLIDAYS,
    )
    late = random.random(size) < _lateness(random, place)[arrivals.unit]
    part = random.beta(2, 2, size) * (due_day - arrivals.day).astype(np.int64)
    day = arrivals.day + part.astype(np.int64)
    day = np.where(late, due_day + random.integers(1, 7, size), day)
    hour = day + random.integers(8 * 3600, 17 * 3600, size).astype("timedelta64[s]")
    soon = received + random.integers(900, 6_000, size).astype("timedelta64[s]")
    finished = np.where(day == arrivals.day, soon, hour)
    wait = random.exponential(9_000, size).astype("timedelta64[s]")
    return _Times(due_day + CLOSES, finished, finished + wait)


def _allowed(field: str) -> int:
    """Working days that a procedure of this field may take."""
    if "hợp tác" in field or "hộ kinh doanh" in field:
        return BUSINESS_DAYS
    return WORKING_DAYS.get(field, OTHER_DAYS)


def _lateness(random: np.random.Generator, place: Place) -> Real:
    """Share of late dossiers by unit: mostly next to nothing, some in trouble."""
    return np.clip(random.lognormal(-6.7, 1.2, place.units.size), 0.0003, 0.12)


def _statuses(
    random: np.random.Generator,
    times: _Times,
    arrivals: Arrivals,
    until: date,
) -> Whole:
    snapshot = np.datetime64(until, "s") + EXPORTED
    new = arrivals.day == np.datetime64(until, "D")
    open_word = np.where(new, RECEIVED, IN_PROCESS)
    status = np.where(times.finished <= snapshot, FINISHED, open_word)
    handed_over = (times.returned <= snapshot) & (random.random(status.size) < 0.85)
    status = np.where((status == FINISHED) & handed_over, RETURNED, status)
    words = np.array([word for word, _share in DETOURS])
    steps = np.cumsum([share for _word, share in DETOURS])
    turn = np.searchsorted(steps, random.random(status.size))
    off_road = turn < words.size
    status[off_road] = words[turn[off_road]]
    return np.asarray(status, dtype=np.int64)


def _results(random: np.random.Generator, submission: Submission, done: Flags) -> Whole:
    """Electronic for nearly all end-to-end cases, paper still at most counters."""
    online = submission.channel == ONLINE
    electronic = np.where(online, 0.62, 0.12)
    electronic[online & (submission.level == FULL)] = 0.95
    draw = random.random(done.size)
    both = (1 - electronic) * 0.35
    result = np.select([draw < electronic, draw < electronic + both], [0, 2], 1)
    return np.where(done & (random.random(done.size) > 0.01), result, 3)


def _fees(random: np.random.Generator, place: Place, procedure: Whole) -> Whole:
    fees = np.isin(place.fields, FEES)
    fees |= np.char.find(place.fields, "hộ kinh doanh") >= 0
    due = fees[procedure].astype(np.int64)
    return np.where(random.random(due.size) < 0.01, 2, due)


def _payments(random: np.random.Generator, submission: Submission, fee: Whole) -> Whole:
    chance = np.where(submission.channel == ONLINE, 0.55, 0.12)
    paid = (random.random(fee.size) < chance).astype(np.int64)
    return np.where(fee == 1, paid, 2)
