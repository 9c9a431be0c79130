"""The trend of units to take away."""

from __future__ import annotations

from core.language import _
from core.settings import Settings
from figures import formats
from metrics.answers import Header, Trend
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, Table, table

# Contract, section 1: these columns in this order.
COLUMNS = (
    Column("unit_code", "Unit code"),
    Column("period_start", "First day", "day"),
    Column("period_end", "Last day", "day"),
    Column("numerator", "Numerator", "whole"),
    Column("denominator", "Denominator", "whole"),
    Column("value", "Value", "share"),
    Column("coverage", "Coverage", "share"),
)
STEPS = {
    "cumulative": "from the start to each day",
    "day": "day by day",
    "week": "by weeks from Monday",
    "month": "by calendar months",
}
_NAMED_UNITS = 3


def document(trend: Trend, header: Header, settings: Settings) -> Document:
    """Values of the units over the periods; the cover names the units."""
    reading = trend.reading
    title = _("Trend")
    names = dict(zip(trend.frame["unit_code"], trend.frame["unit_name"], strict=True))
    return Document(
        name=file_name(
            title,
            reading.indicator.key,
            _units(list(names)),
            trend.step,
            reading.plan.key if reading.plan else "",
            reading.as_of,
        ),
        title=f"{title}: {_(reading.indicator.name)}",
        cover=(
            *cover.place_lines(header, settings.timezone),
            *cover.reading_lines(reading, None, settings),
            *cover.borders_lines(reading, trend.outside),
            Line(_("Step"), _(STEPS[trend.step])),
            Line(_("Known when"), _known_when(trend)),
            Line(_("Units"), _listed(names)),
            Line(_("Target stages"), _stages(trend)),
            *cover.recent_lines(trend.provisional),
            *cover.rule_lines(settings)[-1:],
        ),
        tables=(table(title, COLUMNS, trend.frame), *_published(trend)),
    )


def _published(trend: Trend) -> list[Table]:
    """The points as published, where both readings were asked for."""
    if trend.published is None:
        return []
    return [table(_("As published"), COLUMNS, trend.published)]


def _units(codes: list[str]) -> str:
    if len(codes) > _NAMED_UNITS:
        return _("{count} units", count=len(codes))
    return "-".join(codes)


def _listed(names: dict[str, str]) -> str:
    said = [f"{code} {name}".strip() for code, name in names.items()]
    return ", ".join(said) or formats.NOTHING


def _known_when(trend: Trend) -> str:
    if trend.as_published:
        return _("as published at the time")
    return _("as known now")


def _stages(trend: Trend) -> str:
    said = [
        _("{share} by {day}", share=formats.target(value), day=formats.day(deadline))
        for _start, deadline, value in trend.steps
    ]
    return "; ".join(said) or formats.NOTHING
