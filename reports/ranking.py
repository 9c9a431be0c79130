"""The ranking table to take away."""

from __future__ import annotations

from collections.abc import Mapping

from core.language import _
from core.settings import Settings
from metrics.answers import Header, Ranking
from metrics.expected import Expected
from metrics.questions import Reading
from reports import cover
from reports.names import file_name
from reports.tables import Document, Line, table
from reports.words import RANKING


def document(
    ranking: Ranking,
    header: Header,
    settings: Settings,
    kinds: tuple[str, ...] = (),
    filters: Mapping[str, str] | None = None,
    expected: Expected | None = None,
) -> Document:
    """Contract, section 3: its columns in its order. `kinds`: those asked for;
    `filters`: others by which the rows were chosen, named for the reader;
    `expected`: who lacks data in the window."""
    chosen = filters or {}
    reading = ranking.reading
    title = _("Ranking")
    return Document(
        name=file_name(
            title,
            reading.indicator.key,
            reading.plan.key if reading.plan else "",
            kinds,
            tuple(chosen.values()),
            reading.as_of,
            *([f"{_('evaluation')} {reading.evaluation}"] if reading.reopened else []),
        ),
        title=f"{title}: {_(reading.indicator.name)}",
        cover=(
            *cover.place_lines(header, settings.timezone),
            *cover.reading_lines(reading, ranking.whole, settings),
            *_reopened(reading),
            *cover.borders_lines(reading, ranking.outside),
            *(cover.completeness_lines(expected) if expected else ()),
            *cover.held_lines(ranking.held),
            cover.kinds_line(kinds),
            *(Line(label, text) for label, text in chosen.items()),
            Line(_("Units listed"), str(len(ranking.frame))),
            *cover.rule_lines(settings),
        ),
        tables=(table(title, RANKING, ranking.frame),),
    )


def _reopened(reading: Reading) -> list[Line]:
    """That this is what was published, not what is known now."""
    if not reading.reopened:
        return []
    told = _("as published in evaluation {number}", number=reading.evaluation or "")
    return [Line(_("Known when"), told)]
