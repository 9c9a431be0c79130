"""What the commands answer: the bytes of a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from board import Board
from board.opening import open_board
from core.errors import UsageError
from core.settings import settings
from metrics.questions import Question
from metrics.residuals import beyond
from reports import definitions as pages
from reports import dialogue as said
from reports import disputes as disputed
from reports import exemptions as exempt
from reports import messages
from reports import solved as solvers
from reports.dialogue import Told
from reports.files import (
    as_file,
    as_stream,
    ranking_document,
    reconciliation_document,
    trend_document,
    unusual_document,
)
from reports.formats import COMMANDED, known_format
from reports.tables import Document
from reports.verify import verify as verified


def ranking(asked: argparse.Namespace) -> bytes:
    """The ranking table. Raises UsageError for a key or word that is not known."""
    _in_order(asked.start, asked.as_of)
    form = _form(asked)
    about = (asked.indicator, asked.plan, asked.window, asked.start, asked.as_of)
    question = Question(*about, asked.kind, asked.borders)
    with open_board(settings()) as board:
        answer = board.ranking(question, asked.evaluation)
        return _bytes(board, ranking_document(board, answer, asked.kind), form, asked)


def trend(asked: argparse.Namespace) -> bytes:
    """The trend table. Raises UsageError for a key or code that is not known."""
    _in_order(asked.start, asked.to)
    form = _form(asked)
    with open_board(settings()) as board:
        # To a database without any unit no code is wrong: rows without values.
        empty = board.units().empty
        units = ("",) if empty else tuple(dict.fromkeys(asked.unit))
        days = (asked.start, asked.to)
        answer = board.trend(
            asked.indicator, units, asked.plan, *days, asked.step, borders=asked.borders
        )
        if empty:
            answer = replace(answer, frame=_unknown(answer.frame, asked.unit))
        return _bytes(board, trend_document(board, answer), form, asked)


def _unknown(frame: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """The rows of the whole, under each of the codes."""
    rows = [frame.assign(unit_code=code) for code in dict.fromkeys(codes)]
    return pd.concat(rows, ignore_index=True)


def definitions(asked: argparse.Namespace) -> bytes:
    """docs/indicators.md."""
    return pages.markdown().encode("utf-8")


def verify(asked: argparse.Namespace) -> bytes:
    """What became of a file that was taken away; `asked.code` is 1 where it is not
    current. Raises KpiError when it cannot be read."""
    with open_board(settings()) as board:
        checked = verified(board, asked.file)
    asked.code = 0 if checked.answer == "current" else 1
    return ("\n".join(checked.lines) + "\n").encode("utf-8")


def reconciliation(asked: argparse.Namespace) -> bytes:
    """Figures beside what they are compared with; `asked.code` is 1 where one lies
    beyond what is tolerated."""
    form = _form(asked)
    with open_board(settings()) as board:
        asked.code = int(len(beyond(board.data().reconciliation)) > 0)
        return _bytes(board, reconciliation_document(board), form, asked)


def unusual(asked: argparse.Namespace) -> bytes:
    """Weeks that lie far from earlier ones. Raises SettingsError where the office's
    checks cannot be read."""
    form = _form(asked)
    with open_board(settings()) as board:
        return _bytes(board, unusual_document(board), form, asked)


def disputes(asked: argparse.Namespace) -> bytes:
    """All disputes and incidents."""
    form = _form(asked)
    with open_board(settings()) as board:
        return _bytes(board, disputed.made(board, board.disputes(None)), form, asked)


def exemptions(asked: argparse.Namespace) -> bytes:
    """All exemptions."""
    form = _form(asked)
    with open_board(settings()) as board:
        return _bytes(board, exempt.document(board), form, asked)


def solved(asked: argparse.Namespace) -> bytes:
    """Who solved a procedure. Raises SettingsError where its rule cannot be read."""
    form = _form(asked)
    with open_board(settings()) as board:
        return _bytes(board, solvers.everything(board), form, asked)


def dialogue(asked: argparse.Namespace) -> bytes:
    """All of the dialogue. Raises SettingsError where its rules cannot be read."""
    form = _form(asked)
    with open_board(settings()) as board:
        told = Told.of(board, None)
        return _bytes(board, said.made(board, told), form, asked)


def mail(asked: argparse.Namespace) -> bytes:
    """All messages to readers."""
    form = _form(asked)
    with open_board(settings()) as board:
        return _bytes(board, messages.document(board), form, asked)


def _in_order(first: object, last: object) -> None:
    if first is not None and last is not None and first > last:  # type: ignore[operator]
        raise UsageError(
            "The first day {first} lies after the last day {last}.",
            first=first,
            last=last,
        )


def _form(asked: argparse.Namespace) -> str:
    """The format asked for, else the one that --out ends with, else CSV."""
    ending = asked.out.suffix.lstrip(".").lower() if asked.out else ""
    form = asked.format or (ending if ending in COMMANDED else "csv")
    if known_format(form).binary and asked.out is None and sys.stdout.isatty():
        raise UsageError("A workbook is nothing to read here: name a file with --out.")
    return form


def _bytes(
    board: Board, document: Document, form: str, asked: argparse.Namespace
) -> bytes:
    if asked.out is None:
        return as_stream(board, document, form)
    return as_file(board, document, form)[1]
