"""Whether what was written into the audit stands as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from store.audit import chained, entries
from store.engine import Database


@dataclass(frozen=True)
class Chain:
    """One chain of entries. `last`: the hash of its last entry, to be written down
    elsewhere, which tells a chain that was cut at its end or made anew. `broken`: the
    number of the first entry that does not fit, None where all do."""

    title: str
    entries: int
    last: str
    broken: int | None


def verify(db: Database) -> tuple[Chain, Chain]:
    """Both chains, read from the first entry to the last: what was done to data and
    accounts, and who came in, handed in and took away."""
    with db.read() as connection:
        deeds = _read("Deeds", entries(connection, access=False))
    with db.jobs_read() as connection:
        return deeds, _read("Access", entries(connection, access=True))


def _read(title: str, rows: Iterable[Any]) -> Chain:
    before, number = "", 0
    for row in rows:
        number += 1
        told = chained(before, row.id, row.at, row.who, row.deed, row.about)
        if row.id != number or told != row.hash:
            return Chain(title, number - 1, before, number)
        before = row.hash
    return Chain(title, number, before, None)
