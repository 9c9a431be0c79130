"""The first page: how far the whole is, where, who has to be asked today."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.hexmap import Shapes
from figures.trend import trend_figure
from layouts import borders, parts, standing
from layouts.ask_card import ask_card
from layouts.charts import chart_card, events_list
from layouts.held import held_line
from layouts.map_card import map_card
from layouts.pages import Page
from layouts.silent_card import silent_card
from layouts.stale import stale_badge
from layouts.state import State, href
from metrics import plain
from metrics.answers import Header, Overview, Ranking
from metrics.small import is_withheld

PAGE = Page("overview", "/", "Overview", "layout-dashboard", 10, kept=True)


def content(
    answer: Overview,
    header: Header,
    state: State,
    shapes: Shapes,
    hollow: frozenset[str] = frozenset(),
) -> list[Component]:
    """The page; `shapes` are the loaded boundaries by unit code, {} without any;
    `hollow`: units whose rise is marked."""
    return [
        _pair(answer, header, state),
        parts.columns(
            [
                map_card(answer, state, shapes),
                html.Div(
                    [ask_card(answer, state, hollow), _movers_card(answer, state)],
                    className="stack",
                ),
            ],
            "map",
        ),
        _trend_card(answer, state),
        *silent_card(answer, state),
        *borders.overview_note(answer, state),
        parts.note(standing.status_rule(answer.pair[0].reading)),
    ]


def published(
    answer: Overview, header: Header, state: State, shapes: Shapes
) -> list[Component]:
    """The page as it is told without signing in: how far the whole is, and where."""
    return [
        _pair(answer, header, state),
        map_card(answer, state, shapes),
        parts.note(standing.status_rule(answer.pair[0].reading)),
    ]


def _pair(answer: Overview, header: Header, state: State) -> Component:
    leading, second = answer.pair
    return parts.columns(
        [
            _pair_card(leading, answer.companion[0], header, state),
            _pair_card(second, answer.companion[1], header, state),
            _status_card(answer, header, state),
        ],
        "pair",
    )


def _subtitle(ranking: Ranking, header: Header) -> str:
    place = parts.unit_name(ranking.whole) if ranking.whole["unit_code"] else ""
    units = _("{count} units", count=formats.number(header.total))
    scope = _("{units} and {place}", units=units, place=place) if place else units
    if not formats.known(ranking.whole["target"]) or ranking.reading.deadline is None:
        return scope
    goal = _(
        "target {share} until {day}",
        share=formats.target(ranking.whole["target"]),
        day=formats.day(ranking.reading.deadline),
    )
    return f"{scope} · {goal}"


def _pair_card(
    ranking: Ranking, companion: Ranking, header: Header, state: State
) -> Component:
    whole, about = ranking.whole, ranking.reading.indicator
    value = formats.percent(whole["value"])
    return parts.card(
        [
            html.Div(
                [
                    html.Span(
                        parts.number(value, state, about.key, whole["unit_code"]),
                        className="big",
                    ),
                    html.Span(parts.counted(whole, about.things), className="quiet"),
                ],
                className="facts",
            ),
            *stale_badge(header.stale, about.things),
            *held_line(ranking.held, state),
            parts.meter(whole["value"], whole["target"], whole["expected"]),
            html.P(_missing(ranking)),
            html.P(_companion(companion, state), className="quiet"),
        ],
        _(about.name),
        _subtitle(ranking, header),
    )


def _missing(ranking: Ranking) -> list[Any]:
    whole = ranking.whole
    if not formats.known(whole["value"]):
        return [_("Not known yet.")]
    if not formats.known(whole["target"]):
        return [_("No target applies.")]
    if not whole["missing"]:
        return [html.B(_("The target is met."))]
    words = standing.gap_words(whole, ranking.reading.indicator.things)
    if _withheld(ranking):
        return [_("Missing:"), " ", html.B(words)]
    below = sum(bool(row["missing"]) for row in standing.units_of(ranking))
    units = _("{count} units below the target", count=formats.number(below))
    return [_("Missing:"), " ", html.B(words), f" · {units}"]


def _withheld(ranking: Ranking) -> set[str]:
    """The units of which something is not told."""
    units = standing.units_of(ranking)
    return {row["unit_code"] for row in units if is_withheld(row["numerator"])}


def _companion(ranking: Ranking, state: State) -> list[Any]:
    about = ranking.reading.indicator
    basis = _("By dossiers") if about.things == "dossiers" else _("By procedures")
    if not formats.known(ranking.whole["value"]):
        return [f"{basis}: {_('not known yet')}"]
    value = standing.percent_link(ranking.whole, ranking.reading, state)
    counts = parts.counted(ranking.whole, about.things)
    return [f"{basis}: ", value, f" ({counts})"]


def _status_card(answer: Overview, header: Header, state: State) -> Component:
    left = [] if header.deadline is None else [(header.deadline - header.as_of).days]
    met = _("both targets met: {count}", count=formats.number(answer.met_both))
    time = [_("{days} days left", days=days) for days in left if days >= 0]
    closed = len(set.union(*map(_withheld, answer.pair)))
    time += [_("{count} withheld", count=formats.number(closed))] if closed else []
    return parts.card(
        [
            _status_bar(answer),
            html.Ul(
                [_status_line(answer, status, state) for status in parts.STATUS_NAMES],
                className="statuses",
            ),
        ],
        _("{count} units", count=formats.number(answer.ranked)),
        " · ".join([met, *time]),
    )


def _status_bar(answer: Overview) -> Component:
    return html.Div(
        [
            html.Span(className=f"piece {status}", style={"flexGrow": str(count)})
            for status in parts.STATUS_NAMES
            if (count := answer.statuses.get(status, 0))
        ],
        className="pieces",
        **parts.aria(hidden="true"),
    )


def _status_line(answer: Overview, status: str, state: State) -> Component:
    count = answer.statuses.get(status, 0)
    to = href("/rankings", state, status=status)
    return html.Li(
        parts.link([parts.pill(status), html.B(formats.number(count))], to, "", "plain")
    )


def _movers_card(answer: Overview, state: State) -> Component:
    reading = answer.pair[0].reading
    moved = [row for row in plain.rows(answer.movers) if row["change_7d"]]
    heads = [
        parts.Column(_("Unit")),
        parts.Column(_(reading.indicator.short), True),
        parts.Column(_("7 days, points"), True),
    ]
    lines = [
        (
            parts.unit_link(state, row),
            [
                standing.percent_link(row, reading, state),
                html.Span(f" {parts.counted(row)}", className="quiet"),
            ],
            parts.signed(row["change_7d"]),
        )
        for row in moved
    ]
    body = (
        parts.table(heads, lines, _("Greatest progress over 7 days"))
        if lines
        else parts.nothing(_("Nothing has moved within 7 days."))
    )
    return parts.card(body, _("Greatest progress over 7 days"), _("percentage points"))


def _trend_card(answer: Overview, state: State) -> Component:
    trend = answer.trend
    name = _(trend.reading.indicator.name)
    heads = [
        parts.Column(_("Day")),
        parts.Column(_("Value"), True),
        parts.Column(_("Counts"), True),
    ]
    lines = [
        (
            formats.day(row["period_end"]),
            standing.point_link(row, trend, state),
            parts.counted(row),
        )
        for row in plain.rows(trend.frame)
    ]
    return chart_card(
        _("The whole against its path"),
        _(
            "{indicator}, by day · band: the middle half of the units · dashed: the "
            "straight path to the target",
            indicator=name,
        ),
        trend_figure(trend),
        parts.table(heads, lines, _("The whole by day")),
        height=320,
        below=events_list(trend),
    )


def empty() -> list[Component]:
    """What stands here before any data: what to do, in two commands."""
    steps = [
        (_("Load your own files:"), "python -m ingest load FOLDER"),
        (_("Get a template to fill in:"), "python -m ingest template dossiers"),
        (_("Or look at the demo city:"), "python -m demo --out var/demo"),
    ]
    return [
        parts.card(
            [
                html.P(
                    _(
                        "Nothing is preloaded. As soon as a file is taken, "
                        "the numbers stand here."
                    )
                ),
                *[
                    html.Div([html.P(words), html.Pre(command)])
                    for words, command in steps
                ],
            ],
            _("No data yet"),
        )
    ]
