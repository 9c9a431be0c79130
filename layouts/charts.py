"""Charts in cards: a title that says what is shown, and a table twin."""

from __future__ import annotations

from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component

from core.language import _, language
from figures import formats, theme
from figures.notes import events_within
from figures.trend import span
from layouts.parts import Content, aria, card
from metrics.answers import Trend


def graph(
    figure: theme.Figure, height: int | str, label: str, **more: Any
) -> Component:
    """A Plotly chart of `height` (pixels, or a CSS length); `label` is said by
    screen readers."""
    return html.Div(
        dcc.Graph(
            figure=figure,
            config=cast(Any, theme.config(language())),
            style={"height": f"{height}px" if isinstance(height, int) else height},
            **more,
        ),
        className="chart",
        role="img",
        **aria(label=label),
    )


def twin(table: Content) -> Component:
    """The same as a table, folded away."""
    return html.Details(
        [html.Summary(_("View as a table")), table], className="twin no-print"
    )


def chart_card(
    title: str,
    subtitle: Content,
    figure: theme.Figure,
    table: Content,
    *,
    height: int | str = 320,
    actions: Content = None,
    below: Content = None,
    className: str = "",
) -> Component:
    """A chart with its title sentence, its table twin and a remark below."""
    said = _("Chart: {title}. The same stands in the table below it.", title=title)
    body = [graph(figure, height, said), twin(table)]
    if below:
        body.insert(1, html.Div(below, className="below"))
    return card(body, title, subtitle, actions, className)


def events_list(trend: Trend) -> Component | None:
    """The events of a trend by the numbers they have in its chart; None without."""
    if trend.frame.empty:
        return None
    days = events_within(trend, *span(trend))
    lines = [
        html.Li(
            [
                html.Span(place, className="event-number"),
                f"{formats.day(found[0]['day'])}: ",
                "; ".join(str(event["title"]) for event in found),
            ]
        )
        for place, found in days
    ]
    return html.Ul(lines, className="events") if lines else None
