"""What became of a table that was taken away: current, superseded, altered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from board import Board
from core.language import _
from figures import formats
from metrics.citation import SHORT, as_hashed, table_hash
from metrics.passports import Kept
from reports.asked import KINDS, again
from reports.reading import Taken, parse, read
from reports.since import as_published, loads_since, why
from reports.tables import Table

Answer = Literal["current", "superseded", "altered", "unknown"]
Row = Mapping[str, Any]
# What a table says of a unit; the rest (rank, status, Chair) hangs on others too.
_COUNTS = ("numerator", "denominator")
_FIGURE = ("numerator", "denominator", "target")
# Differences that are listed; more are told as a number.
LISTED = 20
# Of so many rows that moved it is told by which loads.
EXPLAINED = 3


@dataclass(frozen=True)
class Checked:
    """The answer, and what is told of it, line by line, in the reader's language."""

    answer: Answer
    lines: tuple[str, ...]


def verify(board: Board, path: Path) -> Checked:
    """What became of the table in a file. Raises KpiError when it cannot be read."""
    return _checked(board, read(path))


def verify_content(board: Board, name: str, content: bytes) -> Checked:
    """The same of a file that was handed in: its name and its bytes."""
    return _checked(board, parse(name, content))


def _checked(board: Board, taken: Taken) -> Checked:
    if not taken.rows:
        return Checked("unknown", (_("There is no row in it, so nothing to check."),))
    digest = table_hash(taken.columns, taken.rows)
    if taken.carried and not digest.startswith(taken.carried[1]):
        return _altered(board, taken)
    kept = board.kept_table(digest, taken.carried[0] if taken.carried else None)
    if kept is None:
        return Checked("unknown", (_nobodys(digest),))
    return _since(board, kept, taken)


def _nobodys(digest: str) -> str:
    return _(
        "Not known: no table with this content (hash {hash}) was taken away from this "
        "database. It was altered, or comes from elsewhere.",
        hash=digest[:SHORT],
    )


def _altered(board: Board, taken: Taken) -> Checked:
    """The content is not what the file says it carries; where the original still
    stands, cell by cell."""
    number, said = taken.carried or (0, "")
    lines = [
        _(
            "Altered: the file says it carries hash {hash} of evaluation {number}, but "
            "its content has another one.",
            hash=said[:SHORT],
            number=number,
        )
    ]
    kept = board.kept_table(said, number)
    if kept is None:
        return Checked("altered", tuple(lines))
    now = again(board, kept.asked)
    if now is not None and table_hash(now.keys, now.rows) == kept.hash:
        lines += _limited(list(_cells(kept, now, taken)))
    return Checked("altered", tuple(lines))


def _cells(kept: Kept, original: Table, taken: Taken) -> Iterable[str]:
    """Each cell that is not what was taken away."""
    keys = KINDS[kept.asked["what"]].keys
    found = _by_key(keys, original.keys, original.rows)
    for key, row in _by_key(keys, taken.columns, taken.rows).items():
        right = found.get(key, {})
        for name, value in row.items():
            if as_hashed(value) != as_hashed(right.get(name)):
                yield _(
                    "{row}, {column}: {right} was made {wrong}.",
                    row=" ".join(key),
                    column=name,
                    right=_shown(right.get(name)),
                    wrong=_shown(value),
                )


def _shown(value: object) -> str:
    return formats.NOTHING if value is None else str(value)


def _by_key(
    keys: Iterable[str], columns: Iterable[str], rows: Iterable[Iterable[object]]
) -> dict[tuple[str, ...], Row]:
    named = [dict(zip(columns, row, strict=False)) for row in rows]
    return {tuple(str(row.get(key, "")) for key in keys): row for row in named}


def _since(board: Board, kept: Kept, taken: Taken) -> Checked:
    """Whether the figures of an unaltered table still stand."""
    head = _(
        "Unaltered: taken away {moment}, evaluation {number}, hash {hash}.",
        moment=formats.moment(kept.made_at, board.settings.timezone),
        number=kept.evaluation,
        hash=kept.hash[:SHORT],
    )
    now = again(board, kept.asked)
    if now is None:
        return Checked("current", (head, _not_asked(kept)))
    keys = KINDS[kept.asked["what"]].keys
    return _compared(
        board, kept, _by_key(keys, taken.columns, taken.rows), now, (head,)
    )


def cited_table(board: Board, kept: Kept) -> Checked:
    """What became of a table of which only the hash is at hand. "unknown" where its
    figures cannot be told without the file itself."""
    now = again(board, kept.asked)
    if now is None:
        return Checked("unknown", (_not_asked(kept),))
    if table_hash(now.keys, now.rows) == kept.hash:
        return Checked(
            "current", (_("Current: every row reads the same as known now."),)
        )
    then = as_published(board, kept)
    if then is None:
        line = _(
            "Something in it reads otherwise as known now. Hand in the file itself to "
            "see whether it is a figure, and by how much."
        )
        return Checked("unknown", (line,))
    keys = KINDS[kept.asked["what"]].keys
    return _compared(board, kept, _by_key(keys, then.keys, then.rows), now, ())


def _not_asked(kept: Kept) -> str:
    if kept.asked["what"] == "stocktake":
        number = kept.asked["meeting"]
        return _("These are the pages of meeting {number} as frozen.", number=number)
    return _("A list of rows is not asked again: that it is unaltered is all it tells.")


def _compared(
    board: Board,
    kept: Kept,
    then: Mapping[tuple[str, ...], Row],
    now: Table,
    head: tuple[str, ...],
) -> Checked:
    """Row by row, what the table said against what is known now."""
    today = _by_key(KINDS[kept.asked["what"]].keys, now.keys, now.rows)
    then = {key: row for key, row in then.items() if not _is_withheld(row)}
    moved = [key for key in then if _figure(then[key]) != _figure(today.get(key))]
    if not moved:
        return Checked("current", (*head, _still(then, today)))
    told = [_became(key, then[key], today.get(key)) for key in moved]
    causes = [why(board, kept, key) for key in moved[:EXPLAINED]]
    causes = [cause for cause in causes if cause] or [loads_since(board, kept)]
    number = board.header().evaluation or 0
    line = _(
        "Superseded: {count} of {rows} rows read otherwise as known now (evaluation "
        "{number}).",
        count=len(moved),
        rows=len(then),
        number=number,
    )
    because = (cause for cause in causes if cause)
    return Checked("superseded", (*head, line, *_limited(told), *because))


def _is_withheld(row: Row) -> bool:
    """Whether counts of a row were not told, so that nothing is to be compared."""
    return any(isinstance(row.get(name), str) for name in _COUNTS)


def _figure(row: Row | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(row.get(name) for name in _FIGURE)


def _still(then: Mapping[Any, Row], today: Mapping[Any, Row]) -> str:
    others = sum(_otherwise(then[key], today[key]) for key in then)
    if not others:
        return _("Current: every row reads the same as known now.")
    return _(
        "Current: the figures of every row stand; in {count} rows something else moved "
        "(rank, status, change, coverage or Chair).",
        count=others,
    )


def _otherwise(then: Row, now: Row) -> bool:
    """Whether any cell reads otherwise, as cells are hashed."""
    return any(as_hashed(then[name]) != as_hashed(now.get(name)) for name in then)


def _became(key: tuple[str, ...], then: Row, now: Row | None) -> str:
    # An evaluation froze no names.
    named = then.get("unit_name") or (now or {}).get("unit_name") or ""
    name = " ".join([*key, str(named)]).strip()
    if now is None:
        return _("{row}: {then} is no longer listed.", row=name, then=_reading(then))
    return _(
        "{row}: {then} became {now}, {points} points.",
        row=name,
        then=_reading(then),
        now=_reading(now),
        points=_points(then.get("value"), now.get("value")),
    )


def _reading(row: Row) -> str:
    counts = formats.counts(row.get("numerator"), row.get("denominator"))
    return f"{formats.percent(row.get('value'))} ({counts})"


def _points(then: Any, now: Any) -> str:
    if then is None or now is None:
        return formats.NOTHING
    moved = float(now) - float(then)
    return ("+" if moved >= 0 else "−") + formats.points(moved, 2)


def _limited(told: list[str]) -> list[str]:
    rest = len(told) - LISTED
    more = [_("… and {count} more.", count=rest)] if rest > 0 else []
    return [*told[:LISTED], *more]
