"""What is told of messages to readers, and of what fires alerts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from board.alert_rules import alert_rules
from board.alerting import Found, Standings, Until, alerting
from board.citing import Citing
from board.closing import closing
from board.freshness import stale_sources
from board.places import units
from board.recounting import recounted
from board.scoped import needs
from core.errors import UsageError
from core.names import fold
from core.scope import DIALOGUE, MAILS, READ
from metrics import plain
from metrics.alerts import (
    BLOCKED,
    FIRINGS,
    MOVED,
    RECOUNTED,
    RESUMED,
    WITHDRAWN,
    AlertLook,
    AlertRule,
    KeptAlert,
    Recounted,
)
from metrics.closing import Closing
from metrics.message_log import Log, Told
from store import alerts, message_log, subscriptions
from store.message_log import MOST, Sought

# All but that a rule was armed, which happens at every unit.
_SHOWN = (*FIRINGS, MOVED, BLOCKED, RESUMED, WITHDRAWN, RECOUNTED)
# Alerts that a unit's page names.
_OF_UNIT = 3


class Outgoing(Citing):
    """The part of the board that speaks of messages; for who may read their log."""

    @needs(MAILS)
    def message_log(
        self, state: str = "", kind: str = "", text: str = "", most: int | None = MOST
    ) -> Log:
        """The messages of a state and a kind ("" is all) whose reader, unit or address
        a text is found in; at most `most` of them."""
        sought = Sought(state, kind, text, self._units_named(text))
        with self.db.read() as connection:
            return message_log.log(connection, sought, most)

    def _units_named(self, text: str) -> frozenset[str]:
        if not fold(text):
            return frozenset()
        return frozenset(
            row["code"]
            for row in plain.rows(self._ask(units))
            if fold(text) in fold(f"{row['name']}\n{row['name_en'] or ''}")
        )

    @needs(MAILS)
    def message(self, number: int) -> Told:
        """One message with all that happened to it. UsageError where there is none."""
        with self.db.read() as connection:
            found = message_log.told(connection, number)
        if found is None:
            raise UsageError("There is no message {number}.", number=number)
        return found

    @needs(READ)
    def closing(self, day: date) -> tuple[Closing, ...]:
        """The deadlines whose last working day before them is `day`."""
        return self._ask(closing, day)

    @needs(MAILS)
    def alert_rules(self) -> tuple[AlertRule, ...]:
        """The rules of alerts in force. Raises SettingsError where the office's own
        cannot be read."""
        return alert_rules(self.settings)

    @needs(MAILS)
    def alerting(self, until: Until, standings: Standings, back: int = 0) -> Found:
        """What the rules of alerts find now, from where they stand: never kept. `back`:
        so many days back a rule begins that never looked."""
        rules, stale = self.alert_rules(), stale_sources(self.db)
        return self._answered.fresh(alerting, rules, stale, until, standings, back)

    @needs(MAILS)
    def recounted(
        self, waiting: Sequence[KeptAlert], until: Until, standings: Standings
    ) -> Recounted:
        """What becomes of firings that wait, counted again as the data stand: never
        kept."""
        rules, stale = self.alert_rules(), stale_sources(self.db)
        about = (tuple(waiting), until, standings)
        return self._answered.fresh(recounted, rules, stale, *about)

    @needs(MAILS)
    def alert_log(self, text: str = "") -> list[KeptAlert]:
        """What happened to rules of alerts, the newest first, but that they were armed:
        at the units that a text names ("": all)."""
        units = self._units_named(text) | {text.strip()} if text else None
        with self.db.read() as connection:
            return alerts.log(connection, MOST, units, _SHOWN)

    @needs(DIALOGUE)
    def unit_alerts(self, code: str) -> list[KeptAlert]:
        """The newest alerts that fired at a unit; NotAllowedError where its dialogue is
        not the reader's."""
        self.scope.hold((DIALOGUE,), code)
        with self.db.read() as connection:
            return alerts.log(connection, _OF_UNIT, {code}, FIRINGS)

    @needs(MAILS)
    def alert_looks(self) -> list[AlertLook]:
        """The newest look of each rule of alerts and indicator."""
        with self.db.read() as connection:
            return alerts.looks(connection)

    @needs(DIALOGUE)
    def alert_marks(self, code: str) -> Hashable:
        """What a page hangs on that tells the newest alerts of a unit."""
        return tuple(
            (one.id, one.withdrawn, tuple((to.message, to.state) for to in one.told))
            for one in self.unit_alerts(code)
        )

    @needs(MAILS)
    def choices(self) -> list[dict[str, Any]]:
        """How readers want to be told, where they chose: reader, address, kind, way,
        at (UTC text), who."""
        with self.db.read() as connection:
            return plain.rows(subscriptions.every(connection))
