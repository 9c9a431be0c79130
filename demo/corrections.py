"""What the first export had wrong or lacked, and the second one puts right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from demo.cast import Cast
from demo.dossiers import Dossiers, joined
from demo.handling import FINISHED, IN_PROCESS, NO_TIME, RETURNED
from demo.place import Flags, dice
from demo.rollout import Whole

PROGRESS, WRONG_UNIT, WRONG_PROCEDURE, WRONG_DAY, DELETED = range(1, 6)
# Share of dossiers that change between the two exports, by what changes.
CHANGES = np.array([0.010, 0.001, 0.0005, 0.0005, 0.0003])
UNFINISHED_RESULT = 3


@dataclass(frozen=True)
class Exports:
    """The same dossiers at two times; the second holds only what changed or came."""

    first: Dossiers
    second: Dossiers


def export_twice(seed: int, cast: Cast, truth: Dossiers, until: date) -> Exports:
    """Split `truth` into a first export with its faults and a later one.

    Units without dossiers leave both; the last days of late units are missing, and
    those of the ones that caught up come with the second.
    """
    random = dice(seed, "corrections")
    present = ~np.isin(truth.unit, cast.without_dossiers)
    missing = _missing(cast, truth, until)
    arrived_late = present & missing & np.isin(truth.unit, cast.caught_up)
    steps = np.cumsum(CHANGES)
    change = np.searchsorted(steps, random.random(len(truth))) + 1
    change = np.where(change > CHANGES.size, 0, change)
    done = np.isin(truth.status, (FINISHED, RETURNED))
    change = np.where((change == PROGRESS) & ~done, 0, change)
    # Deleted in truth is what integrity.py planted: it is told with the second.
    change = np.where(truth.deleted, DELETED, change)
    change = np.where(present & ~missing, change, 0)
    stamp = np.datetime64(until, "s") + np.timedelta64(19 * 3600 + 1800, "s")
    first = _as_first_told(random, cast, truth, change).take(present & ~missing)
    second = joined([truth.take(change > 0), truth.take(arrived_late)])
    deleted = np.zeros(len(second), dtype=bool)
    deleted[: int((change > 0).sum())] = change[change > 0] == DELETED
    stamps = np.maximum(second.updated, stamp)
    return Exports(first, replace(second, deleted=deleted, updated=stamps))


def _missing(cast: Cast, truth: Dossiers, until: date) -> Flags:
    age = (np.datetime64(until, "D") - truth.code_day).astype(np.int64)
    return np.asarray(age < cast.lag[truth.unit])


def _as_first_told(
    random: np.random.Generator, cast: Cast, truth: Dossiers, change: Whole
) -> Dossiers:
    """`truth` with the changes undone: what the systems said at first."""
    early = change == PROGRESS
    others = random.choice(cast.plain, len(truth))
    before = truth.received - np.timedelta64(1, "D")
    wrong_day = (change == WRONG_DAY) & (truth.code_day > truth.code_day.min())
    return replace(
        truth,
        unit=np.where(change == WRONG_UNIT, others, truth.unit),
        procedure=np.where(
            change == WRONG_PROCEDURE,
            random.permutation(truth.procedure),
            truth.procedure,
        ),
        received=np.where(wrong_day, before, truth.received),
        status=np.where(early, IN_PROCESS, truth.status),
        finished=np.where(early, NO_TIME, truth.finished),
        returned=np.where(early, NO_TIME, truth.returned),
        result=np.where(early, UNFINISHED_RESULT, truth.result),
        updated=np.where(change > 0, truth.received, truth.updated),
        deleted=np.zeros(len(truth), dtype=bool),
    )
