"""One cell at a time: numbers, shares, flags and words, as a neutral file writes them.

Each function brings back what is stored, or raises BadCell with the reason code.
Columns are read through their distinct values, so a function runs once a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
# "12.000" is twelve thousand to a Vietnamese reader and twelve to a computer.
_AMBIGUOUS_WHOLE = re.compile(r"[+-]?[1-9]\d{0,2}\.000", re.ASCII)
_LARGEST_WHOLE = 2**63 - 1
_TRUE = frozenset({"1", "1.0", "true", "yes", "x"})
_FALSE = frozenset({"0", "0.0", "false", "no"})
# Words of the contract; any other kind of unit is kept as it is written.
_UNIT_KINDS = frozenset(
    "city center ward commune special_zone province department group".split()
)

Cell = str | int | float | None
Reader = Callable[[str], Cell]


class BadCell(ValueError):
    """A cell that cannot be read; its text is the reason code."""


def number(text: str) -> Decimal | None:
    """An exact number; None when empty. BadCell bad_number."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadCell("bad_number")
    return Decimal(text)


def whole(text: str) -> int | None:
    """A whole number that is not negative ("12.0" is 12). BadCell."""
    value = number(text)
    if value is None:
        return None
    if _AMBIGUOUS_WHOLE.fullmatch(text) or value != value.to_integral_value():
        raise BadCell("bad_number")
    if value < 0:
        raise BadCell("negative")
    if value > _LARGEST_WHOLE:
        raise BadCell("bad_number")
    return int(value)


def decimal(text: str) -> float | None:
    """A number that is not negative. BadCell."""
    value = number(text)
    if value is not None and value < 0:
        raise BadCell("negative")
    return None if value is None else float(value)


def degrees(limit: int) -> Reader:
    """A reader of latitudes (90) or longitudes (180), south and west included."""

    def read(text: str) -> float | None:
        value = number(text)
        if value is not None and abs(value) > limit:
            raise BadCell("bad_number")
        return None if value is None else float(value)

    return read


def share(text: str) -> str:
    """A share of 0 to 1 as exact decimal text, "" when empty. BadCell."""
    value = number(text)
    if value is None:
        return ""
    if value < 0:
        raise BadCell("negative")
    if value > 1:
        raise BadCell("bad_number")
    return format(value.normalize() + 0, "f")


def flag(text: str) -> str:
    """ "1", "0", or "" when empty. BadCell unknown_word."""
    word = text.casefold()
    if word in _TRUE:
        return "1"
    if word in _FALSE:
        return "0"
    if word:
        raise BadCell("unknown_word")
    return ""


def word_of(words: Mapping[str, str]) -> Reader:
    """A reader of one of `words`, whatever its case; "4.0" is "4"."""

    def read(text: str) -> str:
        if not text:
            return ""
        found = words.get(text.casefold().removesuffix(".0"))
        if found is None:
            raise BadCell("unknown_word")
        return found

    return read


def unit_kind(text: str) -> str:
    """A kind of unit: a word of the contract in its own case, any other as written."""
    folded = text.casefold()
    return folded if folded in _UNIT_KINDS else text


def unit_kinds(text: str) -> str:
    """Kinds joined by "|", each once, in one order, so that equal lists are equal."""
    kinds = {unit_kind(part.strip()) for part in text.split("|") if part.strip()}
    return "|".join(sorted(kinds))
