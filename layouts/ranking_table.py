"""The ranking as rows and columns of a grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from core.language import _
from core.names import fold
from figures import formats
from layouts import completeness, grids, parts, standing
from layouts.disputes.marks import mark_words
from layouts.integrity.guardrails import mark_text
from layouts.state import State, href
from metrics import plain
from metrics.answers import Ranking
from metrics.expected import Expected
from metrics.small import is_withheld

Row = dict[str, Any]
_WIDE = {"wide": True}


@dataclass(frozen=True)
class Table:
    """`first` ranks, `second` stands beside it; `pair`: they are a plan's pair, so a
    unit's overall status is the worse of its two. `expected`: who lacks data;
    `hollow`: units whose rise is marked."""

    first: Ranking
    second: Ranking
    pair: bool
    expected: Expected | None = None
    hollow: frozenset[str] = frozenset()

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of `first`."""
        return plain.rows(self.first.frame)

    @cached_property
    def beside(self) -> dict[str, Row]:
        """The rows of `second` by unit code."""
        return {row["unit_code"]: row for row in plain.rows(self.second.frame)}

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The overall status by unit code."""
        others = self.beside if self.pair else {}
        return {
            row["unit_code"]: standing.worse(
                row["status"], others.get(row["unit_code"], {}).get("status")
            )
            for row in self.rows
        }


def filtered(table: Table, state: State) -> Table:
    """The table without the units that the address filters out; a parent stands only
    while nothing is filtered."""
    statuses = table.statuses
    keep = [_wanted(row, statuses[row["unit_code"]], state) for row in table.rows]
    if all(keep):
        return table
    first = replace(table.first, frame=table.first.frame[keep])
    return replace(table, first=first)


def _wanted(row: Row, status: str, state: State) -> bool:
    district, asked, words = (state.get(name) for name in ("district", "status", "q"))
    if row["is_parent"]:
        return not (district or asked or words)
    searched = fold(
        f"{row['unit_name']} {row['name_en'] or ''} {row['chair'] or ''} "
        f"{row['unit_code']}"
    )
    return (
        (not district or row["former_district"] == district)
        and (not asked or status == asked)
        and fold(words) in searched
    )


def grid_rows(table: Table) -> tuple[list[Row], list[Row]]:
    """The ranked units' rows, and those of the parents that stand above them: at
    least the whole, which the kinds asked for usually leave out."""
    others, statuses = table.beside, table.statuses
    marks = completeness.marks(table.expected) if table.expected else {}
    things = table.first.reading.indicator.things
    ranked: list[Row] = []
    parents: list[Row] = []
    for row in table.rows:
        code = row["unit_code"]
        made = _row(row, others.get(code), statuses[code], things)
        made |= {"lacks": marks[code]} if code in marks else {}
        made |= {"hollow": mark_text()} if code in table.hollow else {}
        beside = table.first.beside.get(code)
        made |= {"disputed": mark_words(beside)} if beside else {}
        (parents if row["is_parent"] else ranked).append(made)
    return ranked, parents or _whole(table, things)


def _whole(table: Table, things: str) -> list[Row]:
    """The row of the whole; none where several roots have no name together."""
    row, other = (plain.row(answer.whole) for answer in (table.first, table.second))
    if not row["unit_code"]:
        return []
    status = standing.worse(row["status"], other["status"] if table.pair else "")
    return [_row(row, other, status, things)]


def _row(row: Row, other: Row | None, status: str, things: str) -> Row:
    moved = row["change_7d"]
    return {
        "code": row["unit_code"],
        "rank": row["rank"],
        "name": _name(row),
        "chair": standing.chair_words(row),
        "first": row["value"],
        "firstCell": _cell(row),
        "second": (other or {}).get("value"),
        "secondCell": _cell(other),
        **(_gap(row, things) if row["missing"] else {"gap": None}),
        "change": None if moved is None else round(moved, 9),
        "changeKind": "" if not moved else "up" if moved > 0 else "down",
        "changeText": formats.change(moved),
        "places": _places(row),
        "status": status,
    }


def _name(row: Row) -> str:
    name = parts.unit_name(row)
    return _("{name} – no longer in force", name=name) if row.get("former") else name


def _gap(row: Row, things: str) -> Row:
    missing = formats.number(row["missing"])
    return {
        "gap": round(-row["gap"], 9),
        "points": formats.points(row["gap"]),
        "missing": f"{missing} {parts.things_word(things)}",
    }


def _cell(row: Row | None) -> Row | None:
    """A share with its bar, counts and the sign of its own status."""
    if row is None:
        return None
    if is_withheld(row["numerator"]):
        words = {"text": _("withheld"), "counts": parts.counted(row)}
        return {**words, "value": None}
    if row["value"] is None:
        return None
    return {
        "value": round(row["value"], 4),
        "text": formats.percent(row["value"]),
        "counts": formats.counts(row["numerator"], row["denominator"]),
        "target": row["target"],
        "status": row["status"],
    }


def context(state: State) -> Row:
    """What the cells of every row share: addresses, the statuses' signs and words,
    row heights in pixels (112: five lines on a phone)."""
    words = {
        status: [parts.STATUS_SIGNS[status], _(name)]
        for status, name in parts.STATUS_NAMES.items()
    }
    unit = address("/units/{unit}", state)
    return {"unit": unit, "statuses": words, "row": 48, "phoneRow": 112}


def _places(row: Row) -> str:
    if row["rank"] is None or row["previous_rank"] is None:
        return ""
    if row["rank"] == row["previous_rank"]:
        return _("same place")
    return _("rank {moved}", moved=formats.places(row["rank"], row["previous_rank"]))


def address(path: str, state: State, **own: str) -> str:
    """A link with the place `{unit}` left open for the browser to fill."""
    return href(path, state, **own).replace("%7B", "{").replace("%7D", "}")


def _measure(ranking: Ranking, state: State, field: str) -> Mapping[str, Any]:
    about, goal = ranking.reading.indicator, ranking.whole["target"]
    title = _(about.short)
    if formats.known(goal):
        title = _("{name} (target {share})", name=title, share=formats.target(goal))
    own = {name: state.get(name) for name in ("window", "from", "evaluation")}
    to = address(parts.behind(state), state, indicator=about.key, unit="{unit}", **own)
    return grids.number_column(
        field,
        title,
        cellRenderer="Measure",
        type=None,
        width=230,
        minWidth=118,
        context={"cell": f"{field}Cell", "href": to, "wide": field == "second"},
    )


def _lines(
    field: str, title: str, width: int, first: str, second: str, kind: str = ""
) -> Mapping[str, Any]:
    marks = {"first": first, "second": second, "kind": kind}
    return grids.number_column(
        field,
        title,
        cellRenderer="Lines",
        width=width,
        minWidth=84,
        context=_WIDE | marks,
    )


def columns(table: Table, state: State) -> list[Mapping[str, Any]]:
    """The columns; those marked wide go on a phone, where the unit's cell says more."""
    rank = grids.number_column("rank", _("Rank"), width=62, minWidth=56)
    unit = {"cellRenderer": "Unit", "width": 190, "minWidth": 156, "context": {}}
    chair = {"width": 150, "minWidth": 100, "context": _WIDE}
    overall = {"cellRenderer": "Status", "width": 140, "minWidth": 132}
    if table.hollow:  # The words of the mark are longer than those of any status.
        overall |= {"width": 176, "minWidth": 168}
    return [
        rank | {"sortingOrder": ["asc", "desc", None]},
        grids.text_column("name", _("Unit"), **unit),
        grids.text_column("chair", _("Chair"), **chair),
        _measure(table.first, state, "first"),
        _measure(table.second, state, "second"),
        _lines("gap", _("Missing, points"), 116, "points", "missing"),
        _lines("change", _("7 days, points"), 92, "changeText", "places", "changeKind"),
        grids.text_column(
            "status",
            _("Overall status") if table.pair else _("Status"),
            context=_WIDE,
            **overall,
        ),
    ]
