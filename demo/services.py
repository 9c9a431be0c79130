"""The rollout as rows of the services file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from demo.cast import Cast
from demo.place import Place
from demo.rollout import Rollout

HEADER = (
    "procedure_code",
    "online_level",
    "unit_code",
    "unit_kind",
    "valid_from",
    "decision",
)


def service_rows(
    place: Place, cast: Cast, rollout: Rollout, until: date
) -> Iterator[tuple[str, ...]]:
    """procedure_code, online_level, unit_code, unit_kind, valid_from, decision.

    Wards have their list of procedures from one row for their kind, communes confirm
    their own; a unit without rows (the empty one, those that only report sums) has no
    catalogue at all.
    """
    silent = set(cast.without_dossiers.tolist())
    base = tuple("info" if own else "none" for own in ~place.own_online)
    for code, word in zip(place.procedures.tolist(), base, strict=True):
        yield code, word, "", "ward", "", "QĐ-DM/DEMO"
    for unit in range(place.units.size):
        if unit in silent:
            continue
        if place.unit_kinds[unit] == "commune":
            for code, word in zip(place.procedures.tolist(), base, strict=True):
                yield code, word, str(place.units[unit]), "", "", "QĐ-DM/DEMO"
        hidden = unit in cast.level_unsaid
        yield from _unit_rows(place, rollout, unit, until.toordinal(), hidden)


def _unit_rows(
    place: Place, rollout: Rollout, unit: int, until: int, hidden: bool
) -> Iterator[tuple[str, ...]]:
    changes = (
        ("partial", rollout.online_from[unit]),
        ("full", rollout.full_from[unit]),
        ("none", rollout.withdrawn_from[unit]),
    )
    for word, days in changes:
        if hidden and word == "full":
            continue
        for position in np.flatnonzero(days <= until):
            day = int(days[position])
            at_once = day == rollout.full_from[unit, position]
            if word == "partial" and at_once and not hidden:
                continue
            yield (
                str(place.procedures[position]),
                "online" if hidden and word == "partial" else word,
                str(place.units[unit]),
                "",
                date.fromordinal(day).isoformat(),
                "KH-TT/DEMO",
            )
