"""What the causes of a revised number are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.language import _

_CAUSES = {
    "load": "Load {number}: {file}",
    "retry": "Load {number}: rejected rows of {file} taken later",
    "undo": "Load {number} undone: {file}",
    "other": "Neither a dossier nor a service: reports, units or coverage",
}


def cause(row: Mapping[Any, Any], kind: str = "") -> str:
    """The cause of a row (cause, load_id, file) in the reader's language; `kind`: told
    as this one."""
    key = _CAUSES[kind or row["cause"]]
    return _(key, number=row["load_id"], file=row["file"] or "")
