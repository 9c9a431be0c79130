"""What a Chair hands over, to take away."""

from __future__ import annotations

from dataclasses import replace

from board import Board
from core.language import _
from core.settings import Settings
from figures import formats
from figures.office import term_words
from metrics.answers import Header
from metrics.handover import Handover
from reports import asked, cover
from reports.carried import carrying
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Document, Line, table
from reports.unit import INDICATOR_COLUMNS


def file(board: Board, answer: Handover, form: str) -> File:
    """The sheet in the format `form` (reports/formats)."""
    return as_file(board, _asked(board, answer), form)


def printed_hash(board: Board, answer: Handover) -> str:
    """The hash of the sheet's table, as its files carry it; kept, for it is printed."""
    return carrying(board, _asked(board, answer)).hash


def _asked(board: Board, answer: Handover) -> Document:
    header = board.header(as_of=answer.as_of)
    made = document(answer, header, board.settings)
    about = asked.of_handover(answer)
    return replace(made, evaluation=answer.evaluation, asked=about)


def document(answer: Handover, header: Header, settings: Settings) -> Document:
    """The standing on the eve of a hand-over, of each indicator with a target."""
    title = _("Hand-over sheet")
    return Document(
        name=file_name(title, answer.unit_code, answer.unit_name, "", answer.day),
        title=f"{title}: {answer.unit_name} ({answer.unit_code})",
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(_("Handing over"), term_words(answer.before)),
            Line(_("Taking over"), term_words(answer.after)),
            Line(_("First day"), formats.day(answer.day)),
            Line(_("Decision"), answer.after.decision_no if answer.after else "–"),
            *cover.plan_lines(answer.plan),
            *cover.known_lines(
                answer.as_of, answer.known_at, answer.evaluation, settings
            ),
            *cover.rule_lines(settings),
        ),
        tables=(table(title, INDICATOR_COLUMNS, answer.rows),),
    )
