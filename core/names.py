"""Vietnamese names: their alphabetical order, and search without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
# Order of tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_DIGITS = re.compile(r"(\d+)")


def nfc(text: str) -> str:
    """`text` in Unicode normal form C, with outer white space removed."""
    return unicodedata.normalize("NFC", text).strip()


def _split(character: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", character)
    tone = next((_TONE_RANK[part] for part in parts if part in _TONE_RANK), 0)
    bare = "".join(part for part in parts if part not in _TONE_RANK)
    return unicodedata.normalize("NFC", bare), tone


@lru_cache(maxsize=16384)
def alphabetical(name: str) -> tuple[object, ...]:
    """A sort key: letters by the Vietnamese alphabet (Đ before Ô), then tones.

    Equal to ICU's `vi` collation on the names of Hanoi's 126 units.
    """
    folded = nfc(name).casefold()
    letters: list[int] = []
    tones: list[int] = []
    for character in folded:
        letter, tone = _split(character)
        rank = _LETTER_RANK.get(letter)
        # Digits and signs stand before letters, as in a telephone book.
        letters.append(1000 + rank if rank is not None else min(ord(character), 999))
        tones.append(tone)
    return (tuple(letters), tuple(tones), folded)


def fold(text: str) -> str:
    """`text` without accents, in lower case: what a search compares ("ba dinh")."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()
