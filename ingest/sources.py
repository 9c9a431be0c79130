"""Source descriptions: how a file of another system is read, as data.

Each `ingest/sources/<id>.yaml`, and each `var/sources/<id>.yaml` of the office's own,
describes one source; the dataclasses here are their schema (docs/sources.md).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, fields
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from core.errors import SettingsError
from core.kinds import BY_NAME
from core.names import nfc
from core.written import read_yaml
from ingest.keys import filled, known_keys, one_of, patterns, texts
from ingest.remote.described import Breaker, Http, Since, Sql, read_http, read_sql
from metrics.freshness import Expected, read_expected

SHIPPED = Path(__file__).parent / "sources"
READERS = ("csv", "xlsx", "jsonlines", "http", "sql")


@dataclass(frozen=True)
class Column:
    """Where a neutral column is found: the first of `named` that the header has.
    `pattern`: the part of the cell that is meant, its first group."""

    named: tuple[str, ...]
    pattern: str = ""


@dataclass(frozen=True)
class SourcePart:
    """How one kind is taken from the rows of a file.

    `words`: neutral column -> their word -> ours ("*": any other that is not empty);
    `names`: columns that hold the name of a unit or procedure where a code belongs;
    `dates`: formats beside ISO; `constants`: neutral column -> the same value in every
    row; `rows`: header -> pattern that a row must fit to be taken; `measures` (counts
    only): measure -> headers whose numbers are added up, a row each;
    `thousands`: the sign between groups of three digits.
    """

    kind: str
    columns: dict[str, Column]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    measures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    thousands: str = ""

    @property
    def needed(self) -> list[tuple[str, ...]]:
        """Headers a file must have: one of each group."""
        required = BY_NAME[self.kind].required
        columns = [c.named for n, c in self.columns.items() if n in required]
        measured = [(name,) for group in self.measures.values() for name in group]
        return [*columns, *((name,) for name in self.rows), *measured]


@dataclass(frozen=True)
class Source:
    """One description. `id` is its file name; `title` what a reader is told.

    `match`: patterns of file names (none: any name); `needs`: headers that must be
    there beside those of required columns; `header`: the row of the header, 1 is the
    first, or "find": the first row that has them all; `header_rows`: how many rows
    the header is high; `titles`: neutral column -> pattern whose first group stands in
    the rows above the header; `folder`, `http` or `sql`, and `schedule` (five cron
    fields): where rows are fetched, and when; `expected`: how often something new is.
    """

    id: str
    title: str
    reader: str
    parts: tuple[SourcePart, ...]
    match: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    header: int | str = 1
    header_rows: int = 1
    titles: dict[str, str] = field(default_factory=dict)
    folder: str = ""
    schedule: str = ""
    http: Http | None = None
    sql: Sql | None = None
    breaker: Breaker = field(default_factory=Breaker)
    expected: Expected | None = None

    @property
    def remote(self) -> bool:
        """Whether another system is asked for the rows; no file is of this source."""
        return self.http is not None or self.sql is not None

    @property
    def since(self) -> Since | None:
        """The high-water mark by which another system is asked."""
        asked = self.http or self.sql
        return asked.since if asked else None

    def takes_name(self, file: str) -> bool:
        """Whether a file of this name may be of this source."""
        return not self.match or any(
            fnmatch(nfc(file).casefold(), nfc(one).casefold()) for one in self.match
        )


def read_sources(own: Path | None = None) -> list[Source]:
    """Every source, sorted by id. An office's own description (in `own`) goes over
    the one shipped with the same id.

    Raises SettingsError that names the file and what is wrong in it.
    """
    found = {path.stem: path for path in sorted(SHIPPED.glob("*.yaml"))}
    if own is not None:
        found |= {path.stem: path for path in sorted(own.glob("*.yaml"))}
    return [read_source(path) for _id, path in sorted(found.items())]


def read_source(path: Path) -> Source:
    """The description in one YAML file; SettingsError that says what is wrong."""
    try:
        written = read_yaml(path.read_text(encoding="utf-8"))
        return _source(path, written)
    except yaml.MarkedYAMLError as error:
        # Its own text cites the line, in which a secret might stand.
        at = error.problem_mark.line + 1 if error.problem_mark else 0
        raise SettingsError(
            "The source description {file} cannot be used: {details}.",
            file=path.name,
            details=f"{error.problem} (line {at})",
        ) from None
    except (
        yaml.YAMLError,
        OSError,
        re.error,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise SettingsError(
            "The source description {file} cannot be used: {details}.",
            file=path.name,
            details=" ".join(str(error).split()),
        ) from error


def _source(path: Path, written: dict[str, Any]) -> Source:
    part_keys = {one.name for one in fields(SourcePart)}
    own = {key: value for key, value in written.items() if key in part_keys}
    rest = {key: value for key, value in written.items() if key not in part_keys}
    parts = rest.pop("parts", [own])
    grace = rest.pop("grace", None)
    known_keys(rest, Source, {"id", "parts"})
    asked = _asked(rest)
    return Source(
        id=path.stem,
        parts=tuple(
            _part(path, own | part if part is not own else own) for part in parts
        ),
        title=str(rest["title"]),
        reader=one_of(rest["reader"], READERS),
        match=texts(rest.get("match", ())),
        needs=texts(rest.get("needs", ())),
        header=_header(rest.get("header", 1)),
        header_rows=int(rest.get("header_rows", 1)),
        titles=patterns(rest.get("titles", {})),
        folder=str(rest.get("folder", "")),
        schedule=str(rest.get("schedule", "")),
        http=read_http(asked["http"]) if "http" in asked else None,
        sql=read_sql(asked["sql"]) if "sql" in asked else None,
        breaker=filled(Breaker, rest.get("breaker", {})),
        expected=read_expected(rest.get("expected"), grace),
    )


def _asked(written: dict[str, Any]) -> dict[str, Any]:
    """The key that says how another system is asked: that of the reader, no other."""
    found = {str(key): written[key] for key in ("http", "sql") if key in written}
    reader = written["reader"]
    if set(found) != ({reader} & {"http", "sql"}):
        raise ValueError(f"the reader {reader} and the keys {sorted(found)} differ")
    if found and (written.get("folder") or written.get("match")):
        raise ValueError("a source that is asked has no folder and matches no files")
    return found


def _part(path: Path, written: dict[str, Any]) -> SourcePart:
    known_keys(written, SourcePart)
    kind = BY_NAME[written["kind"]]
    part = SourcePart(
        kind=kind.name,
        columns={name: _column(one) for name, one in written["columns"].items()},
        words={n: _words(path, one) for n, one in written.get("words", {}).items()},
        names={
            name: one_of(of, ("unit", "procedure"))
            for name, of in written.get("names", {}).items()
        },
        dates=texts(written.get("dates", ())),
        constants={n: str(one) for n, one in written.get("constants", {}).items()},
        rows=patterns(written.get("rows", {})),
        measures={n: texts(one) for n, one in written.get("measures", {}).items()},
        thousands=str(written.get("thousands", "")),
    )
    for name in (*part.columns, *part.words, *part.names, *part.constants):
        if name not in kind.names:
            raise ValueError(f"{kind.name} has no column {name}")
    return part


def _header(written: object) -> int | str:
    return "find" if written == "find" else int(str(written))


def _column(written: object) -> Column:
    if isinstance(written, dict):
        pattern = str(written.get("pattern", ""))
        if pattern and re.compile(pattern).groups < 1:
            raise ValueError(f"the pattern {pattern} has no group")
        return Column(texts(written["named"]), pattern)
    return Column(texts(written))


def _words(path: Path, written: object) -> dict[str, str]:
    """A map of words, or the name of a CSV file beside the description that holds
    one: two columns, theirs and ours, under a header."""
    if isinstance(written, dict):
        return {word_key(str(k)): str(one) for k, one in written.items()}
    with (path.parent / str(written)).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {word_key(row[0]): row[1].strip() for row in rows if len(row) > 1}


def word_key(text: str) -> str:
    """What words are compared by: NFC, single spaces, no difference of case."""
    return re.sub(r"\s+", " ", nfc(text)).casefold()
