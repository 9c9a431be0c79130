"""The token of a gateway whose tokens end: a file that only this software reads."""

from __future__ import annotations

import json
import os
from pathlib import Path

from core.errors import SettingsError


class Tokens:
    """`token`: what is shown to the gateway; `refresh`: what a new one is asked with,
    once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.token = self.refresh = ""

    def read(self) -> None:
        """What the file holds. SettingsError where it holds no refresh token."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            token, refresh = str(told.get("token", "")), str(told["refresh"])
        except (OSError, ValueError, AttributeError, KeyError) as error:
            raise SettingsError(
                '{file} must hold {{"refresh": "…"}}, the first refresh token that the '
                "gateway gives.",
                file=self._file.name,
            ) from error
        self.token, self.refresh = token, refresh

    def changed(self) -> bool:
        """Whether somebody renewed it meanwhile; then that one holds."""
        before = self.token
        self.read()
        return self.token != before

    def keep(self, token: str, refresh: str) -> None:
        """Write both at once: a refresh token that was used is worth nothing."""
        self.token, self.refresh = token, refresh
        new = self._file.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with open(os.open(new, flags, 0o600), "w", encoding="utf-8") as file:
            json.dump({"token": token, "refresh": refresh}, file)
        new.replace(self._file)
