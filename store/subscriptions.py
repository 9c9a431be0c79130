"""How readers want to be told: the newest choice for each kind counts.

A choice hangs on the reader and the address: who comes after somebody in office at the
address of the office has not chosen anything yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from core.clock import moment_now
from core.messages import ESSENTIAL, MAIL
from store.bulk import read_frame
from store.schema import subscription


@dataclass(frozen=True)
class Choice:
    """A kind of messages, to a reader at an address, by a way ("none" is not)."""

    reader: str
    address: str
    kind: str
    way: str


def choose(connection: Connection, choice: Choice, who: str) -> None:
    """Add a reader's choice, made by `who`."""
    row = {
        "reader": choice.reader,
        "address": choice.address.casefold(),
        "kind": choice.kind,
        "way": choice.way,
        "at": moment_now(),
        "who": who,
    }
    connection.execute(insert(subscription).values(row))


def way_of(connection: Connection, reader: str, address: str, kind: str) -> str:
    """By which way a reader at an address is told a kind of messages: mail where
    nothing was chosen, and always mail for what cannot be turned off."""
    if kind in ESSENTIAL:
        return MAIL
    own = subscription.c
    statement = (
        select(own.way)
        .where(own.address == address.casefold(), own.reader == reader)
        .where(own.kind == kind)
        .order_by(own.id.desc())
        .limit(1)
    )
    return connection.scalar(statement) or MAIL


def every(connection: Connection) -> pd.DataFrame:
    """The choices that count: reader, address, kind, way, at (UTC text), who; by
    reader and kind."""
    own = subscription.c
    newest = select(func.max(own.id)).group_by(own.reader, own.address, own.kind)
    columns = (own.reader, own.address, own.kind, own.way, own.at, own.who)
    statement = select(*columns).where(own.id.in_(newest))
    return read_frame(connection, statement.order_by(own.reader, own.kind, own.id))
