"""Terms of office: all units, one unit with its form, or one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions import terms as actions
from core.errors import UsageError
from layouts import parts
from layouts.pages import terms as page
from layouts.state import State
from layouts.terms import entry, form, words
from metrics.handing import CORRECT
from metrics.terms import Term, TermsAnswer

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """Search and filter."""
    return page.controls(state)


def show(board: Board, state: State) -> list[Any]:
    """The page at an address."""
    if state.get("entry"):
        return one_entry(board, state.whole("entry") or 0, state)
    answer = board.terms()
    if state.get("unit"):
        return _unit(board, answer, state)
    return page.content(answer, actions.newest(board.db), state)


def one_entry(board: Board, number: int, state: State) -> list[Any]:
    """An entry, and what it would change."""
    found = actions.preview(board.db, board.settings, number)
    names = _names(board.terms())
    told = entry.Told(
        names.get(found.kept.entry.unit_code, found.kept.entry.unit_code),
        found.spans,
        found.terms,
        [names.get(code, code) for code in found.elsewhere],
        board.accounts_of_chairs(),
        found.other,
        found.changed_since,
    )
    return entry.entry_cards(found.kept, told, state)


def _names(answer: TermsAnswer) -> dict[str, str]:
    rows = answer.frame.to_dict("records")
    return {
        row["unit_code"]: parts.unit_name({str(k): v for k, v in row.items()})
        for row in rows
    }


def _unit(board: Board, answer: TermsAnswer, state: State) -> list[Any]:
    code = state.get("unit")
    names = _names(answer)
    if code not in names:
        raise UsageError("There is no unit “{code}”.", code=code)
    terms = answer.by_unit.get(code, ())
    cards = [form.unit_card(names[code], code, terms, state)]
    what = state.get("do")
    if what not in words.WHAT:
        return cards
    chair = board.holder(code)
    wanted = (
        state.get("term") if what == CORRECT else f"{chair.starts_on}|{chair.person}"
    )
    return [form.form_card(what, _term(terms, wanted), state), *cards]


def _term(terms: Any, wanted: str) -> Term | None:
    """The term of a unit that an address names."""
    day, _bar, person = wanted.partition("|")
    found = (
        one
        for one in terms
        if one.person == person and one.starts_on.isoformat() == day
    )
    return next(found, None)
