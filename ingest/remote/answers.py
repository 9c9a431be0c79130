"""From an answer's bytes to rows of text, and whether they still have their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from core.errors import SourceError
from ingest.readers.json_lines import flat
from ingest.readers.table import header_key
from ingest.remote.paging import MISSING, at

Rows = list[dict[str, str]]


def parsed(source: str, data: bytes) -> Any:
    """The JSON value of an answer; SourceError where it is none."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass_page = data.lstrip()[:1] == b"<"
    if pass_page:
        raise SourceError(
            "{source}: the system answers with a web page where JSON is expected, "
            "perhaps a page to sign in. Nothing of it was kept.",
            source=source,
        )
    raise SourceError(
        "{source}: the answer is not JSON, or was cut off. Nothing of it was kept.",
        source=source,
    )


def rows_at(source: str, answer: Any, path: str) -> Rows:
    """The rows at a path of an answer, as text by field; SourceError where there is
    no list of objects."""
    found = at(answer, path)
    if found is MISSING or not isinstance(found, list):
        raise SourceError(
            "{source}: the answer has no list of rows at “{path}”. Nothing of it was "
            "kept.",
            source=source,
            path=path or ".",
        )
    if not all(isinstance(row, dict) for row in found):
        raise SourceError(
            "{source}: a row of the answer is no object. Nothing of it was kept.",
            source=source,
        )
    return [flat(row) for row in found]


def hold_columns(
    source: str, rows: Sequence[Mapping[str, str]], needed: Iterable[tuple[str, ...]]
) -> None:
    """SourceError where no row has one of the columns of a needed group: their system
    has changed, and what it means must be looked at before anything is counted."""
    if not rows:
        return
    names = {header_key(name) for row in rows for name in row}
    missing = [
        " / ".join(group)
        for group in needed
        if not any(header_key(name) in names for name in group)
    ]
    if missing:
        raise SourceError(
            "{source}: the columns have changed: {names} is missing. Nothing of the "
            "answer was kept; look at its description.",
            source=source,
            names=", ".join(missing),
        )
