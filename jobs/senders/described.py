"""How a gateway to telephones is asked, as its office describes it; docs/gateways.md
explains each part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.addresses import is_secure
from core.errors import SettingsError
from core.written import read_written

# What a description may name in braces, of a message and of a token that is renewed.
MESSAGE = ("to", "name", "unit", "subject", "text", "link", "key", "secret", "token")
RENEWAL = ("secret", "refresh")
_NAMED = re.compile(r"\{(\w+)\}")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Taken(_Part):
    """The field of an answer that says what became of a message, and the values with
    which it was taken; `said`: the field that says why not."""

    field: str
    values: tuple[str | int, ...]
    said: str = ""


class Renewal(_Part):
    """Where a token that ends is renewed, and which values of the answer say that it
    ended."""

    url: str
    ended: tuple[str | int, ...]
    headers: dict[str, str] = Field(default_factory=dict)
    form: dict[str, str] = Field(default_factory=dict)
    token: str = "access_token"  # noqa: S105  # the name of a field
    refresh: str = "refresh_token"


class Gateway(_Part):
    """One gateway. `later`: values of the answer with which trying again helps;
    `longest`: letters of a text."""

    url: str
    body: dict[str, Any]
    taken: Taken
    headers: dict[str, str] = Field(default_factory=dict)
    later: tuple[str | int, ...] = ()
    longest: int = Field(2000, gt=0)
    renewal: Renewal | None = None


def read_gateway(file: Path) -> Gateway:
    """The gateway that a file describes. Raises SettingsError in one line for one that
    cannot be used."""
    try:
        told = Gateway.model_validate(read_written(file))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise _wrong(file, f"{where}: {first['msg']}") from error
    _check(file, told.url, (told.headers, told.body), MESSAGE)
    if told.renewal is not None:
        parts = (told.renewal.headers, told.renewal.form)
        _check(file, told.renewal.url, parts, RENEWAL)
    return told


def _check(file: Path, url: str, parts: object, known: tuple[str, ...]) -> None:
    if not is_secure(url) or "{" in url:
        raise _wrong(file, "url must begin with https:// and holds no braces")
    strange = sorted(set(_NAMED.findall(str(parts))) - set(known))
    if strange:
        raise _wrong(file, f"{{{strange[0]}}} is not known; use {', '.join(known)}")


def _wrong(file: Path, cause: str) -> SettingsError:
    return SettingsError(
        "{file}: {cause}. docs/gateways.md explains each part.",
        file=file.name,
        cause=cause,
    )


def filled(part: Any, values: Mapping[str, str]) -> Any:
    """A part of a description with its braces filled, in one pass: what is put in is
    never read again."""
    if isinstance(part, Mapping):
        return {name: filled(value, values) for name, value in part.items()}
    if isinstance(part, list):
        return [filled(value, values) for value in part]
    if isinstance(part, str):
        return _NAMED.sub(lambda found: values[found[1]], part)
    return part


def found(answer: object, path: str) -> object:
    """What an answer holds at a path of names joined by dots; None where nothing."""
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, Mapping) else None
    return answer
