"""Whether what was written into the audit stands as it was written.

Where an account was erased, a mark stands in place of its name and the hash of such an
entry no longer fits. The entry that tells of the erasure carries a hash of all of them
as they were left, so that a later change to one shows all the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.account import ERASED
from core.language import translate
from store.audit import Asked, chained, entries, search
from store.engine import Database

# The deed that tells of an erasure.
ACCOUNT_ERASED = "account_erased"
_MARKED = re.compile(rf"(?<!\w){ERASED}[0-9a-f]{{8}}(?!\w)")


@dataclass(frozen=True)
class Chain:
    """One chain of entries. `last`: the hash of its last entry, to be written down
    elsewhere, which tells a chain that was cut at its end or made anew. `broken`: the
    number of the first entry that does not fit, None where all do. `erased`: how many
    stand without the name of an erased account."""

    title: str
    entries: int
    last: str
    broken: int | None
    erased: int = 0

    def told(self) -> str:
        """Whether it stands, in a sentence in the reader's language."""
        text = "{title}: {entries} entries stand as written; the last hash is {last}"
        if self.broken is not None:
            text = "{title}: broken at entry {broken}, after {entries} that stand"
        elif self.erased:
            text = (
                "{title}: {entries} entries stand as written, {erased} of them "
                "without the names of erased accounts; the last hash is {last}"
            )
        return translate(text, None, **{**vars(self), "title": translate(self.title)})


@dataclass(frozen=True)
class Left:
    """What is left of entries whose names were erased: how many, a hash of them as they
    stand, the number of the first."""

    number: int
    hash: str
    first: int | None

    def told(self) -> str:
        """What the entry of the newest erasure says of them."""
        return f"{self.number} {self.hash}"


def verify(db: Database) -> tuple[Chain, Chain]:
    """Both chains, read from the first entry to the last: what was done to data and
    accounts, and who came in, handed in and took away."""
    with db.read() as connection:
        deeds, _left = read(connection, access=False)
    with db.jobs_read() as connection:
        access, _left = read(connection, access=True)
    return deeds, access


def read(connection: Any, *, access: bool) -> tuple[Chain, Left]:
    """A chain, and what is left in it where names were erased."""
    chain, left = _read(
        "Access" if access else "Deeds", entries(connection, access=access)
    )
    if chain.broken is None and left.number:
        asked = Asked(deed=ACCOUNT_ERASED)
        newest, _more = search(connection, asked, access=access, most=1)
        if not newest:
            return replace(chain, broken=left.first), left
        if not newest[0].about.endswith(f": {left.told()}"):
            return replace(chain, broken=newest[0].number), left
    return chain, left


def _read(title: str, rows: Iterable[Any]) -> tuple[Chain, Left]:
    before, number, erased = "", 0, list[tuple[object, ...]]()
    broken = None
    for row in rows:
        told = (row.id, row.at, row.who, row.deed, row.about)
        as_written = chained(before, *told) == row.hash
        if row.id != number + 1 or not (as_written or _is_marked(row)):
            broken = number + 1
            break
        if not as_written:
            erased.append((*told, row.hash))
        before, number = row.hash, number + 1
    kept = json.dumps(erased, ensure_ascii=False).encode()
    first = int(str(erased[0][0])) if erased else None
    left = Left(len(erased), hashlib.sha256(kept).hexdigest(), first)
    return Chain(title, number, before, broken, len(erased)), left


def _is_marked(row: Any) -> bool:
    return _MARKED.search(f"{row.who}\n{row.about}") is not None
