"""What waits in the outbox is sent, each message by the way of its reader."""

from __future__ import annotations

import logging
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from actions.subscriptions import token
from core.clock import now
from core.errors import OutageError, SettingsError
from core.language import DEFAULT_LANGUAGE
from core.messages import ESSENTIAL
from core.settings import Settings
from jobs.job import Note
from jobs.senders import SENDERS
from jobs.senders.sender import (
    AwayError,
    FinalError,
    Letter,
    Send,
    ServerAwayError,
    UnsureError,
)
from reports.mail.page import foot, of_text, whole
from store import outbox
from store.engine import Database
from store.messages import Queued, Why

LOG = logging.getLogger("haicap.mail")

# Between tries; after the last the message has failed.
BACKOFF_MINUTES = (1, 5, 15, 60, 180, 360, 720, 1440)
# What became of a message that went out must be kept, however long a load takes.
_PATIENCE_SECONDS = 1800.0
_PAUSE_SECONDS = 5.0


def work(db: Database, settings: Settings) -> Note:
    """Sends what is due, and forgets what was kept long enough."""
    before = now() - timedelta(days=settings.keep_messages_days)
    with db.read() as connection:
        waiting = outbox.waiting(connection)
        old = outbox.any_from_before(connection, before)
    if old:
        with db.write() as connection:
            outbox.forget(connection, before)
    with ExitStack() as ends:
        this = _Round(db, settings, ends)
        for number, way in waiting:
            this.send(number, way)
    if this.wrong:
        # Everything else went out before it is said.
        raise this.wrong[0]
    return this.told()


class _Round:
    """One look into the outbox. A server that is away is not asked again in it."""

    def __init__(self, db: Database, settings: Settings, ends: ExitStack) -> None:
        self._db, self._settings, self._ends = db, settings, ends
        self._open: dict[str, Send] = {}
        self._away: set[str] = set()
        self._states: Counter[str] = Counter()
        self.wrong: list[SettingsError] = []

    def send(self, number: int, way: str) -> None:
        """Send the message of a number, where it is this worker's to send."""
        if way in self._away:
            return
        if not SENDERS[way].is_set(self._settings):
            self._states["unset"] += 1
            return
        try:
            post = self._post(way)
        except SettingsError as error:
            # What is wrong with one way stops no other.
            self._away.add(way)
            self.wrong.append(error)
            return
        with self._db.write() as connection:
            claimed = outbox.claim(connection, number)
        if claimed is not None:
            state, reason = self._outcome(post, claimed)
            self._states[state] += 1
            _keep(self._db, claimed, state, reason)

    def _post(self, way: str) -> Send:
        if way not in self._open:
            post = SENDERS[way].open_post(self._settings)
            self._open[way] = self._ends.enter_context(post)
        return self._open[way]

    def _outcome(self, post: Send, claimed: Queued) -> tuple[str, Why]:
        with self._db.read() as connection:
            files = outbox.files(connection, claimed.id)
        try:
            post(letter(claimed, self._settings, files))
        except (FinalError, UnsureError) as error:
            return "failed", Why(error.message, error.values)
        except AwayError as error:
            if isinstance(error, ServerAwayError):
                self._away.add(claimed.way)
            given_up = claimed.tries > len(BACKOFF_MINUTES)
            return "failed" if given_up else "queued", Why(error.message, error.values)
        return "sent", Why("")

    def told(self) -> Note:
        """What became of the messages, in one sentence."""
        states = self._states
        if not states:
            return Note("No message is waiting.", logged=False)
        if states["unset"] == states.total():
            unset = {"waiting": states["unset"]}
            told = "{waiting} messages wait: no server to send them is set."
            return Note(told, unset, logged=False)
        values = {"sent": states["sent"], "failed": states["failed"]}
        values |= {"waiting": states["queued"] + states["unset"]}
        told = "{sent} messages sent, {failed} failed, {waiting} to be tried again."
        return Note(told, values)


def _keep(db: Database, claimed: Queued, state: str, reason: Why) -> None:
    """Keep what became of a message that went out, however long another writes: a load
    may hold the database for minutes."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with db.write() as connection:
                _settle(connection, claimed, state, reason)
            return
        except OutageError as error:
            if time.monotonic() > end:
                raise
            LOG.warning("message %d: %s", claimed.id, error)
            time.sleep(_PAUSE_SECONDS)


def _settle(connection: Any, claimed: Queued, state: str, reason: Why) -> None:
    if state == "queued":
        minutes = BACKOFF_MINUTES[claimed.tries - 1]
        after = now() + timedelta(minutes=minutes)
        outbox.put_off(connection, claimed, reason, after)
    else:
        outbox.ended(connection, claimed, state, reason)


def letter(
    claimed: Queued, settings: Settings, files: tuple[tuple[str, bytes], ...] = ()
) -> Letter:
    """A message as it goes out, with the link by which its reader ends its kind."""
    off = "" if claimed.kind in ESSENTIAL else _off(claimed, settings)
    below = foot(claimed.language, claimed.kind, claimed.reader, off)
    inside = claimed.html or of_text(claimed.text)
    return Letter(
        key=claimed.key,
        kind=claimed.kind,
        reader=claimed.reader,
        address=claimed.address,
        unit=claimed.unit_code,
        language=claimed.language,
        subject=claimed.subject,
        text=f"{claimed.text}\n\n-- \n{below}\n",
        page=whole(inside, claimed.subject, claimed.language, below),
        off=off,
        files=files,
    )


def _off(claimed: Queued, settings: Settings) -> str:
    mark = token(settings, claimed.id, claimed.key)
    spoken = "" if claimed.language == DEFAULT_LANGUAGE else f"&lang={claimed.language}"
    return f"{settings.reached_at}/unsubscribe?m={mark}{spoken}"
