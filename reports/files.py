"""Answers as files: (name, bytes), to save or to send. What a reader sees and what a
command prints are made of the same documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from board import Board
from board.integrity import Evidence
from metrics.answers import ChairsAnswer, Header, Ranking, Trend, UnitAnswer
from metrics.citation import file_mark
from metrics.doubted import BOTH, DoubtsAsked
from metrics.expected import Expected
from metrics.procedure_figures import ProcedureFigures
from metrics.questions import Question, Reading
from metrics.residuals import fitting
from metrics.revisions import Revised, Revision
from reports import (
    asked,
    chairs,
    completeness,
    cover,
    doubts,
    evidence,
    procedures,
    ranking,
    reconciliation,
    rejected,
    revisions,
    trend,
    unit,
    unusual,
)
from reports.carried import carrying
from reports.formats import known_format
from reports.tables import Document

File = tuple[str, bytes]


def ranking_document(
    board: Board,
    answer: Ranking,
    kinds: tuple[str, ...] = (),
    filters: Mapping[str, str] | None = None,
) -> Document:
    """A ranking; `kinds` and `filters` say by what its rows were chosen."""
    header = _header(board, answer.reading)
    expected = _expected(board, answer.reading, kinds)
    about = (kinds, filters, expected)
    told = ranking.document(answer, header, board.settings, *about)
    made = _with_recent(board, _with_deadline(board, told, answer.reading), answer)
    return _asked(made, answer.reading.evaluation, asked.of_ranking(answer, kinds))


def _expected(
    board: Board, reading: Reading, kinds: tuple[str, ...]
) -> Expected | None:
    """Who lacks data in the window of a reading; None of one reopened."""
    if reading.reopened:
        return None
    plan = reading.plan.key if reading.plan else ""
    key, window = reading.indicator.key, reading.window
    return board.completeness(
        Question(
            key, plan, window, reading.start, reading.as_of, kinds, reading.borders
        )
    )


def trend_document(board: Board, answer: Trend) -> Document:
    """A trend of units."""
    made = trend.document(answer, _header(board, answer.reading), board.settings)
    return _asked(made, answer.reading.evaluation, asked.of_trend(answer))


def unit_document(
    board: Board, answer: UnitAnswer, plan: str = "", as_of: date | None = None
) -> Document:
    """A unit's page, asked for with this plan and day."""
    header = board.header(plan, as_of=as_of)
    told = unit.document(answer, header, board.settings)
    made = _with_deadline(board, told, answer.readings[header.pair[0]])
    key = header.plan.key if header.plan else ""
    return _asked(made, header.evaluation, asked.of_unit(answer, key, header.as_of))


def chairs_document(board: Board, answer: ChairsAnswer) -> Document:
    """The Chairs in office."""
    made = chairs.document(answer, _header(board, answer.reading), board.settings)
    return _asked(made, answer.reading.evaluation, asked.of_chairs(answer))


def procedures_document(board: Board, answer: ProcedureFigures) -> Document:
    """The figures of single procedures."""
    header = _header(board, answer.reading)
    made = procedures.document(answer, header, board.settings)
    about = asked.of_procedures(answer)
    return _asked(made, answer.reading.evaluation, about)


def rejected_document(
    board: Board, load: int | None = None, units: frozenset[str] | None = None
) -> Document:
    """The rejected rows of a load, or all there are; those of `units` alone, where
    the reader is to see no others."""
    header = board.header()
    rows = board.rejected(load, units)
    made = rejected.document(rows, load, header, board.settings)
    return _asked(made, header.evaluation, {"what": "rejected", "load": load})


def _asked(made: Document, number: int | None, about: Mapping[str, object]) -> Document:
    return replace(made, evaluation=number, asked=about)


def completeness_document(board: Board, plan: str, as_of: date | None) -> Document:
    """Who brought what was expected of them."""
    header = board.header(plan, as_of=as_of)
    kinds = header.plan.kinds if header.plan else ()
    question = Question(header.pair[0], plan, as_of=as_of, kinds=kinds)
    expected = board.completeness(question)
    made = completeness.document(expected, header, board.settings)
    return _asked(made, header.evaluation, {"what": "completeness"})


def reconciliation_document(
    board: Board, result: str = "", why: str = "", unit: str = ""
) -> Document:
    """Figures beside what they are compared with: those with this result, comparison
    and unit ("" is any)."""
    header = board.header()
    rows = fitting(board.data().reconciliation, result, why, unit)
    made = reconciliation.document(rows, header, board.settings)
    return _asked(made, header.evaluation, {"what": "reconciliation"})


def unusual_document(board: Board, unit_code: str = "") -> Document:
    """What lies far from its earlier weeks, of one unit or ("") of all."""
    header, answer = board.header(), board.unusual()
    made = unusual.document(answer, answer.of(unit_code), header, board.settings)
    return _asked(made, header.evaluation, {"what": "unusual"})


def ranking_file(
    board: Board,
    answer: Ranking,
    form: str,
    kinds: tuple[str, ...] = (),
    filters: Mapping[str, str] | None = None,
) -> File:
    """`ranking_document` in the format `form` (reports/formats)."""
    return as_file(board, ranking_document(board, answer, kinds, filters), form)


def trend_file(board: Board, answer: Trend, form: str) -> File:
    """`trend_document` in the format `form`."""
    return as_file(board, trend_document(board, answer), form)


def unit_file(
    board: Board,
    answer: UnitAnswer,
    form: str,
    plan: str = "",
    as_of: date | None = None,
) -> File:
    """`unit_document` in the format `form`."""
    return as_file(board, unit_document(board, answer, plan, as_of), form)


def chairs_file(board: Board, answer: ChairsAnswer, form: str) -> File:
    """`chairs_document` in the format `form`."""
    return as_file(board, chairs_document(board, answer), form)


def doubts_file(board: Board, form: str, asked: DoubtsAsked) -> File:
    """The doubtful rows that count, by unit and procedure, in the format `form`."""
    header, asked = board.header(), replace(asked, by=BOTH)
    made = doubts.document(board.doubts(asked), asked, header, board.settings)
    told = _asked(made, header.evaluation, {"what": "doubts"})
    return as_file(board, told, form)


def procedures_file(board: Board, answer: ProcedureFigures, form: str) -> File:
    """`procedures_document` in the format `form`."""
    return as_file(board, procedures_document(board, answer), form)


def completeness_file(
    board: Board, form: str, plan: str = "", as_of: date | None = None
) -> File:
    """`completeness_document` in the format `form`."""
    return as_file(board, completeness_document(board, plan, as_of), form)


def reconciliation_file(board: Board, form: str, **chosen: str) -> File:
    """`reconciliation_document` in the format `form`."""
    return as_file(board, reconciliation_document(board, **chosen), form)


def unusual_file(board: Board, form: str, unit_code: str = "") -> File:
    """`unusual_document` in the format `form`."""
    return as_file(board, unusual_document(board, unit_code), form)


def rejected_file(
    board: Board,
    form: str,
    load: int | None = None,
    units: frozenset[str] | None = None,
) -> File:
    """`rejected_document` in the format `form`."""
    return as_file(board, rejected_document(board, load, units), form)


def revisions_file(
    board: Board, found: tuple[Revised, Revision | None] | None, form: str
) -> File:
    """What became of published numbers; `found` is None where none was."""
    revised, revision = found or (None, None)
    header = board.header()
    told = revisions.document(revised, revision, header, board.settings)
    return as_file(board, _asked(told, header.evaluation, {"what": "revisions"}), form)


def evidence_file(board: Board, answer: Evidence, form: str) -> File:
    """The dossiers a signal points at, in the format `form`."""
    header = board.header(as_of=answer.unit.as_of)
    made = evidence.document(answer, header, board.settings)
    told = _asked(made, header.evaluation, {"what": "evidence"})
    return as_file(board, told, form)


def looked_rejected_file(
    board: Board, form: str, rows: pd.DataFrame, file: str
) -> File:
    """The `rows` of a file that a look would reject (as board.rejected), in the format
    `form`. It speaks of no evaluation, and so carries no hash to be checked by."""
    made = rejected.looked_document(rows, file, board.header(), board.settings)
    return f"{made.name}.{form}", known_format(form).to_file(made)


def as_file(board: Board, document: Document, form: str) -> File:
    """Name and bytes as people open them. Raises UsageError for an unknown format."""
    carrier = known_format(form)
    made = _sourced(board, carrying(board, document), form)
    name = document.name
    if not carrier.covered:
        # Its content is the table alone, so that its name carries the rest.
        name = f"{name}_{file_mark(document.evaluation, made.hash)}"
    return f"{name}.{form}", carrier.to_file(made)


def as_stream(board: Board, document: Document, form: str) -> bytes:
    """The bytes as programs read them from standard output."""
    made = _sourced(board, carrying(board, document), form)
    return known_format(form).to_stream(made)


def _sourced(board: Board, document: Document, form: str) -> Document:
    """With the newest loads, where the format has room for them."""
    # What was loaded is no part of what was published.
    if not known_format(form).covered or board.scope.published_only:
        return document
    return replace(document, sources=cover.sources(board.data().loads))


def _with_deadline(board: Board, document: Document, reading: Reading) -> Document:
    """With a line on what was frozen at the plan's deadline, if it was."""
    if reading.plan is None or reading.reopened:
        return document
    asked = Question(reading.indicator.key, reading.plan.key)
    found = board.frozen_deadline(asked)
    if found is None:
        return document
    line = cover.deadline_line(found, board.settings)
    return replace(document, cover=(*document.cover, line))


def _with_recent(board: Board, document: Document, answer: Ranking) -> Document:
    """With a line on the provisional days that a ranking of dossiers holds."""
    reading = answer.reading
    if reading.reopened or reading.indicator.basis == "catalogue":
        return document
    recent = board.provisional()
    if recent is None or not recent.reached_by(reading.as_of):
        return document
    return replace(document, cover=(*document.cover, *cover.recent_lines(recent)))


def _header(board: Board, reading: Reading) -> Header:
    # A plan that was published may no longer be known.
    plan = reading.plan.key if reading.plan and not reading.reopened else ""
    return board.header(plan, as_of=reading.as_of)
