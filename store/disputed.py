"""Which dossiers disputes speak of, as they are now: what stands beside the counts."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
)

from metrics.disputes import Pick
from metrics.overlay import AS_ONLINE, LEAVE_OUT, WORDS, Alike, both
from store import bulk
from store.schema import (
    dispute,
    dispute_dossier,
    dispute_part,
    dispute_state,
    dossier,
)

_CHANNEL = {"unknown": ""}
# "2025-07-24T01:30:00Z"; a bare day has no clock time.
_TIMED = 20


def picked(pick: Pick) -> ColumnElement[bool]:
    """Which current dossiers a pick means."""
    c = dossier.c
    said = [c.current, c.deleted != "1"]
    if pick.unit_code:
        said.append(c.unit_code == pick.unit_code)
    if pick.codes:
        # As many as a person writes into a form.
        said.append(c.dossier_code.in_(pick.codes))
    else:
        said.append(c.day.between(pick.first, pick.last))
    if pick.since:
        timed = func.length(c.received_at) == _TIMED
        said += [timed, c.received_at >= pick.since, c.received_at < pick.until]
    if pick.procedures:
        said.append(c.procedure_code.in_(pick.procedures))
    if pick.channel:
        said.append(c.channel == _CHANNEL.get(pick.channel, pick.channel))
    return and_(*said)


def unknown_codes(connection: Connection, pick: Pick) -> list[str]:
    """The codes of a pick that are no dossier of its unit, in order."""
    found = connection.execute(select(dossier.c.dossier_code).where(picked(pick)))
    known = {row.dossier_code for row in found}
    return [code for code in pick.codes if code not in known]


def alike(connection: Connection, pick: Pick, correction: str) -> list[Alike]:
    """The dossiers of a pick, those that say the same together."""
    group = (dossier.c.unit_code, dossier.c.day, *(dossier.c[word] for word in WORDS))
    rows = select(*group, func.count().label("dossiers")).where(picked(pick))
    return [
        Alike(row[0], row[1], tuple(row[2:-1]), correction, row[-1])
        for row in connection.execute(rows.group_by(*group))
    ]


def standing(connection: Connection) -> tuple[list[Alike], list[Alike]]:
    """The dossiers as they are now that accepted corrections read in another way, and
    those that would be with what is under dispute; the second is empty where nothing
    is. A dossier that now counts at another unit, or was deleted, is none of them."""
    if connection.execute(select(dispute.c.id).limit(1)).first() is None:
        return [], []
    accepted, disputed, waits = [], [], False
    for row in connection.execute(_standing()):
        settled = _one(row.left, row.online)
        after = both(settled, _one(row.asked_left, row.asked_online))
        waits |= after != settled
        told = (row.unit_code, row.day, tuple(row[2 : 2 + len(WORDS)]))
        if settled:
            accepted.append(Alike(*told, settled, row.dossiers))
        disputed.append(Alike(*told, after, row.dossiers))
    return accepted, disputed if waits else []


def _one(leave_out: int, as_online: int) -> str:
    return both(LEAVE_OUT if leave_out else "", AS_ONLINE if as_online else "")


def _standing() -> Select[Any]:
    """Current dossiers by what they say and by which corrections apply to them."""
    marks = _marks().subquery()
    flags = [marks.c[name] for name in ("left", "online", "asked_left", "asked_online")]
    group = (dossier.c.unit_code, dossier.c.day, *(dossier.c[word] for word in WORDS))
    rows = select(*group, *flags, func.count().label("dossiers"))
    joined = rows.select_from(marks.join(dossier, dossier.c.id == marks.c.id))
    return joined.group_by(*group, *flags)


def _marks() -> Select[Any]:
    """Each dossier that a correction applies to, or would: id, and whether an accepted
    one leaves it out or reads it as online, and one under dispute."""
    newest = _newest().subquery()
    member = dispute_dossier
    part = exists().where(
        dispute_part.c.state_id == newest.c.id,
        dispute_part.c.dossier_code == member.c.dossier_code,
    )
    settled = or_(newest.c.state == "accepted", and_(newest.c.state == "partly", part))
    waits = newest.c.state == "open"
    leaves = dispute.c.correction == LEAVE_OUT

    def any_of(label: str, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.max(case((and_(*conditions), 1), else_=0)).label(label)

    counted = and_(
        dossier.c.dossier_code == member.c.dossier_code,
        dossier.c.unit_code == member.c.unit_code,
        dossier.c.current,
        dossier.c.deleted != "1",
    )
    rows = (
        member.join(dispute, dispute.c.id == member.c.dispute_id)
        .join(newest, newest.c.dispute_id == dispute.c.id)
        .join(dossier, counted)
    )
    return (
        select(
            dossier.c.id,
            any_of("left", settled, leaves),
            any_of("online", settled, ~leaves),
            any_of("asked_left", waits, leaves),
            any_of("asked_online", waits, ~leaves),
        )
        .select_from(rows)
        .where(or_(settled, waits))
        .group_by(dossier.c.id)
    )


def _newest() -> Select[Any]:
    """The state that counts of each dispute: id, dispute_id, state."""
    t = dispute_state.c
    last = select(func.max(t.id)).group_by(t.dispute_id)
    return select(t.id, t.dispute_id, t.state).where(t.id.in_(last))


EVIDENCE = (
    "dossier_code",
    "unit_code",
    "procedure_code",
    "channel",
    "received_at",
    "finished_at",
    "status",
)


def evidence(
    connection: Connection,
    number: int,
    units: frozenset[str] | None,
    most: int | None = None,
    after: int = 0,
) -> pd.DataFrame:
    """The dossiers of a dispute at `units` (None: at all), at most `most` of them from
    the one `after` so many on: EVIDENCE as they were when it was sent, and `now`:
    "same", "changed" since, counting "elsewhere", or "gone"."""
    then, member = dossier.alias("then"), dispute_dossier
    here = true() if units is None else member.c.unit_code.in_(sorted(units))
    current = and_(dossier.c.dossier_code == member.c.dossier_code, dossier.c.current)
    now = case(
        (or_(dossier.c.id.is_(None), dossier.c.deleted == "1"), "gone"),
        (dossier.c.unit_code != member.c.unit_code, "elsewhere"),
        (dossier.c.id != member.c.version_id, "changed"),
        else_="same",
    )
    rows = member.join(then, then.c.id == member.c.version_id)
    rows = rows.outerjoin(dossier, current)
    return bulk.read_frame(
        connection,
        select(*(then.c[name] for name in EVIDENCE), now.label("now"))
        .select_from(rows)
        .where(member.c.dispute_id == number, here)
        .order_by(then.c.received_at, then.c.dossier_code)
        .limit(most)
        .offset(after),
    )
