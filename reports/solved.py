"""Who solved which procedure, to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from board import Board
from core.language import _
from figures import formats
from figures.solved import did_words, rule_words
from metrics.solvers import Said, Solved, Solver
from reports import cover
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Cell, Column, Document, Line, table

COLUMNS = (
    Column("procedure_code", "Procedure code", "text"),
    Column("procedure_name", "Procedure", "text", 44),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 28),
    Column("chair", "Chair in office", "text", 22),
    Column("since", "Higher since the week of", "day"),
    Column("before_online", "Online before", "whole"),
    Column("before_received", "Received before", "whole"),
    Column("before", "Share before", "share"),
    Column("after_online", "Online after", "whole"),
    Column("after_received", "Received after", "whole"),
    Column("after", "Share after", "share"),
    Column("rise", "Rise, points", "points"),
    Column("rise_low", "Rise, lower limit (95 %)", "points"),
    Column("rise_high", "Rise, upper limit (95 %)", "points"),
    Column("newest_online", "Online in the newest weeks", "whole"),
    Column("newest_received", "Received in the newest weeks", "whole"),
    Column("others_before_online", "All others: online before", "whole"),
    Column("others_before_received", "All others: received before", "whole"),
    Column("others_after_online", "All others: online after", "whole"),
    Column("others_after_received", "All others: received after", "whole"),
    Column("happened", "What happened there then", "text", 60),
)


def document(
    board: Board, answer: Solved, rows: Sequence[Solver], said: Said, plan: str = ""
) -> Document:
    """`rows`: those of `answer` that are taken away, in its order; `said`: what the
    reader is told of what units said and promised."""
    title, units = _("Who solved a procedure"), board.units()
    names = dict(zip(units["code"], units["name"], strict=True))
    header = board.header(plan, as_of=answer.as_of)
    known = (header.as_of, header.known_at, header.evaluation)
    days = [formats.day(day) for day in (answer.first, answer.last) if day]
    return Document(
        name=file_name(title, answer.last or answer.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, board.settings.timezone),
            Line(_("Weeks looked at"), " – ".join(days) or formats.NOTHING),
            Line(_("Pairs with enough dossiers"), formats.number(answer.looked)),
            Line(_("Rule"), rule_words(answer.rule)),
            *cover.known_lines(*known, board.settings),
        ),
        tables=(table(title, COLUMNS, [_row(r, answer, said, names) for r in rows]),),
        evaluation=header.evaluation,
        asked={"what": "solved"},
    )


def _row(
    one: Solver, answer: Solved, said: Said, names: Mapping[str, str]
) -> dict[str, Cell]:
    rise = one.rise
    parts = {
        "before": rise.before,
        "after": rise.after,
        "newest": rise.newest,
        "others_before": rise.others_before,
        "others_after": rise.others_after,
    }
    counted: dict[str, Cell] = {}
    for name, counts in parts.items():
        online, received = counts or (None, None)
        counted |= {f"{name}_online": online, f"{name}_received": received}
    did = [*one.own, *said.get((one.unit_code, one.procedure_code), ())]
    return counted | {
        "procedure_code": one.procedure_code,
        "procedure_name": answer.names[one.procedure_code],
        "unit_code": one.unit_code,
        "unit_name": names.get(one.unit_code, one.unit_code),
        "chair": one.person,
        "since": one.since,
        "before": rise.before[0] / rise.before[1],
        "after": rise.after[0] / rise.after[1],
        "rise": rise.rise.value,
        "rise_low": rise.rise.low,
        "rise_high": rise.rise.high,
        "happened": "; ".join(f"{formats.day(d.day)}: {did_words(d)}" for d in did),
    }


def file(
    board: Board,
    answer: Solved,
    rows: Sequence[Solver],
    said: Said,
    form: str,
    plan: str = "",
) -> File:
    """The same in the format `form` (reports/formats)."""
    return as_file(board, document(board, answer, rows, said, plan), form)


def everything(board: Board, plan: str = "", as_of: date | None = None) -> Document:
    """All of it, with all that was said and promised."""
    answer = board.solved(plan, as_of)
    return document(board, answer, answer.found, board.solved_said(answer), plan)
