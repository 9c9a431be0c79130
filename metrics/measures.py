"""Additive measures: each a condition over a dossier's normalised words.

One definition a measure: `store` renders the condition as SQL for any engine,
tests evaluate it in plain Python. All are counted on the local day the dossier
was received (contract, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.kinds import STATUSES


@dataclass(frozen=True)
class Condition:
    """All of `clauses` hold; a clause is (column, words), one of which it has."""

    clauses: tuple[tuple[str, frozenset[str]], ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(self.clauses + other.clauses)

    def holds(self, dossier: Mapping[str, str]) -> bool:
        """Whether `dossier` (column -> normalised word) meets every clause."""
        return all(dossier[column] in words for column, words in self.clauses)


def is_(column: str, *words: str) -> Condition:
    """The condition that `column` has one of `words`."""
    return Condition(((column, frozenset(words)),))


@dataclass(frozen=True)
class Measure:
    """A count of the dossiers for which `when` holds."""

    key: str
    when: Condition


# Normalised columns of a dossier that conditions may name. Words are never null:
# "" is not known. `timeliness` is derived when a dossier is written: "on_time",
# "late", or "" where a lateness cannot be told.
# Not received are 1 (registered) and 3 (refused); an empty status is stored as
# "received" (domain notes, section 4.1).
_COUNTED = tuple(word for word in STATUSES if word not in ("registered", "refused"))

RECEIVED = Measure("received", is_("status", *_COUNTED))
ONLINE = Measure("online", RECEIVED.when & is_("channel", "online"))
# A dossier without a channel counts as handed in at the counter (QĐ 766: NULL is
# direct), and is shown as its own row.
COUNTER = Measure("counter", RECEIVED.when & is_("channel", "counter", ""))
POST = Measure("post", RECEIVED.when & is_("channel", "post"))
CHANNEL_UNKNOWN = Measure("channel_unknown", RECEIVED.when & is_("channel", ""))
FULL_ONLINE = Measure("full_online", ONLINE.when & is_("level", "full"))
LEVEL_UNKNOWN = Measure("level_unknown", ONLINE.when & is_("level", "online", ""))
ELIGIBLE = Measure(
    "eligible", RECEIVED.when & is_("level", "full", "partial", "online")
)
ONLINE_ELIGIBLE = Measure("online_eligible", ELIGIBLE.when & is_("channel", "online"))
FULL_ELIGIBLE = Measure("full_eligible", RECEIVED.when & is_("level", "full"))
FINISHED = Measure("finished", RECEIVED.when & is_("status", "finished", "returned"))
DUE_KNOWN = Measure("due_known", FINISHED.when & is_("timeliness", "on_time", "late"))
ON_TIME = Measure("on_time", FINISHED.when & is_("timeliness", "on_time"))
E_RESULT = Measure("e_result", FINISHED.when & is_("result_form", "electronic", "both"))
FEE_DUE = Measure("fee_due", RECEIVED.when & is_("fee_due", "1"))
PAID_ONLINE = Measure("paid_online", FEE_DUE.when & is_("paid_online", "1"))
ASSISTED = Measure(
    "assisted", ONLINE.when & is_("submitted_by", "officer", "kiosk", "proxy")
)

MEASURES: tuple[Measure, ...] = (
    RECEIVED,
    ONLINE,
    COUNTER,
    POST,
    CHANNEL_UNKNOWN,
    FULL_ONLINE,
    LEVEL_UNKNOWN,
    ELIGIBLE,
    ONLINE_ELIGIBLE,
    FULL_ELIGIBLE,
    FINISHED,
    DUE_KNOWN,
    ON_TIME,
    E_RESULT,
    FEE_DUE,
    PAID_ONLINE,
    ASSISTED,
)
MEASURE_KEYS: tuple[str, ...] = tuple(measure.key for measure in MEASURES)

# A reported part may not be above its reported whole (contract, section 2).
WHOLES_OF: dict[str, tuple[str, ...]] = {
    "online": ("received",),
    "counter": ("received",),
    "post": ("received",),
    "channel_unknown": ("counter", "received"),
    "full_online": ("online", "received"),
    "level_unknown": ("online", "received"),
    "eligible": ("received",),
    "online_eligible": ("eligible", "online", "received"),
    "full_eligible": ("eligible", "received"),
    "finished": ("received",),
    "due_known": ("finished", "received"),
    "on_time": ("due_known", "finished", "received"),
    "e_result": ("finished", "received"),
    "fee_due": ("received",),
    "paid_online": ("fee_due", "received"),
    "assisted": ("online", "received"),
}
