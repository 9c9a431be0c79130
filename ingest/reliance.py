"""Rows that hang on a unit or a procedure which a load brought."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from core.kinds import BY_NAME, KINDS, PROCEDURES, UNITS, Kind
from ingest.checks import CHECKS, Verdict
from ingest.known import Known
from ingest.replay import Replay, Verdicts
from ingest.said import Archives, Key, Said, keys, only, scope
from ingest.times import Mask
from store.undo import PastLoad

# What a row lacks is looked at in the order of the contract: these go before.
_BEFORE = ("malformed_row", "missing_value", "bad_date", "bad_number", "negative")
_BETWEEN = ("unknown_word", "future_date", "finished_before_received")
_OF_CODES = ("unknown_unit", "unknown_procedure", "not_in_force")


@dataclass
class Reliance:
    """`places`: the loads whose taken rows would not have been taken; `verdicts`: for
    each load and kind the rows that would be judged otherwise; `touched`: their keys;
    `lost_units`: the units that nobody else told of."""

    places: set[int] = field(default_factory=set)
    verdicts: dict[tuple[int, str], Verdicts] = field(default_factory=dict)
    touched: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    lost_units: set[str] = field(default_factory=set)


def reliance(
    archives: Archives, history: list[PastLoad], gone: PastLoad, timezone: str
) -> Reliance:
    """What later loads owe to the units and procedures of `gone`, of which `history`
    holds nothing."""
    found = Reliance()
    brought = [kind for kind in (UNITS, PROCEDURES) if kind.name in gone.kinds]
    if not brought:
        return found
    told = [said for kind in brought for said in archives.said(gone, kind)]
    codes = {code for said in told for code in said.batch.rows["code"]}
    known = {kind.name: Replay(kind, timezone) for kind in (UNITS, PROCEDURES)}
    for past in history:
        for replay in known.values():
            for said in archives.said(past, replay.kind):
                replay.hear(said)
        if past.id > gone.id:
            _look_at(found, archives, past, codes, _known_then(past, known, timezone))
    if UNITS in brought:
        found.lost_units = codes - set(known[UNITS.name].validity()["code"])
    return found


def _known_then(past: PastLoad, known: dict[str, Replay], timezone: str) -> Known:
    """What the checks of a load would have known."""
    return Known(
        datetime.fromisoformat(past.known_at),
        ZoneInfo(timezone),
        units=known[UNITS.name].validity(),
        procedures=known[PROCEDURES.name].validity(),
    )


def _look_at(
    found: Reliance, archives: Archives, past: PastLoad, codes: set[str], known: Known
) -> None:
    for kind in _relying(past):
        for said in archives.said(past, kind):
            _look(found, said, _naming(said, codes), known)


def _relying(past: PastLoad) -> list[Kind]:
    names = dict.fromkeys(past.kinds)
    return [
        BY_NAME[n] for n in names if BY_NAME.get(n, UNITS) not in (UNITS, PROCEDURES)
    ]


def _naming(said: Said, codes: set[str]) -> Mask:
    """The rows that name one of `codes`."""
    found = np.zeros(len(said.batch.rows), dtype=bool)
    for name in ("unit_code", "procedure_code", "scope_code"):
        if name in said.batch.rows:
            found |= said.batch.rows[name].isin(codes).to_numpy(dtype=bool)
    return found


def _look(found: Reliance, said: Said, rows: Mask, known: Known) -> None:
    if not rows.any():
        return
    said = only(said, rows)
    new = judged_again(said, known)
    changed = np.flatnonzero(new.reasons != said.verdict.reasons)
    if not len(changed):
        return
    kind = said.batch.kind
    if any(said.verdict.reasons[at] == "" for at in changed):
        found.places.add(said.past.place)
    all_keys = keys(kind, said.batch.rows, scope(kind))
    verdicts = {
        said.lines[at]: (str(new.reasons[at]), str(new.fields[at])) for at in changed
    }
    of = (said.past.id, kind.name)
    found.verdicts[of] = {**found.verdicts.get(of, {}), **verdicts}
    found.touched[kind.name] |= {all_keys[at] for at in changed}


def judged_again(said: Said, known: Known) -> Verdict:
    """The verdicts of `said` had units and procedures been as in `known`."""
    reasons, fields = said.verdict.reasons.copy(), said.verdict.fields.copy()
    settled = np.isin(reasons.astype(str), _BEFORE)
    free = np.isin(reasons.astype(str), _OF_CODES)
    reasons[free], fields[free] = "", ""
    for reason in _OF_CODES:
        if reason == "not_in_force":
            settled = settled | np.isin(reasons.astype(str), _BETWEEN)
        for column, wrong in CHECKS[reason](said.batch, ~settled, known):
            at = wrong & ~settled
            reasons[at], fields[at] = reason, column
            settled = settled | at
    return Verdict(reasons, fields, said.verdict.holds)


def scopes_of(archives: Archives, loads: list[PastLoad]) -> dict[str, set[Key]]:
    """Kind -> the scope keys of all rows that these loads told."""
    found: dict[str, set[Key]] = {}
    for past in loads:
        for kind in KINDS:
            for said in archives.said(past, kind) if kind.name in past.kinds else ():
                asked = keys(kind, said.batch.rows, scope(kind))
                found.setdefault(kind.name, set()).update(asked)
    return found
