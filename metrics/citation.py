"""How a number is cited: a line, and a hash over what was frozen.

The hash is sha256 over canonical JSON (docs/decisions.md, "What a hash speaks of"):
keys sorted, no spaces, text in NFC, days as ISO text, null for not known. It is the
same on each engine, in each language and whatever order rows come in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256

# What people are shown of a hash; files carry all 64 digits.
SHORT = 16
_LEAST = 8
_CITED = (
    # The citation line, or the address of a passport.
    re.compile(r"evaluation[\s=]+(\d+)\b.*?\b([0-9a-f]{8,64})\s*$", re.I | re.S),
    # A file's name.
    re.compile(r"_e(\d+)_([0-9a-f]{8,64})(?=[. (]|$)", re.I),
    # The two alone.
    re.compile(r"^(\d+)[\s·:/_-]+([0-9a-f]{8,64})$", re.I),
)


@dataclass(frozen=True)
class Frozen:
    """One number as evaluation `evaluation` froze it. `reading`: "own" (the target's
    window) or "cumulative"; `target` is the exact share as text, "" without one."""

    evaluation: int
    known_at: str
    plan: str
    indicator: str
    reading: str
    unit_code: str
    as_of: date
    window_start: date | None
    numerator: int | None
    denominator: int | None
    target: str
    rank: int | None
    status: str

    @property
    def value(self) -> Fraction | None:
        """The share, exact; None when it cannot be told."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def hash(self) -> str:
        """The number's hash, 64 hexadecimal digits."""
        return _hash(asdict(self))

    @property
    def citation(self) -> str:
        """The line to cite it by: the same in each language, so that it can be
        pasted back and found."""
        return " · ".join(
            (
                f"hai-cap evaluation {self.evaluation}",
                self.plan or "–",
                self.indicator,
                self.unit_code,
                self.as_of.isoformat(),
                f"{_percent(self.value)} ({_told(self.numerator)}"
                f"/{_told(self.denominator)})",
                self.hash[:SHORT],
            )
        )


def _told(count: int | None) -> str:
    return "–" if count is None else str(count)


def _percent(value: Fraction | None) -> str:
    """In per cent with two decimals, cut: nothing below the whole reads 100."""
    if value is None:
        return "–"
    hundredths = value * 10_000
    rounded = round(hundredths)
    shown = int(hundredths) if value < 1 and rounded >= 10_000 else rounded
    return f"{shown // 100}.{shown % 100:02d} %"


def table_hash(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The hash of a table: its column keys and its rows, in whatever order."""
    ordered = sorted(_json([as_hashed(cell) for cell in row]) for row in rows)
    return _hash({"columns": list(columns), "rows": ordered})


def cited(text: str) -> tuple[int, str] | None:
    """The evaluation and the (shortened) hash that a citation line, an address, a
    file's name or the two alone carry; None when there is none."""
    tried = (pattern.search(text.strip()) for pattern in _CITED)
    found = next((match for match in tried if match), None)
    return (int(found[1]), found[2].lower()) if found else None


def is_hash(text: str) -> bool:
    """Whether `text` can be a hash, shortened or whole."""
    return re.fullmatch(rf"[0-9a-f]{{{_LEAST},64}}", text) is not None


def file_mark(evaluation: int | None, digest: str) -> str:
    """What a file's name carries: "e12_3f9a0c1d"; "e0" before any evaluation."""
    return f"e{evaluation or 0}_{digest[:_LEAST]}"


def _hash(content: object) -> str:
    return sha256(_json(content).encode("utf-8")).hexdigest()


def _json(content: object) -> str:
    text = json.dumps(
        content,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        default=as_hashed,
        allow_nan=False,
    )
    return unicodedata.normalize("NFC", text)


def as_hashed(cell: object) -> object:
    """A cell as JSON knows it: two that read the same here are the same. A share is
    written with 16 significant digits: that is what a workbook keeps, and what reading
    one gives back unchanged."""
    if isinstance(cell, float):
        return f"{cell:.16G}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Fraction):
        return str(cell)
    return cell
