"""The outbox: a message is claimed before it is sent, by one worker alone, and what
became of it is told after.

Where that could not be told, because the machine stopped in between, it is not sent
again by itself: nobody knows whether it arrived, so a person decides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from core.account import ERASED
from core.clock import moment_now, now, written
from core.errors import UsageError
from core.messages import NONE, is_address
from store.messages import LATE, UNSUBSCRIBED, USEFUL, Queued, Why, kept, one, tell, why
from store.schema import delivery, message, message_file
from store.subscriptions import way_of

# After so long no worker is still at it.
_AT_IT = timedelta(minutes=15)
UNKNOWN = Why(
    "It was cut off while it was being sent: nobody knows whether it arrived. Ask the "
    "reader, and send it again where it did not."
)


def waiting(connection: Connection) -> list[tuple[int, str]]:
    """Number and way of the messages that are due, or that no worker is still at."""
    given_up = written(now() - _AT_IT)
    due = (message.c.state == "queued") & (message.c.due_at <= moment_now())
    left = (message.c.state == "sending") & (message.c.changed_at < given_up)
    statement = select(message.c.id, message.c.way).where(due | left)
    rows = connection.execute(statement.order_by(message.c.due_at, message.c.id))
    return [(row.id, row.way) for row in rows]


def claim(connection: Connection, number: int) -> Queued | None:
    """A message that is due, now this worker's alone to send; None where another has
    it, or where it is settled without: out of date, turned off, or left unsettled by a
    worker that is gone."""
    row = _locked(connection, number)
    if row is None or row.state not in ("queued", "sending"):
        return None
    reason = _settled(connection, row)
    if reason is not None:
        state = "failed" if row.state == "sending" else "skipped"
        ended(connection, row, state, reason)
        return None
    if row.state == "sending" or row.due_at > moment_now():
        return None
    sent = replace(row, state="sending", tries=row.tries + 1, changed_at=moment_now())
    _change(
        connection,
        number,
        state="sending",
        tries=sent.tries,
        changed_at=sent.changed_at,
    )
    tell(connection, number, "sending", row.way, "")
    return sent


def _settled(connection: Connection, row: Queued) -> Why | None:
    if row.state == "sending":
        stuck = row.changed_at < written(now() - _AT_IT)
        return UNKNOWN if stuck else None
    if row.until < moment_now():
        return Why("It was out of date before it could be sent.")
    off = way_of(connection, row.reader, row.address, row.kind) == NONE
    return UNSUBSCRIBED if off else None


def files(connection: Connection, number: int) -> tuple[tuple[str, bytes], ...]:
    """What goes with a message: name and content."""
    t = message_file.c
    own = select(t.name, t.content).where(t.message_id == number).order_by(t.id)
    return tuple((row.name, row.content) for row in connection.execute(own))


def put_off(connection: Connection, sent: Queued, reason: Why, after: datetime) -> None:
    """A message that could not be sent now is due again at `after`."""
    ended(connection, sent, "queued", reason, due_at=written(after))


def ended(
    connection: Connection, sent: Queued, state: str, reason: Why, **values: Any
) -> None:
    """Tell what became of a message that was claimed."""
    forgotten = {"text": "", "html": ""} if sent.private and state != "queued" else {}
    values |= {"state": state, "why": reason.written(), "changed_at": moment_now()}
    _change(connection, sent.id, **values, **forgotten)
    tell(connection, sent.id, state, sent.way, reason.written())


def again(connection: Connection, number: int, who: str) -> None:
    """Queue a settled message once more, as `who` asks. UsageError for one that waits
    or is being sent, whose words are forgotten, that was not written since the data
    were late, that has no address, or that there is none of."""
    row = one(connection, number)
    if row is None:
        raise UsageError("There is no message {number}.", number=number)
    if row.state in ("queued", "sending"):
        raise UsageError("This message waits to be sent already.")
    if row.private:
        raise UsageError(
            "What this message said is forgotten, for it let its reader in. Let them "
            "ask for another."
        )
    if row.address.startswith(ERASED):
        raise UsageError("The account of its reader was erased.")
    if why(row.why).key == LATE or not row.text:
        raise UsageError(
            "This message was not written, for there was nothing in time to tell. It "
            "is written anew, with the figures of that day, when it is due again."
        )
    if not is_address(row.address):
        raise UsageError("“{address}” is no mail address.", address=row.address)
    moment = now()
    times = {"due_at": written(moment), "until": written(moment + USEFUL)}
    values = {"state": "queued", "why": "", "tries": 0, "changed_at": written(moment)}
    _change(connection, number, **values, **times)
    tell(connection, number, "queued", row.way, "", who)


def _locked(connection: Connection, number: int) -> Queued | None:
    statement = select(message).where(message.c.id == number)
    row = connection.execute(statement.with_for_update(skip_locked=True)).first()
    return None if row is None else kept(row)


def _change(connection: Connection, number: int, **values: Any) -> None:
    this = message.c.id == number
    connection.execute(update(message).where(this).values(**values))


def any_from_before(connection: Connection, before: datetime) -> bool:
    """Whether a message from before a moment is kept."""
    oldest = select(message.c.queued_at).order_by(message.c.id).limit(1)
    found = connection.scalar(oldest)
    return found is not None and found < written(before)


def forget(connection: Connection, before: datetime) -> None:
    """Take out the messages from before a moment, what went with them, and how they
    went."""
    old = select(message.c.id).where(message.c.queued_at < written(before))
    for table in (delivery, message_file):
        connection.execute(delete(table).where(table.c.message_id.in_(old)))
    connection.execute(delete(message).where(message.c.queued_at < written(before)))
