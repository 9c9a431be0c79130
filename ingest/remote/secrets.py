"""Secrets, read from the environment by the names that a description gives."""

from __future__ import annotations

from core.errors import SettingsError
from core.settings import Settings, variable

HIDDEN = "***"


class Secrets:
    """The secrets of one run. They leave it only towards the system they are for."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._known: set[str] = set()

    def __repr__(self) -> str:
        return HIDDEN

    def of(self, name: str) -> str:
        """The value of the environment variable `name`; SettingsError where it is not
        set, is one of our own, or cannot stand in a header."""
        own = {f"HAICAP_{field}".upper() for field in Settings.model_fields}
        if name.upper() in own:
            raise SettingsError(
                "The source {source} names {name}, which is a setting of this software "
                "and is never sent anywhere.",
                source=self._source,
                name=name,
            )
        value = variable(name).strip()
        if not value or not value.isprintable():
            raise SettingsError(
                "The source {source} needs the environment variable {name}. Set it "
                "where the scheduler and the commands are started, or in .env.",
                source=self._source,
                name=name,
            )
        return self.hide(value)

    def hide(self, value: str) -> str:
        """`value`, from now on hidden in every text that is told."""
        self._known.add(value)
        return value

    def clean(self, text: str) -> str:
        """`text` without any secret in it."""
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text
