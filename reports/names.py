"""File names that say what is inside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from core.names import fold

_OTHER = re.compile(r"[^a-z0-9_.]+")
_LONGEST_PART = 60


def slug(text: str) -> str:
    """`text` in plain letters, as a part of a file name: "Xếp hạng" is "xep-hang"."""
    return _OTHER.sub("-", fold(text))[:_LONGEST_PART].strip("-.")


def file_name(*parts: str | date | Iterable[str] | None) -> str:
    """The parts that say something, joined by underscores, without an ending."""
    texts = (
        "-".join(part) if isinstance(part, list | tuple) else str(part or "")
        for part in parts
    )
    return "_".join(text for text in map(slug, texts) if text)
