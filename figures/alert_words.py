"""The figure that fired an alert, in words."""

from __future__ import annotations

from collections.abc import Mapping

from core.language import _
from figures import formats
from metrics.alerts import ABOVE, AlertRow, AlertRule

Rules = Mapping[str, AlertRule]


def rule_words(rules: Rules, key: str) -> str:
    """What a rule is called; its key where there is none any more."""
    return _(rules[key].title) if key in rules else key


def looks_above(rules: Rules, key: str) -> bool:
    """Whether a rule is one of reaching a target."""
    return key in rules and rules[key].looks_for == ABOVE


def figure_words(row: AlertRow) -> str:
    """The share with its counts, its day and its target, as it was judged; that there
    was none, and on which day."""
    reading, line = row.reading, row.standing.line
    day, value = formats.day(reading.day), reading.value()
    if value is None:
        return _("no value on {day}", day=day)
    told = _(
        "{figure} ({counts}) on {day}",
        figure=formats.percent(value),
        counts=formats.counts(reading.numerator, reading.denominator),
        day=day,
    )
    if line is None:
        return told
    return f"{told}; {_('target {target}', target=formats.target(line))}"
