"""Reading the keys of a description: known ones, words of a list, patterns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

Described = TypeVar("Described")


def known_keys(
    written: Mapping[str, Any], of: type, besides: Collection[str] = ()
) -> None:
    """ValueError where a key is not one of the dataclass `of`, or a needed one is
    missing; `besides`: its fields that are no keys."""
    allowed = {one.name for one in fields(of)} - set(besides)
    needed = {
        one.name
        for one in fields(of)
        if one.default is MISSING and one.default_factory is MISSING
    }
    strange = sorted(set(written) - allowed)
    missing = sorted(needed - set(besides) - set(written))
    if strange or missing:
        raise ValueError(f"unknown: {strange}, missing: {missing}")


def filled(of: type[Described], written: Mapping[str, Any]) -> Described:
    """The dataclass `of` from what is written, each value of the type of its default
    (None: as it stands); ValueError for an unknown key, a number below 0."""
    known_keys(written, of)
    values: dict[str, Any] = {}
    for one in fields(of):  # type: ignore[arg-type]
        if one.name in written:
            values[one.name] = _like(one.name, one.default, written[one.name])
    return of(**values)


def _like(name: str, default: Any, value: Any) -> Any:
    if default is None:
        return value
    if default is MISSING or isinstance(default, str):
        return str(value)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise ValueError(f"{name} is yes or no")
        return value
    number = type(default)(value)
    if number < 0 or isinstance(value, bool):
        raise ValueError(f"{name} is a number that is not below 0")
    return number


def one_of(word: object, words: tuple[str, ...]) -> str:
    """`word` as text; ValueError when it is none of `words`."""
    if word not in words:
        raise ValueError(f"{word} is not one of {', '.join(words)}")
    return str(word)


def texts(written: object) -> tuple[str, ...]:
    """One text, or each of a list."""
    if isinstance(written, list | tuple):
        return tuple(str(one) for one in written)
    return (str(written),)


def patterns(written: dict[str, Any]) -> dict[str, str]:
    """Patterns by name; re.error for one that is none."""
    for pattern in written.values():
        re.compile(pattern)
    return {str(name): str(pattern) for name, pattern in written.items()}
