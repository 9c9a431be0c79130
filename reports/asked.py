"""How a table was asked for, as plain data, and the same table asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from board import Board
from metrics.answers import ChairsAnswer, Ranking, Trend, UnitAnswer
from metrics.handover import Handover
from metrics.procedure_figures import ProcedureFigures
from metrics.questions import Question, Reading
from reports import chairs, procedures, trend, unit
from reports.tables import Column, Table, table
from reports.words import RANKING


@dataclass(frozen=True)
class Kind:
    """A kind of table: its columns, and the keys that tell its rows apart."""

    columns: tuple[Column, ...]
    keys: tuple[str, ...]


KINDS = {
    "ranking": Kind(RANKING, ("unit_code",)),
    "trend": Kind(trend.COLUMNS, ("unit_code", "period_start", "period_end")),
    "unit": Kind(unit.INDICATOR_COLUMNS, ("indicator",)),
    "handover": Kind(unit.INDICATOR_COLUMNS, ("indicator",)),
    "chairs": Kind(chairs.COLUMNS, ("unit_code", "person")),
    "procedures": Kind(procedures.COLUMNS, ("unit_code", "procedure_code")),
}


def of_ranking(answer: Ranking, kinds: tuple[str, ...]) -> dict[str, Any]:
    """How a ranking was asked for."""
    return {"what": "ranking", **_reading(answer.reading), "kinds": list(kinds)}


def of_chairs(answer: ChairsAnswer) -> dict[str, Any]:
    """How a table of Chairs was asked for."""
    return {"what": "chairs", **_reading(answer.reading), "kinds": []}


def of_trend(answer: Trend) -> dict[str, Any]:
    """How a trend was asked for."""
    codes = list(dict.fromkeys(answer.frame["unit_code"]))
    about = _reading(answer.reading)
    published = answer.as_published
    return {"what": "trend", **about, "units": codes, "step": answer.step} | {
        "published": published
    }


def of_unit(answer: UnitAnswer, plan: str, as_of: date) -> dict[str, Any]:
    """How a unit's page was asked for."""
    borders = next(iter(answer.readings.values())).borders
    about = {"plan": plan, "as_of": as_of.isoformat(), "borders": borders}
    return {"what": "unit", "code": str(answer.unit["code"]), **about}


def of_handover(answer: Handover) -> dict[str, Any]:
    """How a hand-over sheet was asked for."""
    day = answer.day.isoformat()
    plan = answer.plan.key if answer.plan else ""
    about = {"code": answer.unit_code, "day": day, "plan": plan}
    return {"what": "handover", **about}


def of_procedures(answer: ProcedureFigures) -> dict[str, Any]:
    """How the figures of procedures were asked for."""
    about = {"unit": answer.unit_code, "procedure": answer.procedure_code}
    return {"what": "procedures", **_reading(answer.reading), **about}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "indicator": reading.indicator.key,
        "plan": reading.plan.key if reading.plan else "",
        "window": reading.window,
        "start": reading.start.isoformat() if reading.start else None,
        "as_of": reading.as_of.isoformat(),
        "borders": reading.borders,
    }


def again(board: Board, asked: Mapping[str, Any]) -> Table | None:
    """The same table as known now; None for one that holds no figures. Raises
    UsageError where the plan, the unit or the day is no longer known."""
    kind = KINDS.get(asked["what"])
    if kind is None:
        return None
    return table("", kind.columns, _ROWS[asked["what"]](board, asked))


def _question(asked: Mapping[str, Any]) -> Question:
    return Question(
        asked["indicator"],
        asked["plan"],
        asked["window"],
        _day(asked["start"]),
        _day(asked["as_of"]),
        tuple(asked.get("kinds", ())),
        asked["borders"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _ranking(board: Board, asked: Mapping[str, Any]) -> Any:
    return board.ranking(_question(asked)).frame


def _chairs(board: Board, asked: Mapping[str, Any]) -> Any:
    return chairs.rows(board.chairs(_question(asked)))


def _procedures(board: Board, asked: Mapping[str, Any]) -> Any:
    about = (_question(asked), asked["unit"], asked["procedure"])
    return board.by_procedure(*about).frame


def _trend(board: Board, asked: Mapping[str, Any]) -> Any:
    question = _question(asked)
    return board.trend(
        question.indicator,
        tuple(asked["units"]) or ("",),
        question.plan,
        question.start,
        question.as_of,
        asked["step"],
        asked["published"],
        question.borders,
    ).frame


def _unit(board: Board, asked: Mapping[str, Any]) -> Any:
    day, borders = _day(asked["as_of"]), asked["borders"]
    return unit.rows(board.unit(asked["code"], asked["plan"], "", day, borders))


def _handover(board: Board, asked: Mapping[str, Any]) -> Any:
    day = date.fromisoformat(asked["day"])
    return board.handover(asked["code"], day, asked["plan"]).rows


_ROWS = {
    "handover": _handover,
    "ranking": _ranking,
    "chairs": _chairs,
    "trend": _trend,
    "unit": _unit,
    "procedures": _procedures,
}
