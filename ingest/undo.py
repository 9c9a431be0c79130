"""Undoing a load: what counts is then what it would be had it never been made.

What the other loads said of the same dossiers, services, reports … is told again from
their archives, in their order; what that gives is put in place of what counts now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.errors import SourceError, UsageError
from core.kinds import KINDS, Kind
from ingest import swap
from ingest.alone import one_load_at_a_time
from ingest.archived import read_shapes
from ingest.reliance import Reliance, reliance, scopes_of
from ingest.replay import Replay
from ingest.said import Archives, Key
from ingest.swap import BOUNDARIES, Change, Plan
from store import boundaries, evaluations, undo
from store.audit import Deed, did
from store.engine import Database, raise_data_version
from store.trial import trial
from store.undo import PastLoad


@dataclass(frozen=True)
class Undone:
    """The load taken back, its retries, and what that changes."""

    load: PastLoad
    retries: tuple[int, ...]
    changes: tuple[Change, ...]


def undo_load(
    db: Database, load_id: int, who: str = "operator", why: str = ""
) -> Undone:
    """Take a load and its retries back and freeze an evaluation, cause "undo". The
    load stays in the ledger; its versions stay as history.

    UsageError where it cannot be undone, SourceError where an archive is missing.
    """
    with one_load_at_a_time(db):
        plan = _planned(db, load_id)
        with db.write() as connection:
            changes = tuple(swap.changes(connection, plan))
            undo.mark(connection, load_id, who, why)
            did(connection, Deed(who, "undo", f"{load_id} {why}".rstrip()))
            raise_data_version(connection)
    if db.kept:
        evaluations.freeze(db, "undo")
    return Undone(plan.gone, plan.retries, changes)


def preview(db: Database, load_id: int) -> Undone:
    """What `undo_load` would change; raises what it would raise."""
    with one_load_at_a_time(db), trial(db) as attempt:
        return undo_load(attempt, load_id)


def _planned(db: Database, load_id: int) -> Plan:
    with db.read() as connection:
        ledger = undo.every_load(connection)
    gone = _found(ledger, load_id)
    own = [past for past in ledger if past.place == load_id and _counts(past)]
    history = [past for past in ledger if past.place != load_id and _counts(past)]
    archives = Archives(db, db.settings.var / "archive")
    owed = reliance(archives, history, gone, db.timezone)
    _refuse_where_relied_on(db, gone, history, owed)
    plan = Plan(gone, tuple(past.id for past in own if past.retry_of))
    if BOUNDARIES in gone.kinds:
        plan.boundaries = _boundaries_before(db, history)
        return plan
    plan.scopes = scopes_of(archives, own)
    for name, touched in owed.touched.items():
        plan.scopes.setdefault(name, set()).update(touched)
    for kind in KINDS:
        if kind.name in plan.scopes:
            plan.replays[kind.name] = _replay(
                archives, history, kind, plan.scopes[kind.name], owed
            )
    return plan


def _counts(past: PastLoad) -> bool:
    return past.outcome == "taken" and not past.undone_at


def _found(ledger: list[PastLoad], load_id: int) -> PastLoad:
    """The load to undo; UsageError where there is nothing to undo."""
    found = next((past for past in ledger if past.id == load_id), None)
    if found is None:
        raise UsageError(
            "There is no load {load}. `python -m ingest status` lists the newest.",
            load=load_id,
        )
    if found.outcome != "taken":
        raise UsageError(
            "Load {load} ({file}) was refused whole: nothing of it counts.",
            load=load_id,
            file=found.file,
        )
    if found.undone_at:
        raise UsageError(
            "Load {load} ({file}) was undone already, on {at}.",
            load=load_id,
            file=found.file,
            at=found.undone_at,
        )
    if found.retry_of:
        raise UsageError(
            "Load {load} only took rows of load {first} that were not taken before. "
            "Undo load {first}, and it goes with it.",
            load=load_id,
            first=found.retry_of,
        )
    return found


def _refuse_where_relied_on(
    db: Database, gone: PastLoad, history: list[PastLoad], owed: Reliance
) -> None:
    with db.read() as connection:
        shapes = boundaries.loads_of(connection, owed.lost_units)
    places = {past.id: past.file for past in history}
    relying = sorted((owed.places | shapes) & set(places), reverse=True)
    if relying:
        raise UsageError(
            "Load {load} ({file}) brought units or procedures that rows of other loads "
            "rely on. Undo those first, in this order: {loads}.",
            load=gone.id,
            file=gone.file,
            loads=", ".join(f"{place} ({places[place]})" for place in relying),
        )


def _boundaries_before(
    db: Database, history: list[PastLoad]
) -> tuple[int, dict[str, dict[str, Any]]]:
    """The load whose boundaries are in force then, and these; 0 where none are."""
    last = next((p for p in reversed(history) if BOUNDARIES in p.kinds), None)
    if last is None:
        return 0, {}
    shapes = read_shapes(db.settings.var / "archive", last.sha256)
    if shapes is None:
        raise SourceError(
            "The boundaries of load {load} ({file}) were not archived. Load that file "
            "again instead: its boundaries then replace all others.",
            load=last.id,
            file=last.file,
        )
    return last.id, shapes


def _replay(
    archives: Archives,
    history: list[PastLoad],
    kind: Kind,
    among: set[Key],
    owed: Reliance,
) -> Replay:
    replay = Replay(kind, archives.timezone)
    for past in history:
        if kind.name in past.kinds:
            verdicts = owed.verdicts.get((past.id, kind.name))
            for said in archives.said(past, kind, among):
                replay.hear(said, verdicts)
    return replay
