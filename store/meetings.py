"""Meetings that take stock: added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from core.clock import moment_now
from metrics.meetings import Change, Discarded, Frozen, Meeting, Page, Sending
from store.schema import (
    meeting,
    meeting_change,
    meeting_discarded,
    meeting_frozen,
    meeting_page,
    meeting_sending,
)


def add(connection: Connection, who: str, day: date, **values: Any) -> int:
    """Keep a meeting (title, held_on, plan, indicator); its number."""
    told = {**values, "who": who, "day": day, "at": moment_now()}
    written = connection.execute(insert(meeting).values(**told).returning(meeting.c.id))
    return int(written.scalar_one())


def change(
    connection: Connection, number: int, who: str, day: date, **values: Any
) -> None:
    """Keep that a unit (unit_code, added, reason) was added or taken out."""
    told = {**values, "meeting_id": number, "who": who, "day": day, "at": moment_now()}
    connection.execute(insert(meeting_change).values(**told))


def freeze(
    connection: Connection, number: int, frozen: Frozen, pages: Iterable[Page]
) -> None:
    """Keep the pages of a meeting, and what they were frozen by."""
    connection.execute(insert(meeting_frozen).values(meeting_id=number, **vars(frozen)))
    rows = [
        {
            "meeting_id": number,
            "place": place,
            "content": json.dumps(page, ensure_ascii=False),
        }
        for place, page in enumerate(pages, start=1)
    ]
    connection.execute(insert(meeting_page), rows)


def discard(
    connection: Connection, number: int, reason: str, who: str, day: date
) -> None:
    """Keep that a meeting is not held."""
    told = {"meeting_id": number, "reason": reason, "who": who, "day": day}
    connection.execute(insert(meeting_discarded).values(**told, at=moment_now()))


def send(
    connection: Connection,
    number: int,
    what: str,
    who: str,
    day: date,
    asked: int | None = None,
    told: Mapping[str, Any] | None = None,
) -> int:
    """Keep that pages or minutes are to be mailed; or what became of that, where it
    was `asked` by the row of a number. The number of the row."""
    row = {"meeting_id": number, "what": what, "who": who, "day": day}
    row |= {"asked_id": asked, "at": moment_now()}
    row |= {"told": json.dumps(told, ensure_ascii=False) if told else ""}
    written = insert(meeting_sending).values(**row).returning(meeting_sending.c.id)
    return int(connection.execute(written).scalar_one())


def sendings(connection: Connection, number: int | None = None) -> list[Sending]:
    """What was asked to be mailed of a meeting (None: of all), the oldest first."""
    t = meeting_sending.c
    wanted = select(meeting_sending).order_by(t.id)
    if number is not None:
        wanted = wanted.where(t.meeting_id == number)
    rows = connection.execute(wanted).all()
    told = {row.asked_id: json.loads(row.told) for row in rows if row.asked_id}
    return [
        Sending(
            row.id,
            row.meeting_id,
            row.what,
            row.who,
            row.day,
            row.at,
            told.get(row.id),
        )
        for row in rows
        if row.asked_id is None
    ]


def meetings(connection: Connection, only: int | None = None) -> list[Meeting]:
    """All there are, the oldest first; or the one of a number."""
    wanted = select(meeting).order_by(meeting.c.id)
    changed = select(meeting_change).order_by(meeting_change.c.id)
    ended, dropped = select(meeting_frozen), select(meeting_discarded)
    if only is not None:
        wanted = wanted.where(meeting.c.id == only)
        changed = changed.where(meeting_change.c.meeting_id == only)
        ended = ended.where(meeting_frozen.c.meeting_id == only)
        dropped = dropped.where(meeting_discarded.c.meeting_id == only)
    changes: dict[int, list[Change]] = {}
    for row in connection.execute(changed):
        told = {n: v for n, v in row._mapping.items() if n not in ("id", "meeting_id")}
        changes.setdefault(row.meeting_id, []).append(Change(**told))
    frozen = {}
    for row in connection.execute(ended):
        told = {n: v for n, v in row._mapping.items() if n != "meeting_id"}
        frozen[row.meeting_id] = Frozen(**told)
    gone = {}
    for row in connection.execute(dropped):
        told = {n: v for n, v in row._mapping.items() if n != "meeting_id"}
        gone[row.meeting_id] = Discarded(**told)
    return [
        Meeting(
            **row._mapping,
            changes=tuple(changes.get(row.id, ())),
            frozen=frozen.get(row.id),
            discarded=gone.get(row.id),
        )
        for row in connection.execute(wanted)
    ]


def pages(connection: Connection, number: int) -> tuple[Page, ...]:
    """The pages of a frozen meeting in their order, as they were kept."""
    rows = connection.execute(
        select(meeting_page.c.content)
        .where(meeting_page.c.meeting_id == number)
        .order_by(meeting_page.c.place)
    )
    return tuple(json.loads(row.content) for row in rows)


def marks(connection: Connection) -> tuple[int, ...]:
    """How many rows there are of each table: what pages on meetings hang on."""
    tables = (
        *(meeting, meeting_change, meeting_frozen),
        *(meeting_discarded, meeting_sending),
    )
    counts = (select(func.count()).select_from(t).scalar_subquery() for t in tables)
    return tuple(connection.execute(select(*counts)).one())
