"""From the rows of a file to parts ready for the store: normalised and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from core.clock import now
from core.kinds import COUNTS
from core.rules import Rules, read_rules
from core.settings import Settings
from ingest.checks import judge_rows
from ingest.doubts import flagged, seen, stopping
from ingest.known import Known
from ingest.neutral import RawPart
from ingest.normalise import Batch, normalise
from ingest.passing import Parts
from ingest.progress import Way
from ingest.recognise import Recognised
from ingest.rejected import malformed_rows, rejected_rows
from ingest.secret import secret_key
from ingest.sources import word_key
from ingest.translate import Names
from store import loads, reference
from store.engine import Database
from store.rollup import levels_in_force


@dataclass(frozen=True)
class Judged:
    """A part of a file as it stood, and as the store takes it."""

    batch: Batch
    part: loads.Part


def judge(
    parts: list[RawPart],
    db: Database,
    settings: Settings,
    tried: frozenset[int] | None = None,
    rules: Rules | None = None,
) -> list[Judged]:
    """Every part normalised and held against the checks, with what was kept before
    and what the parts before it bring. `tried`: see Known; `rules`: what the checks
    do, where it is not what the office's file says. A part alone is the file, or the
    part of a large one that shares no identity with another (passing.parted)."""
    zone, key = ZoneInfo(settings.timezone), secret_key(settings)
    rules = rules or read_rules(settings.var / "checks.yaml")
    known = replace(_known(db, zone), tried=tried, rules=rules)
    judged: list[Judged] = []
    for part in parts:
        batch = normalise(part, zone, key)
        if part.kind is COUNTS:
            known = replace(known, wholes=_wholes(db, batch))
        found = seen(batch, known)
        verdict = judge_rows(batch, known, stopping(found, known))
        rejected = rejected_rows(batch, verdict)
        if not judged and part.malformed:
            rejected = pd.concat([malformed_rows(part, key), rejected])
        kept = loads.Part(
            part.kind,
            batch.columns,
            batch.rows[verdict.good].reset_index(drop=True),
            rejected.reset_index(drop=True),
            flagged(batch, verdict.good, known, found),
            apart=len(parts) == 1,
        )
        judged.append(Judged(batch, kept))
        known = known.and_rows(batch, verdict.good)
    return judged


class Judging:
    """The parts of a file (see passing.parted), each judged when it is its turn.

    What is in one part only, as every small file, is judged once; the many parts of a
    large file anew each time they are gone through.
    """

    def __init__(
        self,
        parts: Parts,
        db: Database,
        settings: Settings,
        tried: frozenset[int] | None,
        way: Way,
    ) -> None:
        self._judge = partial(judge, db=db, settings=settings, tried=tried)
        self._parts = parts
        self._way = way
        self._only = [self._judge(part) for part in parts] if len(parts) == 1 else None

    def __iter__(self) -> Iterator[Judged]:
        parts = self._way.along(self._parts, len(self._parts), 0.9)
        judged = map(self._judge, parts) if self._only is None else self._only
        return chain.from_iterable(judged)


def names_of(db: Database, recognised: Recognised) -> Names:
    """Names of units and procedures that one code alone has, by their key."""
    if not recognised.needs_names:
        return {}
    found: Names = {}
    with db.read() as connection:
        for of in ("unit", "procedure"):
            named = reference.names(connection, of)
            keys = named.assign(key=[word_key(name) for name in named["name"]])
            keys = keys.drop_duplicates(["key", "code"]).drop_duplicates(
                "key", keep=False
            )
            found[of] = dict(zip(keys["key"], keys["code"], strict=True))
    return found


def _known(db: Database, zone: ZoneInfo) -> Known:
    with db.read() as connection:
        return Known(
            now=now(),
            zone=zone,
            units=reference.validity(connection, "unit"),
            procedures=reference.validity(connection, "procedure"),
            levels=partial(_levels, db),
        )


def _levels(db: Database, dossiers: pd.DataFrame) -> pd.Series:
    with db.read() as connection:
        return levels_in_force(connection, dossiers)


def _wholes(db: Database, batch: Batch) -> pd.DataFrame:
    with db.read() as connection:
        units = [str(code) for code in batch.rows["unit_code"].unique()]
        return reference.reported_wholes(connection, units)


def only(part: loads.Part, lines: set[int]) -> loads.Part:
    """The rows of `part`, good and rejected, that stand on `lines`."""
    kept = list(lines)
    rows = part.rows[np.isin(part.rows["line"].to_numpy(dtype=np.int64), kept)]
    rejected = part.rejected[
        np.isin(part.rejected["line"].to_numpy(dtype=np.int64), kept)
    ]
    doubts = part.doubts
    return replace(
        part,
        rows=rows.reset_index(drop=True),
        rejected=rejected.reset_index(drop=True),
        doubts=None if doubts is None else doubts[doubts["line"].isin(kept)],
    )
