"""What is told of messages to readers, and of what fires alerts."""

from __future__ import annotations

from typing import Any

from board.alert_rules import alert_rules
from board.alerting import Found, Standings, Until, alerting
from board.citing import Citing
from board.freshness import stale_sources
from board.places import units
from board.scoped import needs
from core.errors import UsageError
from core.names import fold
from core.scope import MAILS
from metrics import plain
from metrics.alerts import AlertRule
from metrics.message_log import Log, Told
from store import message_log, subscriptions
from store.message_log import MOST, Sought


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
    def choices(self) -> list[dict[str, Any]]:
        """How readers want to be told, where they chose: reader, address, kind, way,
        at (UTC text), who."""
        with self.db.read() as connection:
            return plain.rows(subscriptions.every(connection))
