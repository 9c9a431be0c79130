"""A unit's page to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.language import _
from core.reasons import DOUBTS, REASONS
from core.settings import Settings
from metrics.answers import Header, UnitAnswer
from metrics.indicators import INDICATORS
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, Table, table
from reports.words import LEVELS, RANKING, RESOURCES, STANDING, kind_word

_NAMES = {indicator.key: indicator.name for indicator in INDICATORS}
INDICATOR_COLUMNS = (
    Column("indicator", "Indicator", "word", 44, _NAMES),
    Column("rank", "Rank", "whole", 8),
    Column("of_units", "Of ranked units", "whole", 10),
    *STANDING,
    Column("missing", "Missing to the target", "whole", 13),
    Column("period_start", "First day", "day"),
    Column("as_of", "As of", "day"),
)
_GAP = (
    Column("procedure_code", "Procedure code", "text", 14),
    Column("name", "Procedure", "text", 60),
    Column("level", "Online level", "word", 24, LEVELS),
    Column("received", "Dossiers received", "whole"),
    Column("online", "Received online", "whole"),
    Column("peers", "Units that offer it further", "whole", 16),
    Column("of_units", "Of units", "whole"),
    Column("gain", "Gain in the value", "points", 13),
)
_RESOURCES = (
    Column("measure", "Resource", "word", 34, RESOURCES),
    Column("day", "Day", "day"),
    Column("value", "Value", "number"),
)
_FAULTS = (
    Column("reason", "Reason", "word", 44, REASONS | DOUBTS),
    Column("rows", "Rows rejected", "whole"),
    Column("last_at", "Taken at", "moment", 18),
)


def document(answer: UnitAnswer, header: Header, settings: Settings) -> Document:
    """The twelve indicators; then what could be offered further, the units nearest and
    most alike, resources and rejected rows."""
    unit = answer.unit
    reading = next(iter(answer.readings.values()))
    plan = header.plan
    return Document(
        name=file_name(
            _("Unit"),
            str(unit["code"]),
            str(unit["name"]),
            plan.key if plan else "",
            header.as_of,
        ),
        title=f"{unit['name']} ({unit['code']})",
        cover=(
            *cover.place_lines(header, settings.timezone),
            *_about(answer),
            *cover.plan_lines(plan),
            *cover.known_lines(
                header.as_of, reading.known_at, reading.evaluation, settings
            ),
            *cover.held_lines(answer.held),
            *cover.rule_lines(settings),
        ),
        tables=(
            table(_("Indicators"), INDICATOR_COLUMNS, rows(answer)),
            table(_("To offer further"), _GAP, answer.gap_list),
            table(_("Nearest units"), RANKING, answer.neighbours),
            table(_("Units most alike"), RANKING, answer.peers),
            *_below(answer),
            table(_("Resources"), _RESOURCES, answer.resources),
            table(_("Rejected rows"), _FAULTS, answer.faults),
        ),
    )


def _about(answer: UnitAnswer) -> list[Line]:
    unit, chair = answer.unit, answer.chair
    person = str(chair.get("person") or "–")
    if chair.get("acting"):
        person = _("{person}, acting", person=person)
    return [
        Line(_("Unit kind"), kind_word(str(unit["kind"]))),
        Line(_("Former district"), str(unit.get("former_district") or "–")),
        Line(_("Chair"), person),
    ]


def _below(answer: UnitAnswer) -> list[Table]:
    if answer.children.empty:
        return []
    return [table(_("Units below it"), RANKING, answer.children)]


def rows(answer: UnitAnswer) -> Iterator[dict[str, Any]]:
    """The rows of the first table: one an indicator."""
    for key, row in answer.rows.items():
        reading = answer.readings[key]
        yield {
            **row,
            "indicator": key,
            "of_units": answer.ranked,
            "period_start": reading.start,
            "as_of": reading.as_of,
        }
