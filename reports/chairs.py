"""Each Chair's standing to take away."""

from __future__ import annotations

from typing import Any

from core.language import _
from core.settings import Settings
from metrics.answers import ChairsAnswer, Header
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, table
from reports.words import STATUSES, UNIT

YES_NO = {"1": "yes", "0": "no"}
# In the order of metrics.answers.CHAIR_COLUMNS.
COLUMNS = (
    *UNIT,
    Column("former_district", "Former district", "text", 22),
    Column("person", "Chair", "text", 26),
    Column("acting", "Acting", "word", 8, YES_NO),
    Column("starts_on", "In office since", "day"),
    Column("decision_no", "Decision", "text", 18),
    Column("days_in_office", "Days in office", "whole"),
    Column("target", "Target", "share"),
    Column("numerator", "Numerator", "whole"),
    Column("denominator", "Denominator", "whole"),
    Column("value", "Value", "share"),
    Column("status", "Status", "word", 14, STATUSES),
    Column("missing", "Missing to the target", "whole"),
    Column("rank", "Rank", "whole", 8),
    Column("inherited_numerator", "Numerator on taking office", "whole", 14),
    Column("inherited_denominator", "Denominator on taking office", "whole", 14),
    Column("inherited_value", "Value on taking office", "share", 14),
    Column("inherited_rank", "Rank on taking office", "whole", 14),
    Column("change", "Change since taking office", "points", 14),
    Column("own_numerator", "Numerator of the term alone", "whole", 14),
    Column("own_denominator", "Denominator of the term alone", "whole", 14),
    Column("own_value", "Value of the term alone", "share", 14),
)


def rows(answer: ChairsAnswer) -> list[dict[str, Any]]:
    """The rows of the table."""
    return [
        {**{str(k): v for k, v in row.items()}, "acting": str(int(bool(row["acting"])))}
        for row in answer.frame.to_dict("records")
    ]


def document(answer: ChairsAnswer, header: Header, settings: Settings) -> Document:
    """Each Chair in office: the standing inherited, and what changed since."""
    reading = answer.reading
    title = _("Responsibility")
    return Document(
        name=file_name(
            title,
            reading.indicator.key,
            reading.plan.key if reading.plan else "",
            reading.as_of,
        ),
        title=f"{title}: {_(reading.indicator.name)}",
        cover=(
            *cover.place_lines(header, settings.timezone),
            *cover.reading_lines(reading, None, settings),
            Line(
                _("Standing on taking office"),
                _(
                    "The value on the eve of the term, with the same first day of the "
                    "window; empty where that eve lies before the window. A standing "
                    "before a term is never put under the new name."
                ),
            ),
            *cover.rule_lines(settings),
        ),
        tables=(table(title, COLUMNS, rows(answer)),),
    )
