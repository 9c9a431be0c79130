"""Counting signals over dossiers: one narrow pass, then a set for each signal.

Which numbers make a unit worth a look is no matter of SQL: metrics/signals.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    func,
    insert,
    or_,
    select,
    true,
)

from metrics import measures
from metrics.limits import AllLimits
from metrics.windows import Window
from store import bulk
from store import signal_rows as rows
from store import signal_sets as sets
from store.epoch import flag, seconds
from store.questions import within
from store.rollup import holds
from store.schema import dossier

FOUND = ["signal", "id", "unit_code", "knot"]
# Counts by unit of what could be looked at.
TOTALS = [
    "unit_code",
    "received",
    "received_ref",
    "online",
    "online_ref",
    "online_timed",
    "counter",
    "counter_ref",
    "full_online",
    "visit_known",
    "finished",
    "finished_timed",
    "finished_second",
]


_WITH_HELP = dossier.c.submitted_by.in_(("officer", "kiosk"))
_VISIT = or_(
    func.coalesce(dossier.c.supplement_requests, 0) > 0,
    dossier.c.result_form == "paper",
    _WITH_HELP,
)
_VISIT_KNOWN = or_(
    dossier.c.supplement_requests.is_not(None),
    dossier.c.result_form != "",
    dossier.c.submitted_by != "",
)
# What a signal needs of a dossier, read once.
_READ: dict[str, tuple[Any, ColumnElement[Any]]] = {
    "id": (BigInteger, dossier.c.id),
    "dossier_code": (Text, dossier.c.dossier_code),
    "unit_code": (Text, dossier.c.unit_code),
    "procedure_code": (Text, dossier.c.procedure_code),
    "day": (Date, dossier.c.day),
    # 64 bits of the keyed hash: enough to tell submitters apart, quick to sort.
    "ref": (Text, func.substr(dossier.c.submitter_ref, 1, 16)),
    "replaces": (Text, dossier.c.replaces_code),
    "received_s": (BigInteger, seconds(dossier.c.received_at)),
    "submitted_s": (BigInteger, seconds(dossier.c.submitted_at)),
    "finished_s": (BigInteger, seconds(dossier.c.finished_at)),
    "online": (Integer, flag(dossier.c.channel == "online")),
    "counter": (Integer, flag(dossier.c.channel.in_(("counter", "")))),
    "full_online": (Integer, flag(holds(measures.FULL_ONLINE.when))),
    "finished": (Integer, flag(holds(measures.FINISHED.when))),
    "withdrawn": (Integer, flag(dossier.c.status == "withdrawn")),
    "visit": (Integer, flag(_VISIT)),
    "visit_known": (Integer, flag(_VISIT_KNOWN)),
}

# One for all connections, each of which has its own, so that what is asked of it is
# put into SQL once.
_WATCHED = Table(
    "watched",
    MetaData(),
    *(Column(name, kind) for name, (kind, _read) in _READ.items()),
    prefixes=["TEMPORARY"],
)


@contextmanager
def _watched(
    connection: Connection, window: Window, units: Sequence[str] | None
) -> Iterator[Table]:
    """The dossiers that count in a window, narrow, for as long as they are asked."""
    _WATCHED.create(connection)
    try:
        here = true() if units is None else dossier.c.unit_code.in_(list(units))
        chosen = select(*(read for _kind, read in _READ.values())).where(
            dossier.c.current,
            dossier.c.deleted != "1",
            holds(measures.RECEIVED.when),
            within(dossier.c.day, window),
            here,
        )
        connection.execute(insert(_WATCHED).from_select(list(_READ), chosen))
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE watched")
        yield _WATCHED
    finally:
        _WATCHED.drop(connection)


def find(
    connection: Connection,
    window: Window,
    limits: AllLimits,
    units: Sequence[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The dossiers of a window that show a sign (columns FOUND) and, by unit, how
    many could be looked at (columns TOTALS). `units`: only these; None: all."""
    with _watched(connection, window, units) as table:
        signs = [
            sets.one_reference(table, limits),
            sets.by_itself(table, limits),
            sets.same_second(table, limits),
        ]
        found = [bulk.read_frame(connection, one) for one in signs]
        found.append(sets.linked(connection, table, limits))
        totals = bulk.read_frame(connection, _totals(table))
    found.append(rows.taken_out(connection, window, units))
    together = pd.concat(found, ignore_index=True)[FOUND]
    counts = {name: "int64" for name in TOTALS if name != "unit_code"}
    return together.astype({"id": "int64"}), totals.astype(counts)


def _totals(table: Table) -> Select[tuple[object, ...]]:
    def count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(flag(and_(*conditions)))

    c = table.c
    ref, sent = c.ref != "", c.submitted_s.is_not(None)
    came, ended = c.received_s.is_not(None), c.finished_s.is_not(None)
    counts = {
        "received": count(true()),
        "received_ref": count(or_(ref, c.replaces != "")),
        "online": count(c.online == 1),
        "online_ref": count(c.online == 1, ref),
        "online_timed": count(c.online == 1, sent, came),
        "counter": count(c.counter == 1),
        "counter_ref": count(c.counter == 1, ref, came),
        "full_online": count(c.full_online == 1),
        "visit_known": count(c.full_online == 1, c.visit_known == 1),
        "finished": count(c.finished == 1),
        "finished_timed": count(c.finished == 1, ended, came),
        "finished_second": count(c.finished == 1, ended),
    }
    return select(c.unit_code, *(n.label(key) for key, n in counts.items())).group_by(
        c.unit_code
    )
