"""What is said of a week that lies far from earlier ones: what was seen, and what was
expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.language import _
from figures import formats

CHECKS = {
    "unusual_volume": "Volume",
    "unusual_share": "Share online",
    "unusual_mix": "Mix of procedures",
    "unusual_speed": "Time taken",
}
Row = Mapping[str, Any]


def seen(row: Row) -> str:
    """What was seen, with its counts; `row`: of metrics.unlike.COLUMNS."""
    said = {
        "unusual_volume": "{count} dossiers",
        "unusual_share": "{share} online ({counts})",
        "unusual_mix": "{share} are of other procedures than before ({counts})",
        "unusual_speed": "{share} took longer than {days} working days ({counts})",
    }
    words = said[row["check"]]
    if row["than_days"] == 0:
        words = "{share} were not finished on the day they came ({counts})"
    return _(
        words,
        count=formats.number(row["count"]),
        share=_share(row["value"]),
        counts=formats.counts(row["count"], row["of"]),
        days=formats.number(row["than_days"]),
    )


def usual(row: Row) -> str:
    """Between which two it was expected."""
    if row["check"] == "unusual_volume":
        low, high = formats.number(row["low"]), formats.number(row["high"])
    else:
        low, high = _share(row["low"]), _share(row["high"])
    return _("{low} to {high}", low=low, high=high)


def above(row: Row) -> bool:
    """Whether it is more than was expected."""
    return bool(row["value"] > row["high"])


def _share(value: object) -> str:
    return formats.percent(value, 1)
