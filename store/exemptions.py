"""Exemptions: rows that are added, and the dossiers that they leave out now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, or_, select

from metrics.exemptions import Confirmed, Ended, Exemption
from metrics.overlay import LEAVE_OUT, WORDS, Alike
from store.disputed import picked
from store.engine import raise_data_version
from store.schema import dossier, exemption, exemption_confirmed, exemption_ended


def add(connection: Connection, **values: Any) -> int:
    """Keep an exemption (columns of its row; `procedures` as codes); its number."""
    row = {**values, "procedures": "|".join(values["procedures"])}
    written = insert(exemption).values(**row).returning(exemption.c.id)
    number = int(connection.execute(written).scalar_one())
    raise_data_version(connection)
    return number


def confirm(connection: Connection, number: int, confirmed: Confirmed) -> None:
    """Keep that an exemption is confirmed: it counts from now on."""
    row = {"exemption_id": number, **vars(confirmed)}
    connection.execute(insert(exemption_confirmed).values(**row))
    raise_data_version(connection)


def end(connection: Connection, number: int, ended: Ended) -> None:
    """Keep that an exemption ends early."""
    row = {"exemption_id": number, **vars(ended)}
    connection.execute(insert(exemption_ended).values(**row))
    raise_data_version(connection)


def exemptions(connection: Connection) -> tuple[Exemption, ...]:
    """All there are, the oldest first."""
    over = {
        row.exemption_id: Ended(row.last, row.reason, row.who, row.at)
        for row in connection.execute(select(exemption_ended))
    }
    seen = {
        row.exemption_id: Confirmed(row.dossiers, row.who, row.at)
        for row in connection.execute(select(exemption_confirmed))
    }
    rows = connection.execute(select(exemption).order_by(exemption.c.id))
    return tuple(
        Exemption(
            **{
                **row._mapping,
                "procedures": tuple(row.procedures.split("|")),
                "confirmed": seen.get(row.id),
                "ended": over.get(row.id),
            }
        )
        for row in rows
    )


def left_out(connection: Connection) -> list[Alike]:
    """The dossiers, as they are now, that any confirmed exemption leaves out, each
    once, those that say the same together."""
    picks = [one.pick for one in exemptions(connection)]
    wanted = [picked(pick) for pick in picks if pick is not None]
    if not wanted:
        return []
    group = (dossier.c.unit_code, dossier.c.day, *(dossier.c[word] for word in WORDS))
    rows = select(*group, func.count()).where(or_(*wanted)).group_by(*group)
    return [
        Alike(row[0], row[1], tuple(row[2:-1]), LEAVE_OUT, row[-1])
        for row in connection.execute(rows)
    ]
