"""What an office writes so that messages reach telephones: for each way a description
of the gateway, NAME.yaml, and a list of numbers, NAME.csv, both in HAICAP_VAR. Numbers
stand in that file alone: this software keeps none."""

from __future__ import annotations

import csv
from pathlib import Path

from core.errors import SettingsError
from core.messages import GATEWAYS
from core.settings import Settings

_COLUMNS = ("mail", "to")


def described(settings: Settings) -> tuple[str, ...]:
    """The ways that the office described a gateway for."""
    return tuple(way for way in GATEWAYS if description(settings, way).exists())


def description(settings: Settings, way: str) -> Path:
    """Where the gateway of a way is described."""
    return settings.var / f"{way}.yaml"


def numbers(settings: Settings, way: str) -> dict[str, str]:
    """By mail address in small letters: under what a way knows its reader; none where
    there is no list. Raises SettingsError for a list that cannot be read."""
    file = settings.var / f"{way}.csv"
    if not file.exists():
        return {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if not set(_COLUMNS) <= set(rows.fieldnames or ()):
                raise _wrong(file, "its first line must name the columns mail and to")
            told = [{k: str(row[k] or "").strip() for k in _COLUMNS} for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _wrong(file, " ".join(str(error).split())) from error
    return {row["mail"].casefold(): row["to"] for row in told if row["to"]}


def ways_to(settings: Settings, address: str) -> tuple[str, ...]:
    """The ways that reach the reader of a mail address by a gateway; a list that cannot
    be read reaches nobody."""
    found = []
    for way in described(settings):
        try:
            known = numbers(settings, way)
        except SettingsError:
            continue
        if address.casefold() in known:
            found.append(way)
    return tuple(found)


def naming(settings: Settings, address: str) -> tuple[str, ...]:
    """The lists that name a mail address, also of gateways not described any more."""
    files = [settings.var / f"{way}.csv" for way in GATEWAYS]
    mark = address.casefold()
    return tuple(
        file.name
        for file in files
        if mark
        and file.exists()
        and mark in file.read_text(encoding="utf-8", errors="replace").casefold()
    )


def _wrong(file: Path, cause: str) -> SettingsError:
    return SettingsError(
        "{file} cannot be read as a list of numbers: {cause}.",
        file=file.name,
        cause=cause,
    )
