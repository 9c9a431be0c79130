"""The units by any indicator, with counts, gap, movement and Chair."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import alphabetical
from figures import formats
from layouts import (
    borders,
    completeness,
    grids,
    parts,
    pickers,
    ranking_table,
    standing,
)
from layouts.held import held_line
from layouts.pages import Page
from layouts.ranking_table import Table
from layouts.stale import stale_badge
from layouts.state import State
from metrics.answers import Header
from metrics.freshness import StaleSource
from metrics.indicators import INDICATORS
from metrics.questions import Question
from metrics.small import is_withheld

PAGE = Page("rankings", "/rankings", "Rankings", "list-numbers", 20, kept=True)


def leading(header: Header, state: State) -> str:
    """The indicator that is ranked by."""
    return state.get("indicator", header.pair[0])


def beside(header: Header, state: State) -> str:
    """The indicator shown beside it: the other one of the pair."""
    first, second = header.pair
    return second if leading(header, state) != second else first


def default_kinds(header: Header, units: pd.DataFrame) -> tuple[str, ...]:
    """The kinds shown at first: those of the plan's targets that ranked units have."""
    have = set(units[~units["is_parent"].astype(bool)]["kind"])
    named = header.plan.kinds if header.plan else ()
    return tuple(kind for kind in named if kind in have)


def asked_kinds(header: Header, units: pd.DataFrame, state: State) -> tuple[str, ...]:
    """The kinds of unit that the board is asked for; () for all."""
    if state.get("kind") == "all":
        return ()
    return state.many("kind") or default_kinds(header, units)


def question(
    header: Header, units: pd.DataFrame, state: State, indicator: str
) -> Question:
    """What the board is asked for an address."""
    return Question(
        indicator=indicator,
        plan=state.plan,
        window=state.get("window"),
        start=state.day("from"),
        as_of=state.as_of,
        kinds=asked_kinds(header, units, state),
        borders=borders.asked(state),
    )


def filters(state: State) -> dict[str, str]:
    """The filters beside the kinds, named for a reader."""
    status = state.get("status")
    named = {
        _("Former district"): state.get("district"),
        _("Overall status"): _(parts.STATUS_NAMES[status]) if status else "",
        _("Search a unit or Chair"): state.get("q"),
    }
    return {name: value for name, value in named.items() if value}


def kind_name(kind: object) -> str:
    """A kind of unit in the reader's language; a place's own word as it stands."""
    names = {
        "city": "City",
        "province": "Province",
        "ward": "Ward",
        "commune": "Commune",
        "special_zone": "Special zone",
        "center": "Service centre",
        "department": "Department",
        "group": "Group",
    }
    return _(names[str(kind)]) if kind in names else str(kind)


def controls(
    header: Header, units: pd.DataFrame, state: State, only: Collection[str] = ()
) -> Component:
    """The filters; `only`: the indicators that are told where one day and period of
    each is all that is."""
    return pickers.bar(
        [
            pickers.select(
                "indicator",
                _("Ranked by"),
                [
                    (about.key, _(about.name))
                    for about in INDICATORS
                    if not only or about.key in only
                ],
                leading(header, state),
                header.pair[0],
                width=240,
            ),
            pickers.select(
                "kind",
                _("Kinds of unit"),
                _kinds(header, units, state),
                state.get("kind"),
                ",".join(default_kinds(header, units)) or "all",
                width=130,
            ),
            *_district(units, state),
            _choice("status", _("Overall status"), _statuses(), state, "all", 140),
            *([] if only else _when(header, state)),
            pickers.text("q", _("Search a unit or Chair"), state.get("q"), "ba dinh"),
        ]
    )


def _when(header: Header, state: State) -> list[Component]:
    """Period, day and borders."""
    last = header.last_day.isoformat() if header.last_day else ""
    asked = state.as_of.isoformat() if state.as_of else ""
    return [
        _choice("window", _("Period"), _windows(), state, "plan", 150),
        pickers.day("as_of", _("As of"), asked, default=last, latest=last),
        *borders.switch(header, state),
    ]


def _choice(
    name: str,
    label: str,
    options: pickers.Options,
    state: State,
    default: str,
    width: int,
) -> Component:
    return pickers.select(name, label, options, state.get(name), default, width=width)


def _kinds(header: Header, units: pd.DataFrame, state: State) -> pickers.Options:
    """The plan's kinds together, each alone, and all."""
    usual = ",".join(default_kinds(header, units))
    alone = sorted(set(units["kind"]))
    words = dict.fromkeys(word for word in (usual, state.get("kind"), *alone) if word)
    words.pop("all", None)
    names = [(word, ", ".join(map(kind_name, word.split(",")))) for word in words]
    return [*names, ("all", _("All kinds"))]


def _statuses() -> pickers.Options:
    names = [(key, _(name)) for key, name in parts.STATUS_NAMES.items()]
    return [("all", _("All")), *names]


def _windows() -> pickers.Options:
    return [
        ("plan", _("As the plan says")),
        ("cumulative", _("Since the plan began")),
        ("month", _("This month")),
        ("week", _("This week")),
    ]


def _district(units: pd.DataFrame, state: State) -> list[Component]:
    names = sorted(set(units["former_district"]) - {"", None}, key=alphabetical)
    if not names:
        return []
    return [
        pickers.select(
            "district",
            _("Former district"),
            [("all", _("All")), *[(name, name) for name in names]],
            state.get("district"),
            "all",
            searchable=True,
            width=150,
        )
    ]


def content(
    table: Table, state: State, stale: Sequence[StaleSource] = ()
) -> list[Component]:
    """The page of a table that is not yet filtered; `stale`: the late sources."""
    shown = ranking_table.filtered(table, state)
    ranked, above = ranking_table.grid_rows(shown)
    drawn = table.first.reading.borders
    about = table.first.reading.indicator
    expected = table.expected
    return [
        *(completeness.before_ranking(expected, state) if expected else []),
        parts.card(
            [
                *stale_badge(stale, about.things),
                *held_line(table.first.held, state),
                grids.grid(
                    "ranking",
                    _("Ranking table"),
                    ranking_table.columns(table, state),
                    ranked,
                    context=ranking_table.context(state),
                    options={"pinnedTopRowData": above if len(ranked) else []},
                ),
                *_nothing_found(ranked),
                *borders.outside_note(table.first.outside, drawn, state),
                parts.note(standing.ranking_rule()),
                parts.note(standing.status_rule(table.first.reading)),
            ],
            _("Ranking by: {indicator}", indicator=_(about.name)),
            _subtitle(table, len(ranked)),
            html.Div(
                parts.download_buttons("ranking", paper=True),
                className="actions no-print",
            ),
            className="long",
        ),
    ]


def _subtitle(table: Table, shown: int) -> str:
    reading, frame = table.first.reading, table.first.frame
    ranked = frame[~frame["is_parent"].astype(bool)]
    if "former" in ranked:
        ranked = ranked[~ranked["former"].astype(bool)]
    closed = int(ranked["numerator"].map(is_withheld).sum())
    without = formats.number(int(ranked["rank"].isna().sum()) - closed)
    words = [
        _("{shown} of {all} units", shown=shown, all=formats.number(len(ranked))),
        _("{count} without enough data are not ranked", count=without),
        _("{count} withheld", count=formats.number(closed)) if closed else "",
        _period(table),
        _("red mark: target"),
        _("overall status: the worse of the two") if table.pair else "",
        "" if reading.official else _("not the plan's official reading"),
    ]
    return " · ".join(word for word in words if word)


def _period(table: Table) -> str:
    reading = table.first.reading
    if reading.indicator.basis == "catalogue" or reading.start is None:
        return _("on {day}", day=formats.day(reading.as_of))
    return _(
        "from {start} to {end}",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )


def _nothing_found(rows: list[ranking_table.Row]) -> list[Component]:
    return [] if rows else [parts.nothing(_("No unit fits these filters."))]


def empty() -> Component:
    """What stands here before any data."""
    return parts.card(parts.nothing(_("No data yet: load files to see a ranking.")))
