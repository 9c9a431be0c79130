"""Dossiers as columns: who came, by which way, with what level and help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from demo.place import Flags, Place, dice
from demo.rollout import NONE, Real, Rollout, Whole, along, expit, logit, strength
from demo.volumes import Arrivals

Moments = NDArray[np.datetime64]

CHANNELS = ("online", "counter", "post", "")
ONLINE, COUNTER, POST, UNSAID = range(4)
SUBMITTERS = ("citizen", "officer", "kiosk", "proxy", "")

# Share of those who could hand in online that do.
UPTAKE = (
    (date(2025, 6, 1), 0.008),
    (date(2025, 6, 30), 0.013),
    (date(2025, 7, 1), 0.20),
    (date(2025, 7, 10), 0.31),
    (date(2025, 7, 24), 0.46),
    (date(2025, 7, 31), 0.56),
    (date(2025, 8, 31), 0.66),
    (date(2025, 9, 25), 0.74),
)


@dataclass(frozen=True)
class Dossiers:
    """One row a dossier. Positions point into the place's lists and the word lists
    of this room; NaT, -1 and the last (empty) word are not known. `code_unit`,
    `code_day` and `number` make the code, which a correction never changes;
    `replaces_day` and `replaces` (-1: none) are those of a dossier of the same unit
    that this one replaces."""

    code_unit: Whole
    code_day: Moments
    number: Whole
    unit: Whole
    procedure: Whole
    received: Moments
    channel: Whole
    level: Whole
    says_level: Flags
    submitted: Moments
    submitter: Whole
    reference: Whole
    status: Whole
    due: Moments
    due_by_day: Flags
    finished: Moments
    returned: Moments
    result: Whole
    fee_due: Whole
    paid_online: Whole
    supplements: Whole
    by_city: Flags
    updated: Moments
    deleted: Flags
    replaces_day: Moments
    replaces: Whole

    def __len__(self) -> int:
        return int(self.unit.size)

    def take(self, chosen: Whole | Flags) -> Dossiers:
        """The chosen rows, in that order."""
        return Dossiers(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


def joined(parts: Sequence[Dossiers]) -> Dossiers:
    """All rows of `parts`, one after the other."""
    return Dossiers(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Dossiers)
        }
    )


@dataclass(frozen=True)
class Submission:
    """How each dossier came in."""

    channel: Whole
    level: Whole
    says_level: Flags
    submitted: Moments
    submitter: Whole
    reference: Whole


def submit(
    seed: int, place: Place, rollout: Rollout, arrivals: Arrivals, unsaid: Whole
) -> Submission:
    """Channel, level and helper of each arrival; units `unsaid` never say a level."""
    random = dice(seed, "submission")
    # 719163 is the ordinal of 1 January 1970.
    ordinal = arrivals.day.astype(np.int64) + 719163
    level = rollout.level(arrivals.unit, arrivals.procedure, ordinal)
    chance = np.where(level == NONE, 0.0, _uptake(seed, place, arrivals.unit, ordinal))
    # A few are taken online although nothing is offered: a known fault of the systems.
    chance = np.maximum(chance, 0.0006)
    draw = random.random(level.size)
    channel = np.where(draw < chance, ONLINE, COUNTER)
    channel[draw > 1 - 0.0024] = POST
    channel[(draw > 1 - 0.006) & (draw <= 1 - 0.0024)] = UNSAID
    online = channel == ONLINE
    waited = (random.lognormal(7.6, 1.0, level.size)).astype("timedelta64[s]")
    submitted = np.where(online, arrivals.received - waited, np.datetime64("NaT", "s"))
    says = (random.random(level.size) < 0.03) & ~np.isin(arrivals.unit, unsaid)
    submitter, reference = _submitters(random, place, arrivals.unit, online)
    # The unit that never says a level does not say who came either.
    reference[np.isin(arrivals.unit, unsaid)] = -1
    return Submission(channel, level, says, submitted, submitter, reference)


def _uptake(seed: int, place: Place, unit: Whole, ordinal: Whole) -> Real:
    """Chance that a dossier which may come online does."""
    own = dice(seed, "uptake").standard_normal(place.units.size)
    above = 0.4 * own + 0.25 * strength(seed, place)
    return expit(logit(along(UPTAKE, ordinal)) + above[unit])


def _submitters(
    random: np.random.Generator, place: Place, unit: Whole, online: Flags
) -> tuple[Whole, Whole]:
    """Who handed in, and a made-up reference: helpers come back again and again."""
    helped = np.clip(random.beta(1.8, 4.2, place.units.size), 0.04, 0.85)[unit]
    draw = random.random(unit.size)
    helper = np.searchsorted([0.52, 0.74], random.random(unit.size)) + 1
    submitter = np.where(draw < helped, helper, 0)
    submitter[~online | (draw > 0.985)] = len(SUBMITTERS) - 1
    desk = 1 + unit * 40 + submitter * 8 + random.integers(0, 8, unit.size)
    citizen = 100_000 + random.integers(0, 3_000_000, unit.size)
    reference = np.where((submitter > 0) & online, desk, citizen)
    return submitter, reference
