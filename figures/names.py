"""Names in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from core.language import language


def unit_name(row: Mapping[str, object], name: str = "unit_name") -> str:
    """A unit's name in the reader's language. `row`: its Vietnamese one under `name`,
    its English one, where there is one, under name_en."""
    english = row.get("name_en") if language() == "en" else ""
    return str(english or row[name])
