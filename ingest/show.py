"""What the commands print: lines of results, tables, the rejected rows as CSV."""

from __future__ import annotations

import csv
import io
import json
import re

import pandas as pd

from core.kinds import KINDS
from core.language import translate
from ingest.load import FileResult
from ingest.reasons import reason_text
from ingest.undo import Undone

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def result_line(result: FileResult) -> str:
    """The line of a file that was taken: what was read, and what became of it."""
    held = f", held {result.held}" if result.held else ""
    return (
        f"{result.file}: read {result.read}, accepted {result.accepted}, "
        f"unchanged {result.unchanged}, rejected {result.rejected}{held}"
    )


def table(title: str, frame: pd.DataFrame) -> str:
    """`frame` as aligned text under its title."""
    heads = [translate(str(name)) for name in frame.columns]
    rows = [["" if c is None else str(c) for c in row] for row in frame.to_numpy()]
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in [heads, *rows]
    ]
    return "\n".join([translate(title), *(line.rstrip() for line in lines)])


def undone_table(undone: Undone) -> str:
    """What an undo changes, a line for each kind of rows."""
    names = ["kind", "leaving", "differing", "returning", "rejected"]
    rows = [[getattr(change, name) for name in names] for change in undone.changes]
    title = translate(
        "Load {load} ({file}) taken back: rows that count otherwise",
        None,
        load=undone.load.id,
        file=undone.load.file,
    )
    return table(title, pd.DataFrame(rows, columns=names, dtype=object))


def rejected_csv(rejected: pd.DataFrame) -> str:
    """Rejected rows as CSV: file, line, reason, message and the mapped columns of the
    rows. No cell can become a formula in a spreadsheet."""
    rows = [json.loads(row) for row in rejected["row"]]
    known = dict.fromkeys(name for kind in KINDS for name in kind.names)
    mapped = [name for name in known if any(name in row for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "line", "reason", "message", *mapped])
    for at, row in zip(rejected.to_dict(orient="records"), rows, strict=True):
        reason = str(at["reason"])
        told = reason_text(reason)
        if at["field"]:
            told = f"{at['field']}: {told}"
        cells = [at["file"], at["line"], reason, told]
        cells += [row.get(name, "") for name in mapped]
        writer.writerow([_safe(str(cell)) for cell in cells])
    return text.getvalue()


def _safe(cell: str) -> str:
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
