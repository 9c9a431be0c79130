"""Releasing what a load holds back, or discarding it.

A released row is taken at the place of its load, as a row that is tried again is: an
undo of the load takes it along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from core.errors import UsageError
from core.kinds import BY_NAME
from core.rules import Rules, read_rules
from core.settings import Settings
from ingest.alone import one_load_at_a_time
from ingest.archive import Archive
from ingest.judge import judge
from ingest.neutral import RawPart
from ingest.said import Archives
from store import evaluations, held, ledger, loads, undo
from store.audit import Deed, did
from store.engine import Database
from store.undo import PastLoad


def release(
    db: Database,
    settings: Settings,
    load_id: int,
    reason: str = "",
    who: str = "operator",
) -> loads.Taken:
    """Take the rows that a load holds back (for one reason) and freeze an evaluation.
    Checks that reject still do. UsageError where nothing is held back there."""
    with one_load_at_a_time(db):
        past, lines = _held(db, load_id, reason)
        parts = list(_parts(db, past, lines))
        every = tuple(sorted({line for some in lines.values() for line in some}))
        rules = _released(read_rules(settings.var / "checks.yaml"))
        judged = judge(parts, db, settings, frozenset(every), rules)
        record = loads.NewLoad(past.file, past.sha256, retry_of=past.id, released=every)
        folder = db.settings.var / "archive" if db.kept else None
        with Archive(folder, past.sha256, len(past.kinds) > 1) as archive:
            for one in judged:
                archive.write(one.batch, one.part.rejected)
            with db.write() as connection:
                taken = loads.take(connection, record, [one.part for one in judged])
                archive.keep(taken.load_id)
                did(connection, Deed(who, "release", f"{load_id} {reason}".rstrip()))
    if db.kept:
        evaluations.freeze(db, "load")
    return taken


def discard(db: Database, load_id: int, reason: str = "", who: str = "operator") -> int:
    """Reject for good what a load holds back (for one reason); how many rows.
    UsageError where nothing is held back there."""
    with one_load_at_a_time(db):
        past, _ = _held(db, load_id, reason)
        with db.write() as connection:
            did(connection, Deed(who, "discard", f"{load_id} {reason}".rstrip()))
            return held.discard(connection, past.id, reason)


def _held(
    db: Database, load_id: int, reason: str
) -> tuple[PastLoad, dict[str, list[int]]]:
    """The load that rows stand under, and their lines by kind."""
    with db.read() as connection:
        every = {past.id: past for past in undo.every_load(connection)}
        place = every[load_id].place if load_id in every else load_id
        rows = ledger.rejected(connection, place, held=True)
    rows = rows[rows["reason"] == reason] if reason else rows
    if rows.empty:
        raise UsageError(
            "Load {load} holds no such rows back. `python -m ingest held` lists those "
            "that are held.",
            load=load_id,
        )
    lines = {
        str(kind): sorted({int(line) for line in some["line"]})
        for kind, some in rows.groupby("kind")
    }
    return every[place], lines


def _parts(
    db: Database, past: PastLoad, lines: dict[str, list[int]]
) -> Iterator[RawPart]:
    """The held rows as they stood, kind by kind, in the order kinds are taken."""
    archives = Archives(db, db.settings.var / "archive")
    for name in BY_NAME:
        for said in archives.said(past, BY_NAME[name]) if name in lines else ():
            rows = np.isin(
                said.batch.rows["line"].to_numpy(dtype=np.int64), lines[name]
            )
            if rows.any():
                cells = said.batch.raw[rows].reset_index(drop=True)
                at = said.batch.rows["line"].to_numpy(dtype=np.int64)[rows]
                yield RawPart(said.batch.kind, cells, at, hidden=True)


def _released(rules: Rules) -> Rules:
    """The rules for rows that somebody looked at: what held them back is told."""
    return {
        key: replace(rule, action="flag") if rule.action == "hold" else rule
        for key, rule in rules.items()
    }
