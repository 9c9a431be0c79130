"""The formats, by the ending of their files. Another one is a module with two
functions, and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import UsageError
from reports.formats import csv_file, json_file, paper, workbook
from reports.tables import Document


@dataclass(frozen=True)
class Format:
    """How a document becomes bytes. `to_file`: as people open it; `to_stream`: as
    programs read it from standard output. `binary`: not for a terminal. `covered`:
    it carries the cover and all tables, not the first table alone; `paper`: for pages
    and mail alone, the commands are for programs."""

    to_file: Callable[[Document], bytes]
    to_stream: Callable[[Document], bytes]
    binary: bool = False
    covered: bool = False
    paper: bool = False


FORMATS: dict[str, Format] = {
    "csv": Format(csv_file.to_file, csv_file.to_stream),
    "xlsx": Format(workbook.write, workbook.write, binary=True, covered=True),
    "pdf": Format(paper.write, paper.write, binary=True, covered=True, paper=True),
    "json": Format(json_file.write, json_file.write),
}

# What the commands hand out.
COMMANDED = tuple(name for name, form in FORMATS.items() if not form.paper)


def known_format(name: str) -> Format:
    """The format `name`; UsageError that lists the known ones when there is none."""
    if name not in FORMATS:
        raise UsageError(
            "“{name}” is no format. Use one of: {known}.",
            name=name,
            known=", ".join(FORMATS),
        )
    return FORMATS[name]
