"""What was disputed for which reason: the city's own list of faults of its systems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from metrics.disputes import Dispute


class ReasonCount(NamedTuple):
    """What was said for one reason, without what was withdrawn: how many disputes and
    incidents; those that wait, were accepted (also in part), were refused; of how many
    dossiers they speak (one that two speak of counts twice) and units (an incident is
    of none)."""

    reason: str
    said: int
    waiting: int
    accepted: int
    refused: int
    dossiers: int
    units: int


def by_reason(told: Iterable[Dispute]) -> list[ReasonCount]:
    """The reasons given, the one with most dossiers first."""
    groups: dict[str, list[Dispute]] = {}
    for one in told:
        if one.state != "withdrawn":
            groups.setdefault(one.reason, []).append(one)
    counted = [_counted(reason, those) for reason, those in groups.items()]
    return sorted(counted, key=lambda row: (-row.dossiers, -row.said, row.reason))


def _counted(reason: str, those: list[Dispute]) -> ReasonCount:
    states = [one.state for one in those]
    return ReasonCount(
        reason,
        len(those),
        states.count("open"),
        sum(one.counts for one in those),
        states.count("refused"),
        sum(one.dossiers for one in those),
        len({one.unit_code for one in those} - {""}),
    )
