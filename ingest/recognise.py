"""What a file is: one of a source description, a neutral file, or boundaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from core.errors import SourceError
from core.kinds import BY_NAME, DOSSIERS, KINDS, Kind
from ingest.files import Opened
from ingest.neutral import RawPart, kind_of, read_neutral
from ingest.readers import HeaderPlace, Sheet, open_sheets
from ingest.sources import Source
from ingest.translate import Match, Names, match_source, translate

# Boundaries need the units and nothing else.
_BOUNDARIES_ORDER = 0.5


@dataclass(frozen=True)
class Recognised:
    """A sheet and how it is read: by a source, or else as a neutral kind."""

    sheet: Sheet
    match: Match | None
    kind: Kind | None

    @property
    def source(self) -> str:
        """The id of the source description; "" for a neutral file."""
        return self.match.source.id if self.match else ""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        if self.match:
            return tuple(BY_NAME[part.kind] for part in self.match.source.parts)
        return (self.kind,) if self.kind else ()

    @property
    def needs_names(self) -> bool:
        """Whether names of units or procedures stand where codes belong."""
        return self.match is not None and any(
            part.names for part in self.match.source.parts
        )


def holds_boundaries(opened: Opened) -> bool:
    """Whether the file is meant as GeoJSON."""
    return opened.path.suffix.lower() == ".geojson"


def recognise(
    opened: Opened, sources: list[Source], max_unpacked_mb: int
) -> Recognised:
    """How the file is read: a matching source goes before the neutral reading.

    SourceError, one clear line that names the file, when nothing fits any sheet.
    """
    first: SourceError | None = None
    for sheet in open_sheets(opened.content, opened.name, max_unpacked_mb):
        match = match_source(sheet, opened.name, sources)
        if match is not None:
            return Recognised(sheet, match, None)
        top = sheet.top()
        try:
            return Recognised(sheet, None, kind_of(top[0] if top else [], opened.name))
        except SourceError as error:
            first = first or error
    raise first or SourceError("{file}: the file is empty.", file=opened.name)


def order(opened: Opened, sources: list[Source], max_unpacked_mb: int) -> float:
    """Where the file stands among those of one command: what it needs goes before.
    A file that cannot be read stands last; it is refused when its turn comes."""
    if holds_boundaries(opened):
        return _BOUNDARIES_ORDER
    try:
        kinds = recognise(opened, sources, max_unpacked_mb).kinds
    except SourceError:
        return len(KINDS)
    return min(KINDS.index(kind) for kind in kinds)


def read_parts(
    recognised: Recognised, file: str, names: Names
) -> tuple[Iterator[list[RawPart]], tuple[str, ...]]:
    """The neutral rows of the file, piece by piece, and the names of the columns that
    are ignored. Only a file of dossiers alone comes in more pieces than one: whatever
    else a file holds is needed whole to judge it."""
    sheet, match, kind = recognised.sheet, recognised.match, recognised.kind
    header = match.header if match else HeaderPlace()
    many = recognised.kinds == (DOSSIERS,)
    tables = sheet.tables(header) if many else iter([sheet.table(header)])
    if match is not None:
        return translate(match, sheet, file, names, tables), ()
    if kind is None:
        raise ValueError("a sheet is read by a source or as a kind")
    part, ignored = read_neutral(next(tables), kind)
    rest = ([read_neutral(table, kind, top=False)[0]] for table in tables)
    return chain([[part]], rest), ignored
