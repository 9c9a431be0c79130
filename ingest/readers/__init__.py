"""Readers: from the bytes of a file to tables of text cells."""

from __future__ import annotations

from pathlib import PurePath

from ingest.content import Content
from ingest.readers.csv_file import CsvSheet
from ingest.readers.json_lines import JsonSheet
from ingest.readers.table import HeaderPlace, Malformed, Sheet, Table
from ingest.readers.workbook import sheets as workbook_sheets

__all__ = ["SUFFIXES", "HeaderPlace", "Malformed", "Sheet", "Table", "open_sheets"]

_BY_SUFFIX = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
    ".json": "jsonlines",
}
# What is taken from a folder without being named.
SUFFIXES = (*_BY_SUFFIX, ".geojson")


def _by_content(content: Content) -> str:
    top = next(content.blocks(), b"")
    if top.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    return "jsonlines" if top.lstrip()[:1] == b"{" else "csv"


def open_sheets(data: bytes | Content, file: str, max_unpacked_mb: int) -> list[Sheet]:
    """The sheets of a file named `file`, at least one.

    SourceError, one clear line that names the file, when it cannot be read: empty,
    NUL bytes, not UTF-8, no workbook, cut off, locked, or too large unpacked.
    """
    content = Content.of(data)
    suffix = PurePath(file).suffix.lower()
    reader = _BY_SUFFIX.get(suffix) or _by_content(content)
    if reader == "xlsx":
        return list(workbook_sheets(content.all(), file, max_unpacked_mb))
    if reader == "jsonlines":
        return [JsonSheet(content, file)]
    return [CsvSheet(content, file)]
