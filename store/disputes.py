"""Disputes and their states: rows that are added, and what they say of dossiers now."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    func,
    insert,
    literal,
    select,
)

from metrics.disputes import Dispute, Effect, Move, Pick, State
from store.disputed import picked
from store.engine import raise_data_version
from store.schema import (
    dispute,
    dispute_dossier,
    dispute_effect,
    dispute_part,
    dispute_state,
    dossier,
)


def add(connection: Connection, about: dict[str, Any], pick: Pick, first: State) -> int:
    """Keep a dispute (`about`: columns of its row beside those of the pick) with its
    dossiers as they are now, in its first state; its number."""
    rule = {
        "unit_code": pick.unit_code,
        "first_day": pick.first,
        "last_day": pick.last,
        "since": pick.since,
        "until": pick.until,
        "procedures": "|".join(pick.procedures),
        "channel": pick.channel,
    }
    written = connection.execute(
        insert(dispute).values(**about, **rule).returning(dispute.c.id)
    )
    number = int(written.scalar_one())
    columns = (dossier.c.dossier_code, dossier.c.unit_code, dossier.c.id)
    rows = select(literal(number), *columns).where(picked(pick))
    names = ("dispute_id", "dossier_code", "unit_code", "version_id")
    connection.execute(insert(dispute_dossier).from_select(names, rows))
    add_state(connection, number, first)
    return number


def kept(connection: Connection, number: int) -> int:
    """How many dossiers were kept of a dispute."""
    rows = select(func.count()).where(dispute_dossier.c.dispute_id == number)
    return int(connection.execute(rows.select_from(dispute_dossier)).scalar_one())


def add_effect(connection: Connection, number: int, effect: Effect) -> None:
    """Keep what a dispute would change when it was sent."""
    rows = [{"dispute_id": number, **move._asdict()} for move in effect.moves]
    if rows:
        connection.execute(insert(dispute_effect), rows)


def add_state(connection: Connection, number: int, said: State) -> int:
    """Add what became of a dispute; its number. Whatever shows it is asked anew."""
    row = {"state": said.state, "note": said.note, "who": said.who, "at": said.at}
    written = connection.execute(
        insert(dispute_state)
        .values(dispute_id=number, **row)
        .returning(dispute_state.c.id)
    )
    raise_data_version(connection)
    return int(written.scalar_one())


def add_part(connection: Connection, number: int, state: int, pick: Pick) -> int:
    """Keep which dossiers of a dispute were accepted: those that a pick means now; how
    many these are."""
    rows = (
        select(literal(state), dispute_dossier.c.dossier_code)
        .join(dossier, dossier.c.dossier_code == dispute_dossier.c.dossier_code)
        .where(dispute_dossier.c.dispute_id == number, picked(pick))
    )
    names = ("state_id", "dossier_code")
    connection.execute(insert(dispute_part).from_select(names, rows))
    count = select(func.count()).where(dispute_part.c.state_id == state)
    return int(connection.execute(count.select_from(dispute_part)).scalar_one())


def disputes(connection: Connection, only: int | None = None) -> tuple[Dispute, ...]:
    """All there are, the oldest first; or the one of a number."""
    wanted = select(dispute).order_by(dispute.c.id)
    if only is not None:
        wanted = wanted.where(dispute.c.id == only)
    rows = connection.execute(wanted).all()
    if not rows:
        return ()
    states, moves = _states(connection, only), _moves(connection, only)
    return tuple(_dispute(row, states, moves.get(row.id, ())) for row in rows)


def find(connection: Connection, number: int) -> Dispute | None:
    """A dispute by its number; None where there is none."""
    return next(iter(disputes(connection, number)), None)


def _dispute(
    row: Row[Any], states: dict[int, tuple[State, ...]], moves: tuple[Move, ...]
) -> Dispute:
    names = tuple(filter(None, row.procedures.split("|")))
    days = (row.first_day, row.last_day)
    pick = Pick(row.unit_code, (), *days, row.since, row.until, names, row.channel)
    told = (row.reason, row.correction, row.text, row.dossiers, row.who, row.at)
    read = (row.due_on, row.as_of, row.evaluation)
    return Dispute(row.id, pick, *told, *read, states[row.id], moves)


def _states(connection: Connection, only: int | None) -> dict[int, tuple[State, ...]]:
    t = dispute_state.c
    wanted = select(dispute_state).order_by(t.dispute_id, t.id)
    if only is not None:
        wanted = wanted.where(t.dispute_id == only)
    rows = connection.execute(wanted)
    return {
        number: tuple(State(r.state, r.note, r.who, r.at, r.id) for r in own)
        for number, own in groupby(rows, lambda row: row.dispute_id)
    }


def _moves(connection: Connection, only: int | None) -> dict[int, tuple[Move, ...]]:
    t = dispute_effect.c
    wanted = select(dispute_effect).order_by(t.dispute_id)
    if only is not None:
        wanted = wanted.where(t.dispute_id == only)
    rows = connection.execute(wanted)
    return {
        number: tuple(Move(*row[1:]) for row in own)
        for number, own in groupby(rows, lambda row: row.dispute_id)
    }
