"""Which Chairs opened their unit's page, week by week, to take away."""

from __future__ import annotations

from datetime import date
from typing import Any

from board import Board
from core.language import _
from figures import formats
from metrics.usage import BY_DELEGATE, NO_ACCOUNT, NOT_OPENED, OPENED, Usage
from reports import cover
from reports.chairs import YES_NO
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Column, Document, Line, table

# So many weeks, the one that runs among them.
WEEKS = 8
STATES = {
    OPENED: "Opened",
    BY_DELEGATE: "Opened by a delegate alone",
    NOT_OPENED: "Not opened",
    NO_ACCOUNT: "No account",
}
COLUMNS = (
    Column("week", "Week from", "day"),
    Column("until", "Until", "day"),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("person", "Chair", "text", 28),
    Column("acting", "Acting", "word", 8, YES_NO),
    Column("state", "The unit's page", "word", 26, STATES),
    Column("new", "In office since this week", "word", 8, YES_NO),
)


def file(board: Board, form: str) -> File:
    """The newest weeks first, of the Chairs in office at the end of each (of this week,
    today), as far as the reader reads the dialogue."""
    title, weeks = _("Pages opened by Chairs"), board.usage_weeks(WEEKS)
    header, units = board.header(), board.units()
    names = dict(zip(units["code"], units["name"], strict=True))
    rows = [row for one, last in weeks for row in _rows(one, last, names)]
    known = cover.known_lines(
        header.as_of, header.known_at, header.evaluation, board.settings
    )
    rule = _(
        "Kept is that the page was opened in a week, by the Chair or a delegate, and "
        "nothing else. A week in which nobody opened any page is left out."
    )
    made = Document(
        name=file_name(title, weeks[0][1]),
        title=title,
        cover=(
            *cover.place_lines(header, board.settings.timezone),
            Line(title, rule),
            Line(_("Weeks"), formats.number(len(weeks))),
            *known,
        ),
        tables=(table(title, COLUMNS, rows),),
    )
    return as_file(board, made, form)


def _rows(one: Usage, last: date, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "week": one.week,
            "until": last,
            "unit_code": use.unit_code,
            "unit_name": names.get(use.unit_code, ""),
            "person": use.person,
            "acting": str(int(use.acting)),
            "state": use.state,
            "new": str(int(use.new)),
        }
        for use in one.uses
    ]
