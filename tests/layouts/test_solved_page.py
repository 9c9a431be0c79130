"""Who solved a procedure, in words: on its page, in a gap list, on a unit's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.language import set_language
from layouts.names import Named
from layouts.pages import solved as page
from layouts.solved.beside import done_by, unit_card
from layouts.solved.listed import LISTED
from layouts.state import State
from metrics.intervals import Span
from metrics.solved import Rise
from metrics.solvers import ANSWERED, EVENT, SERVICE, Did, Solved, Solver
from tests.layouts.components import links, texts
from tests.layouts.made_up import RULE

UNITS = {
    code: {"name": name, "name_en": english}
    for code, name, english in (
        ("A", "Phường Ba Đình", "Ba Dinh Ward"),
        ("B", "Phường Ngọc Hà", "Ngoc Ha Ward"),
        ("C", "Xã Ô Diên", "O Dien Commune"),
    )
}
RISE = Rise(3, (2, 100), (60, 120), (31, 60), (9, 300), (20, 400), Span(0.48, 0.4, 0.6))
DID = Did(date(2025, 6, 12), EVENT, "Tổ lưu động", "5 thôn")


@pytest.fixture(autouse=True)
def english():
    set_language("en")


def solver(unit="A", procedure="p", **more):
    return Solver(unit, procedure, date(2025, 6, 16), RISE, "Bà Mai", (DID,), **more)


def answer(*found):
    days = (date(2025, 7, 24), date(2025, 5, 5), date(2025, 7, 20))
    names = {"p": "Đăng ký khai sinh", "q": "Chứng thực"}
    return Solved(RULE, *days, 40, found, names, {"p": "Hộ tịch", "q": ""})


def about(**asked):
    return Named(UNITS, State(path="/solved", lang="en").having(**asked))


def shown(told, said=None, **asked):
    return texts(page.content(told, said or {}, about(**asked)))


def test_each_share_stands_with_its_counts_and_the_day_it_speaks_of():
    told = shown(answer(solver()))

    for words in ("2.0%", "2/100", "50.0%", "60/120", "▲ 48.0", "3.0% → 5.0%"):
        assert words in told
    assert "9/300 → 20/400" in told
    assert "newest weeks: 51.7% (31/60)" in told
    assert "higher since the week of 16/6/2025" in told
    assert "12/6/2025: Tổ lưu động: 5 thôn" in told
    assert "Chair: Bà Mai" in told
    assert "not because of what is named beside it" in told


def test_what_was_said_is_shown_where_it_is_handed_over_and_leads_to_its_request():
    long = "x" * 500
    said = {("A", "p"): (Did(date(2025, 6, 20), ANSWERED, "staff", long, 7),)}
    made = page.content(answer(solver()), said, about())

    assert "Too few officers, or not trained" in texts(made)
    assert long not in texts(made)
    assert "/dialogue?lang=en&id=7" in links(made)
    service = Did(date(2025, 6, 20), SERVICE, "none", "full")
    with_service = answer(replace(solver(), own=(service,)))
    assert "Not offered online → End to end online" in shown(with_service)
    assert "nothing is on record" in shown(answer(replace(solver(), own=())))


def test_no_others_are_told_as_such_and_never_as_zero():
    alone = replace(RISE, others_before=None, others_after=None)

    assert "no dossiers" in shown(answer(replace(solver(), rise=alone)))


def test_an_address_narrows_to_a_procedure_a_unit_or_words_without_accents():
    told = answer(solver("A", "p"), solver("B", "p"), solver("B", "q"))

    assert "2 units, 2 procedures" in shown(told)
    assert "1 units, 1 procedures" in shown(told, procedure="q")
    assert "Only: Chứng thực" in shown(told, procedure="q")
    assert "Only: Ngoc Ha Ward" in shown(told, unit="B")
    assert "Ba Dinh" in shown(told, q="khai sinh")
    assert "Ngoc Ha Ward" not in shown(told, q="ba dinh")
    assert "Take a filter away" in shown(told, q="zzz")


def test_what_is_empty_says_why():
    assert "takes 6 whole weeks" in shown(Solved(RULE, date(2025, 7, 24)))
    assert "Nobody solved a procedure so far" in shown(answer())


def test_a_long_list_is_cut_and_can_be_asked_for():
    told = answer(*(solver() for _ in range(LISTED + 1)))

    assert "List all 21 rows" in shown(told)
    assert "List all" not in shown(told, list="all")


def test_a_gap_list_names_others_alone_those_of_similar_volume_first():
    told = answer(*(solver(code) for code in "ABC"))

    def named(code, peers):
        return texts(done_by(told, "p", code, peers, about()))

    assert "2 units solved it" in named("A", ())
    assert named("A", ("C",)).index("O Dien") < named("A", ("C",)).index("Ngoc Ha")
    assert "Ba Dinh" not in named("A", ())
    assert "2.0% (2/100) → 50.0% (60/120) since 16/6" in named("A", ())
    assert done_by(told, "q", "A", (), about()) == []
    assert done_by(None, "p", "A", (), about()) == []


def test_a_unit_page_says_what_the_unit_solved_and_nothing_where_it_solved_none():
    told = texts(unit_card(answer(solver()), "A", about()))

    assert "2.0% (2/100) → 50.0% (60/120) since the week of 16/6/2025" in told
    assert unit_card(answer(solver()), "B", about()) == []
    assert unit_card(None, "A", about()) == []
