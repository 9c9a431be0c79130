"""A meeting that takes stock of units: what was prepared, changed and frozen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from metrics.stocktake import BY_HAND, Pick

# The entry of a request by which a commitment was agreed in a meeting, and the fact of
# such a request that names the meeting.
AGREED, MEETING = "agreed", "meeting"
# One unit's page: plain data, as JSON keeps it (board.stock_pages says what is in it).
Page = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A unit that was added or taken out by hand, with the reason."""

    unit_code: str
    added: bool
    reason: str
    who: str
    day: date
    at: str


@dataclass(frozen=True)
class Frozen:
    """What a meeting was frozen by: the evaluation it speaks of, the day of its
    figures, the hash of its pages, by whom and when (`at`: UTC)."""

    evaluation: int
    as_of: date
    known_at: str
    hash: str
    who: str
    day: date
    at: str


@dataclass(frozen=True)
class Discarded:
    """That a meeting which was being prepared is not held."""

    reason: str
    who: str
    day: date
    at: str


# What of a frozen meeting is mailed; values are catalogue keys.
PACK, MINUTES = "pack", "minutes"
SENT = {PACK: "Pages of the meeting", MINUTES: "Minutes of the meeting"}


@dataclass(frozen=True)
class Sending:
    """That somebody had pages or minutes (`what`: of SENT) mailed. `told`: what became
    of it, None while it waits: `queued` messages; `before`: how many readers had theirs
    already; the codes of units where `nobody` is in office, and of those whose Chair
    has `no_address`."""

    id: int
    meeting_id: int
    what: str
    who: str
    day: date
    at: str
    told: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting of `held_on` on an indicator of a plan. `changes`: the oldest first;
    `frozen`: None while it is prepared; `discarded`: None where it is not."""

    id: int
    title: str
    held_on: date
    plan: str
    indicator: str
    who: str
    day: date
    at: str
    changes: tuple[Change, ...] = ()
    frozen: Frozen | None = None
    discarded: Discarded | None = None

    def newest(self) -> dict[str, Change]:
        """The change that counts of each unit."""
        return {change.unit_code: change for change in self.changes}

    def units(self, picked: Sequence[Pick]) -> list[Pick]:
        """The units of the meeting: what the rule picked without those taken out, then
        those added."""
        newest = self.newest()
        out = {code for code, change in newest.items() if not change.added}
        kept = [one for one in picked if one.unit_code not in out]
        known = {one.unit_code for one in kept}
        added = [code for code, change in newest.items() if change.added]
        return kept + [Pick(code, BY_HAND) for code in added if code not in known]


@dataclass(frozen=True)
class Prepared:
    """The pages of a meeting as of now, by data version `version` and evaluation
    `evaluation`, the newest (None: none yet). `units`: all that it could speak of."""

    version: int
    evaluation: int | None
    as_of: date
    known_at: str
    pages: tuple[Page, ...]
    units: tuple[str, ...] = ()


def pages_hash(pages: Iterable[Page]) -> str:
    """The hash of the pages of a meeting, in their order."""
    told = json.dumps(
        list(pages), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return sha256(told.encode("utf-8")).hexdigest()
