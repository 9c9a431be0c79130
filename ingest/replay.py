"""What would count had only some loads been made: their rows told again, in order.

Plain and slow on purpose: one row at a time, as the contract reads (Identity and
order), beside the set-based merge of store.versions, to which tests hold it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from core.kinds import COUNTS, DOSSIERS, Kind
from ingest.checks import Verdict
from ingest.known import Known
from ingest.rejected import rejected_rows
from ingest.said import Key, Said, keys
from ingest.times import Mask
from ingest.twins import losers
from ingest.wholes import exceeding
from metrics import parts

PART, TWIN = "part_exceeds_whole", "duplicate_in_file"
_BARE = 10
# Verdicts of single rows of one load that would be others: line -> reason, field.
Verdicts = Mapping[int, tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """What counts of one identity, and the load and line whose place it has."""

    values: dict[str, Any]
    place: int
    line: int


@dataclass
class Replay:
    """The rows of one kind as they would stand. `kept`: identity -> what counts;
    `rejected`: (load, line) -> the rejected row; `heard`: the lines told, by load."""

    kind: Kind
    timezone: str
    kept: dict[Key, Kept] = field(default_factory=dict)
    rejected: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    heard: dict[int, set[int]] = field(default_factory=dict)

    def hear(self, said: Said, other: Verdicts | None = None) -> None:
        """Take what a load said after all that was heard before it."""
        past, lines = said.past, said.lines
        tried = self._tried(said)
        verdict = self._judged(said, tried, other or {})
        self.heard.setdefault(past.place, set()).update(lines)
        bad = rejected_rows(said.batch, verdict).to_dict("records")
        told = {int(row["line"]): {str(n): c for n, c in row.items()} for row in bad}
        for line in np.array(lines, dtype=object)[tried]:
            self.rejected.pop((past.place, line), None)
            if line in told:
                self.rejected[past.place, line] = told[line]
        self._take(said, verdict.good & tried)
        if self.kind is COUNTS:
            self._retire_parts()

    def _tried(self, said: Said) -> Mask:
        """A load tries all its rows; one of known bytes those still rejected."""
        place = said.past.place
        first = said.past.retry_of is None
        tried = [first or (place, line) in self.rejected for line in said.lines]
        return np.array(tried, dtype=bool)

    def _judged(self, said: Said, tried: Mask, other: Verdicts) -> Verdict:
        """The verdicts of then, but for what hangs on other rows."""
        batch = said.batch
        reasons, fields = said.verdict.reasons.copy(), said.verdict.fields.copy()
        for at, line in enumerate(said.lines):
            reasons[at], fields[at] = other.get(line, (reasons[at], fields[at]))
        good = np.isin(reasons.astype(str), ("", PART, TWIN))
        reasons[good], fields[good] = "", ""
        if self.kind is COUNTS:
            over = exceeding(batch, good, self._known(said, tried))
            reasons[over], fields[over] = PART, "value"
            good = good & ~over
        lost = losers(batch, good)
        reasons[lost], fields[lost] = TWIN, self.kind.identity[0]
        return Verdict(reasons, fields, said.verdict.holds)

    def _known(self, said: Said, tried: Mask) -> Known:
        lines = np.array(said.lines, dtype=object)[tried]
        again = None if said.past.retry_of is None else frozenset(lines.tolist())
        at = datetime.fromisoformat(said.past.known_at)
        wholes = self._figures()
        return Known(at, ZoneInfo(self.timezone), wholes=wholes, tried=again)

    def _figures(self) -> pd.DataFrame:
        """The reported figures that count now, as store.reference has them."""
        figures = [one.values for one in self.kept.values()]
        rows = [row for row in figures if row["value"] is not None]
        frame = pd.DataFrame(rows, columns=list(COUNTS.names), dtype=object)
        return frame.assign(id=range(len(frame)))

    def _take(self, said: Said, good: Mask) -> None:
        rows = said.batch.rows[good]
        names = [*said.batch.columns, *(["day"] if self.kind is DOSSIERS else [])]
        plain = rows[names].astype(object)
        plain = plain.where(plain.notna(), None)
        identities = keys(self.kind, plain, self.kind.identity)
        lines = rows["line"].tolist()
        for identity, line, row in zip(
            identities, lines, plain.to_dict("records"), strict=True
        ):
            told = {str(name): value for name, value in row.items()}
            self._tell(identity, Kept(told, said.past.place, int(line)))

    def _tell(self, identity: Key, row: Kept) -> None:
        """One row: absent columns stay, what is newer wins."""
        before = self.kept.get(identity)
        stored = self._nothing() if before is None else before.values
        of = dict(zip(self.kind.identity, identity, strict=True))
        full = Kept(stored | of | row.values, row.place, row.line)
        same = all(stored[name] == value for name, value in row.values.items())
        if before is None or (not same and self._wins(full, before)):
            self.kept[identity] = full

    def _nothing(self) -> dict[str, Any]:
        empty: dict[str, Any] = {one.name: one.empty for one in self.kind.columns}
        return empty | {"day": None} if self.kind is DOSSIERS else empty

    def _wins(self, row: Kept, before: Kept) -> bool:
        later = (row.place, row.line) > (before.place, before.line)
        if not self.kind.stamp:
            return later
        new, old = row.values[self.kind.stamp], before.values[self.kind.stamp]
        if not (new and old):
            return later
        if _BARE in (len(new), len(old)):
            new, old = local_day(new, self.timezone), local_day(old, self.timezone)
        return bool(new > old) or (new == old and later)

    def _retire_parts(self) -> None:
        """Figures above a whole that came later; see store.loads."""
        identities = list(self.kept)
        figures = [one.values for one in self.kept.values()]
        if not figures:
            return
        over = parts.exceeding(pd.DataFrame(figures, dtype=object))
        for at in np.flatnonzero(over.to_numpy()):
            gone = self.kept.pop(identities[at])
            shown = {name: str(gone.values[name]) for name in COUNTS.names}
            self.rejected[gone.place, gone.line] = {
                "line": gone.line,
                "reason": PART,
                "field": "value",
                "row": json.dumps(shown, ensure_ascii=False),
                "unit_code": gone.values["unit_code"],
                "held": False,
                "day": None,
            }

    def frame(self, identities: Iterable[Key]) -> pd.DataFrame:
        """What counts of these identities, as versions are kept."""
        rows = [
            {**one.values, "load_id": one.place, "line": one.line}
            for one in map(self.kept.__getitem__, identities)
        ]
        names = [*self._nothing(), "load_id", "line"]
        return pd.DataFrame(rows, columns=names, dtype=object)

    def validity(self) -> pd.DataFrame:
        """code, valid_from, valid_to of units or procedures."""
        names = ["code", "valid_from", "valid_to"]
        rows = [one.values for one in self.kept.values()]
        return pd.DataFrame(rows, columns=list(self._nothing()), dtype=object)[names]


@lru_cache(maxsize=100_000)
def local_day(moment: str, timezone: str) -> str:
    """The local day of a moment as ISO text."""
    if len(moment) == _BARE:
        return moment
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone))
    day: date = local.date()
    return day.isoformat()
