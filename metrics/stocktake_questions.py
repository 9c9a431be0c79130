"""Three questions for a unit in the room, from the facts of its page alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from metrics.stocktake import (
    BY_HAND,
    CAN_MAKE_IT,
    DOUBTFUL,
    HELD,
    HOLLOW,
    IMPROVER,
    LATE_DATA,
    LATE_FALLING,
    NOT_KNOWN,
    OWES,
    RECOVERED,
)

Page = Mapping[str, Any]
Asked = dict[str, Any]
MOST = 3
# By why a unit was picked: what is asked first. What then lacks to three comes from
# _ALWAYS, in this order.
_FIRST = {
    LATE_FALLING: ("fell", "closing", "promise", "request", "dispute"),
    OWES: ("request", "promise", "closing", "dispute"),
    CAN_MAKE_IT: ("closing", "promise", "request"),
    RECOVERED: ("learned", "keep", "closing"),
    IMPROVER: ("learned", "closing", "keep"),
    DOUBTFUL: ("data", "dispute", "hollow", "held", "request", "promise"),
    BY_HAND: ("data", "closing", "promise", "request", "dispute"),
}
_ALWAYS = ("next", "needs", "keep")
# Of a unit of which nothing can be said, whatever it was picked for: its figures are
# nobody's to explain.
_UNKNOWN = ("data", "who", "request", "dispute", "needs")


def questions(page: Page) -> list[Asked]:
    """Three questions: a `key` of figures/stocktake.py, and what fills it."""
    doubts = page["facts"]["doubts"]
    unknown = NOT_KNOWN in doubts or LATE_DATA in doubts
    first = _FIRST.get(page["reason"], _FIRST[BY_HAND])
    keys = _UNKNOWN if unknown else (*first, *_ALWAYS)
    found: dict[str, Asked] = {}
    for key in keys:
        asked = _ASK[key](page)
        if asked is not None and key not in found and len(found) < MOST:
            found[key] = {"key": key, **asked}
    return list(found.values())


def _plain(page: Page) -> Asked | None:
    return {}


def _fell(page: Page) -> Asked | None:
    facts = page["facts"]
    fallen = facts.get("fallen")
    if fallen is None or fallen <= 0:
        return None
    return {"fallen": fallen, "days": facts["days"]}


def _closing(page: Page) -> Asked | None:
    """Which of the procedures on the page, where some would close a gap."""
    row = page["rows"][0]
    if not page["gap_list"] or not row["missing"]:
        return None
    return {"missing": row["missing"], "indicator": row["indicator"]}


def _promise(page: Page) -> Asked | None:
    """The newest commitment."""
    if not page["commitments"]:
        return None
    one = page["commitments"][0]
    return {name: one[name] for name in ("indicator", "gain", "due_on", "owner")}


def _request(page: Page) -> Asked | None:
    """The answer that is overdue longest."""
    late = [one for one in page["requests"] if one["overdue"]]
    if not late:
        return None
    oldest = min(late, key=lambda one: (one["due"], one["id"]))
    return {"id": oldest["id"], "due": oldest["due"]}


def _dispute(page: Page) -> Asked | None:
    if not page["disputes"]:
        return None
    return {name: page["disputes"][0][name] for name in ("id", "dossiers")}


def _data(page: Page) -> Asked | None:
    doubts = page["facts"]["doubts"]
    if NOT_KNOWN not in doubts and LATE_DATA not in doubts:
        return None
    return {"last_day": page["last_day"]}


def _doubt(word: str) -> Callable[[Page], Asked | None]:
    def asked(page: Page) -> Asked | None:
        return {} if word in page["facts"]["doubts"] else None

    return asked


_ASK: Mapping[str, Callable[[Page], Asked | None]] = {
    "fell": _fell,
    "closing": _closing,
    "promise": _promise,
    "request": _request,
    "dispute": _dispute,
    "data": _data,
    "hollow": _doubt(HOLLOW),
    "held": _doubt(HELD),
    "learned": _plain,
    "keep": _plain,
    "next": _plain,
    "needs": _plain,
    "who": _plain,
}
