"""The parts that pages are built of: cards, tables, pills, meters, links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from core.language import _, language
from figures import formats
from figures.names import STATUSES
from figures.names import things_word as things_word
from figures.names import unit_name as unit_name
from layouts.state import BORDERS, State, href
from metrics.borders import TODAY

Content = Any  # what Dash takes as children: components, text, numbers, lists

STATUS_NAMES = STATUSES
STATUS_SIGNS = {
    "met": "✓",
    "on_track": "●",
    "at_risk": "▲",
    "off_track": "▼",
    "unknown": "–",
}


def aria(**words: Any) -> dict[str, Any]:
    """The aria attributes of a component: `aria(label="…")`."""
    return {f"aria-{name}": word for name, word in words.items()}


def icon(name: str) -> Component:
    """An icon of assets/icons, drawn in the colour of the text; says nothing aloud."""
    return html.Span(className=f"icon icon-{name}", **aria(hidden="true"))


def card(
    children: Content,
    title: str = "",
    subtitle: Content = "",
    actions: Content = None,
    className: str = "",
) -> Component:
    """A white box with a heading that says what it shows."""
    head = html.Div(
        [
            html.Div(
                [
                    html.H2(title) if title else None,
                    html.P(subtitle, className="subtitle") if subtitle else None,
                ]
            ),
            html.Div(actions, className="actions") if actions else None,
        ],
        className="card-head",
    )
    body = children if isinstance(children, list) else [children]
    return html.Section(
        [head, *body] if title or actions else body,
        className=f"card {className}".strip(),
    )


def columns(children: Sequence[Component], className: str = "two") -> Component:
    """Cards side by side on a desk, one below the other on a phone."""
    return html.Div(list(children), className=f"columns {className}")


def pill(status: object) -> Component | str:
    """A status as sign and word; its colour only repeats them. "" without one."""
    if status not in STATUS_NAMES:
        return ""
    key = str(status)
    return marked(key, STATUS_SIGNS[key], _(STATUS_NAMES[key]))


def marked(colour: str, sign: str, words: str) -> Component:
    """Words with a sign; the colour ("": none) only repeats them."""
    hidden = html.Span(sign, **aria(hidden="true"))
    return html.Span([hidden, f" {words}"], className=f"pill {colour}".strip())


def counted(row: Mapping[str, object], things: str = "") -> str:
    """The counts of a ranking row: "28.939 / 52.416 procedures"."""
    both = (
        f"{formats.number(row['numerator'])} / {formats.number(row['denominator'])}"
        if formats.known(row["denominator"])
        else formats.NOTHING
    )
    return f"{both} {things_word(things)}" if things else both


def signed(share: object) -> Component:
    """A change in percentage points with its arrow, in the colour of its sign."""
    kind = "same"
    if formats.known(share) and float(share) != 0:  # type: ignore[arg-type]
        kind = "up" if float(share) > 0 else "down"  # type: ignore[arg-type]
    return html.Span(formats.change(share), className=f"change {kind}")


def _at(share: object) -> str:
    return f"{min(max(float(share), 0), 1) * 100:.2f}%"  # type: ignore[arg-type]


def _mark(share: object, kind: str, label: str) -> list[Component]:
    if not formats.known(share):
        return []
    right = float(share) > 0.6  # type: ignore[arg-type]
    return [
        html.Span(className=f"mark {kind}", style={"left": _at(share)}),
        html.Span(
            label,
            className=f"mark-label {kind}" + (" right" if right else ""),
            style={"right": f"calc(100% - {_at(share)})"}
            if right
            else {"left": _at(share)},
        )
        if label
        else html.Span(),
    ]


def meter(
    value: object,
    target: object = None,
    expected: object = None,
    *,
    labels: bool = True,
) -> Component:
    """A bar of a share with the marks of the target and of today's path."""
    said_target = _("target {share}", share=formats.target(target))
    said_path = _("path today {share}", share=formats.percent(expected, 1))
    said = [formats.percent(value)]
    said += [said_target] if formats.known(target) else []
    said += [said_path] if formats.known(expected) else []
    filled = _at(value) if formats.known(value) else "0%"
    return html.Div(
        [
            html.Span(
                html.Span(className="fill", style={"width": filled}), className="track"
            ),
            *_mark(target, "target", said_target if labels else ""),
            *_mark(expected, "path", said_path if labels else ""),
        ],
        className="meter" + (" labelled" if labels else ""),
        role="img",
        **aria(label=", ".join(said)),
    )


def link(text: Content, to: str, label: str = "", className: str = "") -> Component:
    """A link inside the app; `label` is what a screen reader says instead."""
    more: dict[str, Any] = {"title": label} if label else {}
    return dcc.Link(text, href=to, className=className, **more)


def unit_link(state: State, row: Mapping[str, object]) -> Component:
    """A unit's name that leads to its page."""
    path = f"/units/{row['unit_code']}"
    return link(unit_name(row), href(path, state), className="unit")


def number(
    text: Content, state: State, indicator: str, unit: object, **more: object
) -> Component:
    """A number that leads to its passport: where it comes from, what it is held
    against, what became of it. `more`: other days than those of the plan."""
    to = href(behind(state), state, indicator=indicator, unit=unit, **more)
    return link(text, to, _("Where this number comes from"), "number")


def behind(state: State) -> str:
    """The page behind a number: its passport, which speaks of the units of its day;
    under today's borders what it is made of."""
    return "/data" if state.get(BORDERS) == TODAY else "/number"


def made_of(
    text: Content, state: State, indicator: str, unit: object, procedure: str
) -> Component:
    """Words on one procedure, that lead to what its number is made of."""
    to = href("/data", state, indicator=indicator, unit=unit, procedure=procedure)
    return link(text, to, _("What this number is made of"), "number")


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and whether it holds numbers."""

    title: str
    numeric: bool = False
    className: str = ""


def table(
    heads: Sequence[Column | str],
    rows: Iterable[Sequence[Content]],
    caption: str,
    className: str = "",
) -> Component:
    """A plain table; `caption` is said by screen readers only. The first cell of a
    row is its heading."""
    kinds = [head if isinstance(head, Column) else Column(head) for head in heads]
    names = [f"{'numeric ' if k.numeric else ''}{k.className}".strip() for k in kinds]
    titles = zip(kinds, names, strict=True)
    head = [html.Th(kind.title, scope="col", className=name) for kind, name in titles]
    body = [_table_row(row, names) for row in rows]
    # Wide tables scroll on a phone; the box is reachable by keyboard for that.
    return html.Div(
        html.Table(
            [
                html.Caption(caption, className="unseen"),
                html.Thead(html.Tr(head)),
                html.Tbody(body),
            ],
            className=className,
        ),
        className="table-box",
        tabIndex=0,
        role="region",
        **aria(label=caption),
    )


def _table_row(row: Sequence[Content], names: Sequence[str]) -> Component:
    first, *others = zip(row, names, strict=True)
    cells = [html.Td(cell, className=name) for cell, name in others]
    return html.Tr([html.Th(first[0], scope="row", className=first[1]), *cells])


def nothing(text: str) -> Component:
    """A quiet line where a table would have no rows."""
    return html.P(text, className="nothing")


def note(text: Content) -> Component:
    """A rule or a remark under a table or chart."""
    return html.P(text, className="note")


def problem(text: str) -> Component:
    """An expected failure, told where the answer would stand."""
    return html.Div(
        [html.H2(_("This cannot be shown")), html.P(text)],
        className="card problem",
        role="alert",
    )


def acting(is_acting: object) -> list[Content]:
    """The mark that follows the name of an acting Chair."""
    return [" ", html.Span(_("acting"), className="badge")] if is_acting else []


def closed(text: str, signed_in: bool) -> Component:
    """That something is not open to the reader, and what to do."""
    way = [] if signed_in else [html.P(sign_in_link())]
    return card([html.P(text), *way], _("Not open to you"))


def sign_in_link() -> Component:
    """The way to the form; by a plain link it knows from which page it was asked."""
    to = f"/sign-in?lang={language()}"
    return html.A(_("Sign in"), href=to, className="button strong")


def download_buttons(what: str, *, paper: bool = False) -> list[Component]:
    """The buttons that take away a table; `what` is a key of callbacks/downloads.py,
    with a colon and which one where the page shows several; `paper`: as PDF too."""
    names = {"csv": "CSV", "xlsx": "Excel", **({"pdf": "PDF"} if paper else {})}
    return [
        html.Button(
            [icon("download"), f" {name}"],
            id={"type": "download", "what": what, "format": key},
            className="button",
            **aria(label=_("Download as {format}", format=name)),
        )
        for key, name in names.items()
    ]
