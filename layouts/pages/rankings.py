"""The units by any indicator, with counts, gap, movement and Chair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import alphabetical, fold
from figures import formats
from layouts import grids, parts, pickers, standing
from layouts.pages import Page
from layouts.state import State, href
from metrics.answers import Header, Question, Ranking
from metrics.indicators import INDICATORS

PAGE = Page("rankings", "/rankings", "Rankings", "list-numbers", 20)
WINDOWS = ("cumulative", "month", "week")


def leading(header: Header, state: State) -> str:
    """The indicator that is ranked by."""
    return state.get("indicator", header.pair[0])


def beside(header: Header, state: State) -> str:
    """The indicator shown beside it: the other one of the pair."""
    return (
        header.pair[1] if leading(header, state) != header.pair[1] else header.pair[0]
    )


def default_kinds(header: Header, units: pd.DataFrame) -> tuple[str, ...]:
    """The kinds shown at first: those of the plan's targets that ranked units have."""
    have = set(units[~units["is_parent"].astype(bool)]["kind"])
    named = header.plan.kinds if header.plan else ()
    return tuple(kind for kind in named if kind in have)


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
        kinds=_asked_kinds(header, units, state),
    )


def _asked_kinds(header: Header, units: pd.DataFrame, state: State) -> tuple[str, ...]:
    if state.get("kind") == "all":
        return ()
    return state.many("kind") or default_kinds(header, units)


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


def controls(header: Header, units: pd.DataFrame, state: State) -> Component:
    """The filters and the buttons to take the table away."""
    return pickers.bar(
        [
            pickers.select(
                "indicator",
                _("Ranked by"),
                [(about.key, _(about.name)) for about in INDICATORS],
                leading(header, state),
                header.pair[0],
                width=270,
            ),
            pickers.select(
                "kind",
                _("Kinds of unit"),
                _kinds(header, units, state),
                state.get("kind"),
                ",".join(default_kinds(header, units)) or "all",
                width=170,
            ),
            *_district(units, state),
            pickers.select(
                "status",
                _("Status"),
                _statuses(),
                state.get("status"),
                "all",
                width=150,
            ),
            pickers.select(
                "window",
                _("Period"),
                _windows(),
                state.get("window"),
                "plan",
                width=170,
            ),
            pickers.day(
                "as_of",
                _("As of"),
                state.as_of.isoformat() if state.as_of else "",
                default=header.last_day.isoformat() if header.last_day else "",
                latest=header.last_day.isoformat() if header.last_day else "",
            ),
            pickers.text("q", _("Search a unit or Chair"), state.get("q"), "ba dinh"),
        ],
        parts.download_buttons("ranking"),
    )


def _kinds(header: Header, units: pd.DataFrame, state: State) -> list[tuple[str, str]]:
    """The plan's kinds together, every kind, and each alone."""
    usual = ",".join(default_kinds(header, units))
    alone = sorted(set(units["kind"]))
    words = dict.fromkeys(word for word in (usual, state.get("kind"), *alone) if word)
    words.pop("all", None)
    names = [(word, ", ".join(map(kind_name, word.split(",")))) for word in words]
    return [*names, ("all", _("All kinds"))]


def _statuses() -> list[tuple[str, str]]:
    names = [(key, _(name)) for key, name in parts.STATUS_NAMES.items()]
    return [("all", _("All")), *names]


def _windows() -> list[tuple[str, str]]:
    words = {
        "cumulative": _("Since the plan began"),
        "month": _("This month"),
        "week": _("This week"),
    }
    return [("plan", _("As the plan says")), *[(key, words[key]) for key in WINDOWS]]


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
            width=180,
        )
    ]


def content(
    first: Ranking, second: Ranking, state: State, basis_pair: tuple[str, str]
) -> list[Component]:
    """The page: `first` ranks, `second` stands beside it. A status filter and the
    status shown are the worse of the two where both are of the pair."""
    both = {first.reading.indicator.key, second.reading.indicator.key}
    others = {row["unit_code"]: row for row in standing.rows(second.frame)}
    rows = [
        _row(row, others.get(row["unit_code"]), both == set(basis_pair), first)
        for row in standing.rows(first.frame)
    ]
    shown = [row for row in rows if _wanted(row, state)]
    parents = [row for row in shown if row["parent"]]
    ranked = [row for row in shown if not row["parent"]]
    table = grids.grid(
        "ranking",
        _("Ranking table"),
        _columns(first, second, state),
        ranked,
        context={"unit": _unit_address(state), "row": 48, "phoneRow": 84},
        options={"pinnedTopRowData": parents} if parents else None,
    )
    return [
        parts.card(
            [
                table,
                *_nothing_found(ranked),
                parts.note(standing.ranking_rule()),
                parts.note(standing.status_rule(first.reading)),
            ],
            _("Ranking by: {indicator}", indicator=_(first.reading.indicator.name)),
            _subtitle(first, len(ranked)),
            className="long",
        )
    ]


def _subtitle(ranking: Ranking, shown: int) -> str:
    frame = ranking.frame[~ranking.frame["is_parent"].astype(bool)]
    without = int(frame["rank"].isna().sum())
    reading = ranking.reading
    words = [
        _("{shown} of {all} units", shown=shown, all=formats.number(len(frame))),
        _("{count} without enough data are not ranked", count=without),
        _period(ranking),
        _("red mark: target"),
    ]
    if not reading.official:
        words.insert(0, _("not the plan's official reading"))
    return " · ".join(word for word in words if word)


def _period(ranking: Ranking) -> str:
    reading = ranking.reading
    if reading.indicator.basis == "catalogue" or reading.start is None:
        return _("on {day}", day=formats.day(reading.as_of))
    return _(
        "from {start} to {end}",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )


def _unit_address(state: State) -> str:
    return href("/units/{unit}", state).replace("%7B", "{").replace("%7D", "}")


def _cell(row: dict[str, Any] | None) -> dict[str, Any] | None:
    if row is None or row["value"] is None:
        return None
    return {
        "value": row["value"],
        "text": formats.percent(row["value"]),
        "counts": formats.counts(row["numerator"], row["denominator"]),
        "target": row["target"],
    }


def _row(
    row: dict[str, Any], other: dict[str, Any] | None, pair: bool, ranking: Ranking
) -> dict[str, Any]:
    things = ranking.reading.indicator.things
    status = standing.worse(row["status"], (other or {}).get("status") if pair else "")
    name, chair = parts.unit_name(row), standing.chair_words(row)
    moved = row["change_7d"]
    return {
        "code": row["unit_code"],
        "rank": row["rank"],
        "name": name,
        "search": fold(f"{name} {row['unit_name']} {chair} {row['unit_code']}"),
        "kind": row["kind"],
        "district": row["former_district"] or "",
        "parent": bool(row["is_parent"]),
        "chair": chair,
        "first": row["value"],
        "firstCell": _cell(row),
        "second": (other or {}).get("value"),
        "secondCell": _cell(other),
        "gap": -row["gap"] if row["missing"] else None,
        "points": formats.points(row["gap"]) if row["missing"] else "",
        "missing": _missing(row, things) if row["missing"] else "",
        "gapText": _short_gap(row) if row["missing"] else "",
        "change": moved,
        "changeKind": "" if not moved else "up" if moved > 0 else "down",
        "changeText": formats.change(moved),
        "places": _places(row),
        "status": status,
        "statusText": _status_text(status),
    }


def _short_gap(row: dict[str, Any]) -> str:
    return _("missing {missing}", missing=formats.number(row["missing"]))


def _missing(row: dict[str, Any], things: str) -> str:
    return f"{formats.number(row['missing'])} {parts.things_word(things)}"


def _places(row: dict[str, Any]) -> str:
    if row["rank"] is None or row["previous_rank"] is None:
        return ""
    return _("{moved} places", moved=formats.places(row["rank"], row["previous_rank"]))


def _status_text(status: str) -> str:
    if not status:
        return ""
    return f"{parts.STATUS_SIGNS[status]} {_(parts.STATUS_NAMES[status])}"


def _wanted(row: dict[str, Any], state: State) -> bool:
    district, status = state.get("district"), state.get("status")
    if row["parent"]:
        return not (district or status or state.get("q"))
    return (
        (not district or row["district"] == district)
        and (not status or row["status"] == status)
        and fold(state.get("q")) in row["search"]
    )


def _nothing_found(rows: Sequence[object]) -> list[Component]:
    return [] if rows else [parts.nothing(_("No unit fits these filters."))]


def _measure_column(ranking: Ranking, state: State, place: str) -> dict[str, Any]:
    about = ranking.reading.indicator
    goal = ranking.whole["target"]
    title = _(about.short)
    if formats.known(goal):
        title = _("{name} (target {share})", name=title, share=formats.target(goal))
    own = {name: state.get(name) for name in ("window", "from")}
    to = href("/data", state, indicator=about.key, unit="{unit}", **own)
    to = to.replace("%7B", "{").replace("%7D", "}")
    return grids.number_column(
        place,
        title,
        cellRenderer="Measure",
        type=None,
        width=230,
        minWidth=118,
        context={"cell": f"{place}Cell", "href": to, "wide": place == "second"},
    )


def _columns(first: Ranking, second: Ranking, state: State) -> list[dict[str, Any]]:
    wide = {"wide": True}
    return [
        grids.number_column("rank", _("Rank"), width=62, minWidth=56)
        | {"sortingOrder": ["asc", "desc", None]},
        grids.text_column(
            "name", _("Unit"), cellRenderer="Unit", width=190, minWidth=130, context={}
        ),
        grids.text_column("chair", _("Chair"), width=150, minWidth=100, context=wide),
        _measure_column(first, state, "first"),
        _measure_column(second, state, "second"),
        grids.number_column(
            "gap",
            _("Missing, points"),
            cellRenderer="Lines",
            width=104,
            minWidth=92,
            context=wide | {"first": "points", "second": "missing", "kind": ""},
        ),
        grids.number_column(
            "change",
            _("7 days, points"),
            cellRenderer="Lines",
            width=92,
            minWidth=84,
            context=wide
            | {"first": "changeText", "second": "places", "kind": "changeKind"},
        ),
        grids.text_column(
            "status",
            _("Status"),
            cellRenderer="Status",
            width=140,
            minWidth=132,
            context=wide,
        ),
    ]


def empty() -> Component:
    """What stands here before any data."""
    return html.Div(parts.nothing(_("No data yet: load files to see a ranking.")))
