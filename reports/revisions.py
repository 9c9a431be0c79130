"""Revisions to take away: the list, or what moved one number."""

from __future__ import annotations

from core.language import _
from core.settings import Settings
from metrics.answers import Header
from metrics.questions import Reading
from metrics.revisions import Revised, Revision
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, Table, table

REVISED = (
    Column("unit_code", "Unit code", "text", 12),
    Column("unit_name", "Unit", "text", 34),
    Column("numerator_then", "Numerator as published", "whole"),
    Column("denominator_then", "Denominator as published", "whole"),
    Column("value_then", "Value as published", "share"),
    Column("rank_then", "Rank as published", "whole"),
    Column("numerator_now", "Numerator now", "whole"),
    Column("denominator_now", "Denominator now", "whole"),
    Column("value_now", "Value now", "share"),
    Column("rank_now", "Rank now", "whole"),
    Column("numerator", "Difference of numerators", "whole"),
    Column("denominator", "Difference of denominators", "whole"),
    Column("value", "Difference of values", "points"),
    Column("loads", "Loads", "text", 20),
)
PARTS = (
    Column("load_id", "Load", "whole", 8),
    Column("cause", "Cause", "text", 12),
    Column("file", "File", "text", 30),
    Column("known_at", "Taken at", "moment"),
    Column("entered", "Entered", "whole"),
    Column("left", "Left", "whole"),
    Column("changed", "Changed", "whole"),
    Column("numerator", "Difference of numerators", "whole"),
    Column("denominator", "Difference of denominators", "whole"),
    Column("points", "Difference of values", "points"),
)
ITEMS = (
    Column("load_id", "Load", "whole", 8),
    Column("cause", "Cause", "text", 12),
    Column("way", "How", "text", 12),
    Column("key", "Dossier or procedure", "text", 26),
    Column("unit_code", "Unit code", "text", 12),
    Column("procedure_code", "Procedure code", "text", 14),
    Column("day", "Day received", "day"),
    Column("was", "Then", "text", 34),
    Column("became", "Now", "text", 34),
    Column("numerator", "Difference of numerators", "whole"),
    Column("denominator", "Difference of denominators", "whole"),
)


def document(
    revised: Revised | None,
    revision: Revision | None,
    header: Header,
    settings: Settings,
) -> Document:
    """The list of revisions; of one number its parts and the rows behind them."""
    title = _("Revisions")
    if revised is None:
        lines = cover.place_lines(header, settings.timezone)
        return Document(
            file_name(title), title, tuple(lines), (table(title, REVISED, []),)
        )
    about = revised.published
    tables = _of_one(revision) if revision else (table(title, REVISED, revised.frame),)
    unit = revision.unit_code if revision else ""
    return Document(
        name=file_name(
            title, about.indicator.key, unit, str(about.evaluation), about.as_of
        ),
        title=f"{title}: {_(about.indicator.name)}",
        cover=(
            *cover.place_lines(header, settings.timezone),
            *_about(about, revision, settings),
        ),
        tables=tables,
    )


def _about(about: Reading, revision: Revision | None, settings: Settings) -> list[Line]:
    lines = cover.reading_lines(about, None, settings)
    if revision is not None:
        named = f"{revision.unit_code} {revision.unit_name}".strip()
        lines.append(Line(_("Units"), named))
    return lines


def _of_one(revision: Revision) -> tuple[Table, ...]:
    return (
        table(_("By what it moved"), PARTS, revision.parts),
        table(_("Rows that moved it"), ITEMS, revision.items),
    )
