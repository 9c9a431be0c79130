"""What a digest says first on the last working day before a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.language import _
from figures import formats
from figures.names import things_word, unit_name
from metrics import plain
from metrics.answers import Ranking, UnitAnswer
from metrics.closing import Closing
from metrics.indicators import BY_KEY
from reports.mail.sheet import Sheet

# Indicators that a subject names.
_NAMED = 2


def unit_before(sheet: Sheet, answer: UnitAnswer, closing: Closing) -> Sheet:
    """The digest of a unit, which now begins with the deadline and what is missing."""
    keys = closing.ending[str(answer.unit["code"])]
    said = [_of_unit(key, answer.rows[key]) for key in keys]
    return _before(sheet, unit_name(answer.unit, "name"), said, closing)


def city_before(
    sheet: Sheet, place: str, rankings: Iterable[Ranking], closing: Closing
) -> Sheet:
    """The digest of the whole, likewise. `rankings`: of the indicators whose targets
    end."""
    said = [_of_units(one, closing) for one in rankings]
    return _before(sheet, place, said, closing)


def _before(sheet: Sheet, name: str, said: list[str], closing: Closing) -> Sheet:
    day = formats.day(closing.deadline)
    when = _("the deadline is {day}", day=day)
    lead = _("The deadline is {day}; today is the last working day before.", day=day)
    if closing.tomorrow:
        when = _("the deadline is tomorrow, {day}", day=day)
        lead = _("The deadline is tomorrow, {day}.", day=day)
    return replace(
        sheet,
        subject=f"{name}: {when}. {'; '.join(said[:_NAMED])}",
        lead=f"{lead} {'; '.join(said)}. {sheet.lead}",
    )


def _of_unit(key: str, row: Mapping[str, Any]) -> str:
    about = BY_KEY[key]
    if not formats.known(row["missing"]):
        return _("{name}: no value", name=_(about.short))
    if not row["missing"]:
        return _("{name}: met", name=_(about.short))
    return _(
        "{name}: {count} {things} missing",
        name=_(about.short),
        count=formats.number(row["missing"]),
        things=things_word(about.things),
    )


def _of_units(ranking: Ranking, closing: Closing) -> str:
    about = ranking.reading.indicator
    rows = [
        row
        for row in plain.rows(ranking.frame)
        if about.key in closing.ending.get(str(row["unit_code"]), ())
        and not row["is_parent"]
    ]
    known = [int(row["missing"]) for row in rows if formats.known(row["missing"])]
    said = _(
        "{name}: {met} of {all} units have met it",
        name=_(about.short),
        met=formats.number(sum(not one for one in known)),
        all=formats.number(len(rows)),
    )
    if any(known):
        said += _(
            ", {count} {things} missing at the others",
            count=formats.number(sum(known)),
            things=things_word(about.things),
        )
    if len(known) < len(rows):
        count = formats.number(len(rows) - len(known))
        said += _(", {count} without a value", count=count)
    return said
