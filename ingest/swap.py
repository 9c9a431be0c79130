"""Putting what a replay says in place of what counts, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from core.kinds import KINDS, Kind
from ingest.replay import Replay
from ingest.said import Key, keys, scope
from store import boundaries, undo
from store.undo import PastLoad, Transaction

# Identities put in place at once, so that memory does not grow with the load.
_AT_ONCE = 50_000
BOUNDARIES = "boundaries"


@dataclass(frozen=True)
class Change:
    """What an undo does to the rows of one kind. `leaving`: identities that count no
    more; `differing`: that count with other values or another load's; `returning`:
    that did not count; `rejected`: rows of other loads that are or were rejected."""

    kind: str
    leaving: int = 0
    differing: int = 0
    returning: int = 0
    rejected: int = 0


@dataclass
class Plan:
    """The load to take back and its retries; for each kind it touches what would count
    without it (`scopes`: of which keys); the boundaries then and their load."""

    gone: PastLoad
    retries: tuple[int, ...]
    replays: dict[str, Replay] = field(default_factory=dict)
    scopes: dict[str, set[Key]] = field(default_factory=dict)
    boundaries: tuple[int, dict[str, dict[str, Any]]] | None = None


def changes(connection: Transaction, plan: Plan) -> Iterator[Change]:
    """Put in place what differs, kind by kind, and tell how much that was."""
    if plan.boundaries is not None:
        load_id, shapes = plan.boundaries
        yield Change(BOUNDARIES, differing=len(shapes))
        boundaries.put(connection, load_id, shapes)
    for kind in KINDS:
        if kind.name not in plan.replays:
            continue
        replay = plan.replays[kind.name]
        change = Change(kind.name)
        for among in _chunks(plan.scopes[kind.name]):
            change = _add(change, _swapped(connection, replay, among))
        yield replace(change, rejected=_rejected(connection, replay))
        if kind.name in ("units", "services"):
            undo.settle_levels(connection)


def _chunks(scopes: set[Key]) -> Iterator[set[Key]]:
    """Scope keys, those with one first value together."""
    ordered = iter(sorted(scopes, key=lambda key: str(key[0])))
    for _, chunk in groupby(enumerate(ordered), lambda pair: pair[0] // _AT_ONCE):
        yield {key for _, key in chunk}


def _add(one: Change, other: Change) -> Change:
    return Change(
        one.kind,
        one.leaving + other.leaving,
        one.differing + other.differing,
        one.returning + other.returning,
    )


def _swapped(connection: Transaction, replay: Replay, among: set[Key]) -> Change:
    """The identities of some scope keys brought to what the replay says of them."""
    kind, names = replay.kind, scope(replay.kind)
    firsts = pd.Series(list({key[0] for key in among}), dtype=object)
    have = undo.current_of(connection, kind, firsts)
    inside = [key in among for key in keys(kind, have, names)]
    have = have[np.array(inside, dtype=bool)]
    known = keys(kind, have, kind.identity)
    standing = dict(zip(known, _told(kind, have), strict=True))
    place = [kind.identity.index(name) for name in names]
    wanted = {
        identity: (one.place, one.line, *(one.values[name] for name in kind.names))
        for identity, one in replay.kept.items()
        if tuple(identity[at] for at in place) in among
    }
    same = {one for one, told in wanted.items() if standing.get(one) == told}
    left = np.array([one not in same for one in known], dtype=bool)
    fresh = replay.frame(one for one in wanted if one not in same)
    undo.swap(connection, kind, have[left], fresh, replay.timezone)
    both = (standing.keys() & wanted.keys()) - same
    return Change(
        kind.name,
        leaving=len(standing.keys() - wanted.keys()),
        differing=len(both),
        returning=len(wanted.keys() - standing.keys()),
    )


def _told(kind: Kind, versions: pd.DataFrame) -> list[tuple[Any, ...]]:
    plain = versions[["load_id", "line", *kind.names]]
    plain = plain.where(plain.notna(), None)
    return list(plain.itertuples(index=False, name=None))


def _rejected(connection: Transaction, replay: Replay) -> int:
    """The rejected rows of other loads brought to what the replay says; how many
    differ."""
    kind, left = replay.kind.name, []
    wanted = dict(replay.rejected)
    for place, lines in replay.heard.items():
        for row in undo.rejected_of(connection, kind, place).to_dict("records"):
            if row["line"] not in lines:
                continue
            told = replay.rejected.get((place, row["line"]))
            if told is None or told["reason"] != row["reason"]:
                left.append(row["id"])
            else:
                wanted.pop((place, row["line"]), None)
    rows = [{**row, "load_id": at[0], "kind": kind} for at, row in wanted.items()]
    undo.swap_rejected(connection, left, rows)
    return len(left) + len(rows)
