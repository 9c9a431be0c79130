"""The figures of single procedures to take away."""

from __future__ import annotations

from core.language import _
from core.settings import Settings
from metrics.answers import Header
from metrics.procedure_figures import ProcedureFigures
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, Table, table

# In the order of metrics.procedure_figures.COLUMNS.
COLUMNS = (
    Column("unit_code", "Unit code", "text", 12),
    Column("unit_name", "Unit", "text", 34),
    Column("procedure_code", "Procedure code", "text", 16),
    Column("procedure_name", "Procedure", "text", 60),
    Column("numerator", "Numerator", "whole"),
    Column("denominator", "Denominator", "whole"),
    Column("value", "Value", "share", 11),
    Column("coverage", "Coverage", "share", 11),
)


def figures(answer: ProcedureFigures) -> Table:
    """The figures as a table; its hash is what a figure is cited by."""
    return table(_("Procedures"), COLUMNS, answer.frame)


def document(answer: ProcedureFigures, header: Header, settings: Settings) -> Document:
    """What each procedure of a unit counts, or one of them."""
    reading, title = answer.reading, _("Procedures")
    return Document(
        name=file_name(
            title,
            reading.indicator.key,
            answer.unit_code,
            answer.procedure_code,
            reading.as_of,
        ),
        title=f"{title}: {_(reading.indicator.name)}",
        cover=(
            *cover.place_lines(header, settings.timezone),
            *cover.reading_lines(reading, None, settings),
            Line(
                _("Of single procedures"),
                _(
                    "A single procedure has neither rank nor target, and no evaluation "
                    "freezes it; what is kept of this table is its hash."
                ),
            ),
        ),
        tables=(figures(answer),),
    )
