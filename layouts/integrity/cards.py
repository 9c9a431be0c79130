"""The whole with and without what is looked at, and a card for each signal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.integrity import words
from layouts.state import State, here, href
from metrics.indicators import BY_KEY
from metrics.integrity import Beside, Integrity, Judged, UnitIntegrity
from metrics.signals import Signal


def beside_card(
    title: str,
    subtitle: str,
    besides: Iterable[Beside],
    passport: Callable[[str, str], Component],
) -> Component:
    """Headlines with everything, and without the part looked at. `passport`: the link
    of an official value (its text, the indicator) to where it comes from."""
    heads: list[parts.Column | str] = [
        _("Indicator"),
        parts.Column(_("Official, with everything"), True),
        parts.Column(_("Without the part looked at"), True),
        parts.Column(_("Points"), True),
        parts.Column(_("Dossiers set apart"), True),
    ]
    lines = [
        (
            _(BY_KEY[one.indicator].name),
            [
                passport(formats.percent(one.value), one.indicator),
                html.Small(formats.counts(one.numerator, one.denominator)),
            ],
            _share(one.without, one.without_numerator, one.without_denominator),
            words.worth_words(one),
            formats.number(one.dossiers),
        )
        for one in besides
    ]
    rule = _(
        "Official numbers, ranks and statuses never change by a signal or a verdict. "
        "Set apart are dossiers of signals that show and were not cleared, and of "
        "those judged a fault or misuse; each dossier once."
    )
    return parts.card(
        [card_table(heads, lines, title), parts.note(rule)], title, subtitle
    )


def _share(value: object, top: int | None, below: int | None) -> list[parts.Content]:
    return [formats.percent(value), html.Small(formats.counts(top, below))]


def signal_card(
    answer: Integrity, signal: Signal, state: State, *, alone: bool = False
) -> Component:
    """One signal in plain words. `alone`: its units stand below it."""
    facts = [
        (_("Shows from"), words.threshold_words(signal, answer.limits[signal.key])),
        (_("Units"), _units(answer, signal)),
        (_("Worth to the whole"), _worth(answer, signal)),
        (_("False alarms"), words.alarm_words(answer.alarms.get(signal.key))),
        (_("Verdicts"), _verdicts(answer.of(signal.key))),
    ]
    if signal.key == "stopped":
        facts.insert(2, (_("Around the target"), _bunching(answer)))
    listed = [
        html.Dl(
            [part for label, text in facts for part in (html.Dt(label), html.Dd(text))],
            className="facts-list",
        )
    ]
    more = [] if alone or not answer.of(signal.key) else [_more(answer, signal, state)]
    return parts.card(
        [
            html.P(_(signal.meaning)),
            html.P(html.B(_("What else explains it:"))),
            words.others_list(signal),
            *listed,
            *more,
        ],
        _(signal.title),
    )


def _more(answer: Integrity, signal: Signal, state: State) -> Component:
    text = _("See the units ({count})", count=len(answer.of(signal.key)))
    return html.P(parts.link(text, here(state, signal=signal.key)))


def _units(answer: Integrity, signal: Signal) -> str:
    states = answer.states[signal.key]
    shown, unseen = states.get("look", 0), states.get("unseen", 0)
    visible = shown + states.get("quiet", 0)
    if not visible:
        return _("Cannot be seen at any unit. {why}", why=_(signal.blind))
    told = _(
        "{shown} of {visible} units where it can be seen",
        shown=formats.number(shown),
        visible=formats.number(visible),
    )
    told += f" ({formats.percent(shown / visible, 1)})"
    if not unseen:
        return told
    return f"{told}; " + _("cannot be seen at {count}", count=formats.number(unseen))


def _worth(answer: Integrity, signal: Signal) -> str:
    one = answer.by_signal.get(signal.key)
    if one is None or one.worth is None:
        return formats.NOTHING
    return _(
        "{points} points of “{indicator}” ({dossiers} dossiers)",
        points=formats.change(one.worth, 2),
        indicator=_(BY_KEY[one.indicator].name),
        dossiers=formats.number(one.dossiers),
    )


def _bunching(answer: Integrity) -> str:
    if answer.bunching is None:
        return _("The plan has no target of online dossiers.")
    below, above = answer.bunching
    return _(
        "{below} units less than {width} below their target, {above} at it or less "
        "than {width} above",
        below=formats.number(below),
        above=formats.number(above),
        width=formats.target(answer.limits["stopped"]["width"]),
    )


def _verdicts(judged: Iterable[Judged]) -> str:
    counts: dict[str, int] = {}
    for one in judged:
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
    said = [
        f"{_(name)}: {formats.number(counts[key])}"
        for key, name in words.VERDICTS.items()
        if key in counts
    ]
    return " · ".join(said) or formats.NOTHING


def units_card(
    judged: Iterable[Judged],
    title: str,
    state: State,
    *,
    named: bool,
    start: date | None,
) -> Component:
    """Units to be looked at, the heaviest first; `named`: each with its signal;
    `start`: the first day that figures are of."""
    lines = [_unit_line(one, state, named, start) for one in judged]
    if not lines:
        return parts.card(parts.nothing(_("No unit fits these filters.")), title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        *([_("Signal")] if named else []),
        _("What was counted"),
        parts.Column(_("Official"), True),
        parts.Column(_("Without"), True),
        parts.Column(_("Points"), True),
        _("Verdict"),
    ]
    return parts.card(card_table(heads, lines, title), title, className="long")


def _unit_line(
    one: Judged, state: State, named: bool, start: date | None
) -> tuple[parts.Content, ...]:
    to = here(state, signal=one.signal.key, unit=one.unit_code)
    name = parts.unit_name({"unit_name": one.unit_name, "name_en": one.name_en})
    beside = one.beside
    return (
        parts.link(name, to, _("Look at the evidence"), "unit"),
        *([_(one.signal.title)] if named else []),
        words.seen_words(one),
        _official(beside, one.unit_code, state, start) if beside else "",
        _share(beside.without, beside.without_numerator, beside.without_denominator)
        if beside
        else "",
        words.worth_words(beside),
        words.verdict_word(one.verdict),
    )


def _official(
    beside: Beside, unit_code: str, state: State, start: date | None
) -> list[parts.Content]:
    text, own = formats.percent(beside.value), {"from": start}
    return [
        parts.number(text, state, beside.indicator, unit_code, **own),
        html.Small(formats.counts(beside.numerator, beside.denominator)),
    ]


def asked_card(unit: UnitIntegrity, state: State) -> Component:
    """On a unit's page: what is asked of its figures, for its Chair to answer."""
    title = _("What is asked about these figures")
    subtitle = _("a question, not a finding: it has other explanations")
    if not unit.looks:
        text = _("Nothing is asked about this unit's figures.")
        return parts.card(parts.nothing(text), title, subtitle)
    blocks = [_asked(one, state) for one in unit.looks]
    return parts.card(blocks, title, subtitle)


def _asked(one: Judged, state: State) -> Component:
    to = state_link(state, one)
    note = one.review.note if one.review else ""
    return html.Div(
        [
            html.H3(parts.link(_(one.signal.title), to)),
            html.P([words.seen_words(one), " ", words.verdict_word(one.verdict)]),
            html.P([_("What else explains it:"), " ", _others(one.signal)]),
            html.P([html.B(_("To answer:")), " ", _(one.signal.answer)]),
            html.P(note, className="quiet") if note else None,
        ]
    )


def _others(signal: Signal) -> str:
    return " ".join(_(other) for other in signal.others)


def state_link(state: State, one: Judged) -> str:
    """The address of the evidence of one signal at one unit."""
    return href("/integrity", state, signal=one.signal.key, unit=one.unit_code)
