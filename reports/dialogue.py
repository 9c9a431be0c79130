"""The dialogue to take away: one long table of all that was asked, said, promised,
graded, told and paused, in the order of its moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from board import Board
from core.language import _
from figures import formats
from figures.dialogue import STATES, VERDICTS, state_of, title_of
from metrics.checkins import CONFIDENCE, CheckIn, Weekly
from metrics.commitments import Commitment, Graded
from metrics.dialogue import CAUSES, Request
from metrics.grading import REASONS
from metrics.indicators import INDICATORS
from metrics.ladder import OFFICES, OUTCOMES, Rung, Step
from metrics.requests import RequestRule
from reports import cover
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Column, Document, Line, table

# What a row is; values are catalogue keys.
KINDS = {
    "request": "Request",
    "answered": "Answer",
    "agreed": "Agreed in a meeting",
    "accepted": "Answer accepted",
    "returned": "Answer returned",
    "commented": "Comment",
    "paused": "Pause of the steps",
    "resumed": "End of a pause",
    "commitment": "Commitment",
    "grade": "Grade",
    "step": "Step of escalation",
    "check_in": "Check-in",
    "check_in_figure": "Figure shown with a check-in",
    "no_check_in": "Week without a check-in",
}
_NAMES = {one.key: one.name for one in INDICATORS}
_FIGURE = ("indicator", "numerator", "denominator")
COLUMNS = (
    Column("kind", "What it is", "word", 22, KINDS),
    Column("id", "Number", "whole"),
    Column("request", "Request", "whole"),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 28),
    Column("day", "Day", "day"),
    Column("at", "Moment", "moment", 18),
    Column("who", "Who", "text", 20),
    Column("title", "What is asked", "text", 34),
    Column("text", "Text", "text", 48),
    Column("state", "State", "word", 24, STATES),
    Column("person", "Who answers", "text", 22),
    Column("cause", "Cause", "word", 28, CAUSES),
    Column("indicator", "Indicator", "word", 28, _NAMES),
    Column("about", "Procedure or group", "text", 18),
    Column("gain", "Gain, points", "points"),
    Column("owner", "Who sees to it", "text", 22),
    Column("due_on", "By when", "day"),
    Column("verdict", "Grade", "word", 18, VERDICTS),
    Column("reason", "Reason", "word", 30, REASONS),
    Column("gained", "Gained, points", "points"),
    Column("beyond", "Beyond units alike, points", "points"),
    Column("late", "Days late", "whole"),
    Column("told", "Told", "text", 44),
    Column("week_on", "Week from", "day"),
    Column("confidence", "Confidence", "word", 18, CONFIDENCE),
    Column("numerator", "Counted", "whole"),
    Column("denominator", "Counted of", "whole"),
    Column("evaluation", "Evaluation number", "whole"),
)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What is taken away: as the reader may know of it."""

    requests: Sequence[Request]
    commitments: Sequence[Commitment]
    grades: Mapping[int, Sequence[Graded]]
    steps: Sequence[Step]
    weekly: Mapping[str, Weekly]

    @classmethod
    def of(cls, board: Board, units: frozenset[str] | None) -> Told:
        """All of `units` (None: of all)."""
        return cls(
            board.requests(units),
            board.commitments(units),
            board.grades(units),
            board.steps(units),
            board.checkins(units),
        )

    def fitting(self, requests: Sequence[Request], codes: Iterable[str]) -> Told:
        """Only `requests` with all that hangs on them, and the check-ins of `codes`."""
        numbers, units = {one.id for one in requests}, set(codes)
        return Told(
            requests,
            [one for one in self.commitments if one.request_id in numbers],
            self.grades,
            [one for one in self.steps if one.request_id in numbers],
            {code: one for code, one in self.weekly.items() if code in units},
        )


def made(
    board: Board, told: Told, filters: Mapping[str, str] | None = None
) -> Document:
    """The document; `filters`: names and values of those that it was chosen by."""
    title, header = _("Dialogue"), board.header()
    units = board.units()
    names = dict(zip(units["code"], units["name"], strict=True))
    rows = [
        {**row, "unit_name": names.get(row["unit_code"], "")}
        for row in _rows(board, told)
    ]
    about = (header.as_of, header.known_at, header.evaluation)
    return Document(
        name=file_name(title, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, board.settings.timezone),
            Line(_("Requests"), formats.number(len(told.requests))),
            *(Line(name, value) for name, value in (filters or {}).items() if value),
            *cover.known_lines(*about, board.settings),
        ),
        tables=(table(title, COLUMNS, rows),),
        evaluation=header.evaluation,
        asked={"what": "dialogue"},
    )


def file(
    board: Board, told: Told, form: str, filters: Mapping[str, str] | None = None
) -> File:
    """The same in the format `form` (reports/formats)."""
    return as_file(board, made(board, told, filters), form)


def _rows(board: Board, told: Told) -> list[Row]:
    day, rules = board.dialogue_day(), board.dialogue_rules()
    by_key = {rule.key: rule for rule in rules.requests}
    rows: list[Row] = []
    for one in told.requests:
        rows += [_request(one, state_of(one, day), by_key), *_entries(one)]
    for promise in told.commitments:
        rows += [_promise(promise), *_grades(promise, told.grades.get(promise.id, ()))]
    rows += [_step(one, rules.ladder) for one in told.steps]
    for weekly in told.weekly.values():
        for given in weekly.given.values():
            rows += [row for one in given for row in _check_in(one)]
        missed = weekly.missed(day)
        about = {"kind": "no_check_in", "unit_code": weekly.unit_code}
        rows += [{**about, "week_on": week_on} for week_on in missed]
    # What has no moment of its own, a week without, stands last.
    return sorted(rows, key=lambda row: (row.get("at") or "~", row.get("id") or 0))


def _request(one: Request, state: str, rules: Mapping[str, RequestRule]) -> Row:
    counts = {name: one.facts.get(name) for name in ("numerator", "denominator")}
    return counts | {
        "kind": "request",
        "id": one.id,
        "request": one.id,
        "unit_code": one.unit_code,
        "day": one.day,
        "at": one.at,
        "who": one.who,
        "title": title_of(one, rules),
        "text": one.text,
        "state": state,
        "person": one.person,
        "indicator": one.indicator,
        "due_on": one.due,
        "evaluation": one.facts.get("evaluation"),
    }


def _entries(one: Request) -> list[Row]:
    return [
        {
            "kind": entry.what,
            "id": entry.id,
            "request": one.id,
            "unit_code": one.unit_code,
            "day": entry.day,
            "at": entry.at,
            "who": entry.who,
            "text": entry.text,
            "cause": entry.cause,
            "due_on": entry.due_on,
        }
        for entry in one.entries
    ]


def _promise(one: Commitment) -> Row:
    return {
        "kind": "commitment",
        "id": one.id,
        "request": one.request_id,
        "unit_code": one.unit_code,
        "day": one.day,
        "at": one.at,
        "who": one.who,
        "indicator": one.indicator,
        "about": one.procedure_code or one.field,
        "gain": float(one.promised),
        "owner": one.owner,
        "due_on": one.due_on,
    }


def _grades(one: Commitment, graded: Sequence[Graded]) -> list[Row]:
    return [
        {
            "kind": "grade",
            "id": grade.id,
            "request": one.request_id,
            "unit_code": one.unit_code,
            "day": grade.day,
            "at": grade.at,
            "who": grade.who,
            "indicator": one.indicator,
            "gain": float(one.promised),
            "due_on": one.due_on,
            "verdict": grade.verdict,
            "reason": grade.reason,
            "gained": (grade.facts.get("gained") or [None])[0],
            "beyond": (grade.facts.get("beyond") or [None])[0],
            "evaluation": grade.evaluation,
        }
        for grade in graded
    ]


def _step(one: Step, rungs: Sequence[Rung]) -> Row:
    titles = {rung.key: rung.title for rung in rungs}
    told = (
        f"{_(OFFICES.get(x.office, x.office))} {x.person} ({_(OUTCOMES[x.outcome])})"
        for x in one.told
    )
    return {
        "kind": "step",
        "id": one.id,
        "request": one.request_id,
        "unit_code": one.unit_code,
        "day": one.day,
        "at": one.at,
        "who": one.who,
        "title": _(titles.get(one.rung, one.rung)),
        "due_on": one.due_on,
        "late": one.late,
        "told": "; ".join(told),
    }


def _check_in(one: CheckIn) -> list[Row]:
    """What was said, and a row for each figure that was shown then."""
    about = {"id": one.id, "unit_code": one.unit_code, "week_on": one.week_on}
    about |= {"day": one.day, "at": one.at, "evaluation": one.facts["evaluation"]}
    said = {"who": one.who, "text": one.text, "confidence": one.confidence}
    figures = [
        {
            "kind": "check_in_figure",
            **about,
            **{name: figure.get(name) for name in _FIGURE},
        }
        for figure in one.facts["figures"]
    ]
    return [{"kind": "check_in", **about, **said}, *figures]
