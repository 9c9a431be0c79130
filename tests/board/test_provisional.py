"""Recent days are provisional, told from how much past days grew."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from board import Board
from callbacks import notices
from callbacks.pages import rankings, trends
from layouts.state import read
from metrics.questions import Question
from reports.files import ranking_document, trend_document
from tests import make
from tests.layouts.components import texts

FIRST = date(2025, 6, 20)
# Eleven days of which an office hands in nine dossiers of ten at once, the tenth later.
PAST = [(FIRST + timedelta(days=n)).isoformat() for n in range(11)]
RECENT = ["2025-07-16", "2025-07-17"]


def received(days: list[str], first: int, last: int, **values: str) -> list[make.Row]:
    return [
        make.dossier(dossier_code=f"{day}-{n}", received_at=day, **values)
        for day in days
        for n in range(first, last)
    ]


@pytest.fixture
def grown(engine, filled, clock) -> Board:
    """Loaded on two days."""
    clock.move_to("2025-07-01T17:00:00+07:00")
    plan = [*make.place(), make.target("online_dossiers", starts_on=FIRST.isoformat())]
    board = filled(engine, "grown", [*plan, *received(PAST, 0, 9)])
    if board.provisional().curve is None:
        clock.move_to("2025-07-18T17:00:00+07:00")
        tenth = received(PAST, 9, 10, channel="counter")
        make.load(board.db, board.settings, *tenth, *received(RECENT, 0, 9))
    clock.move_to("2025-07-24T17:00:00+07:00")
    return board


def test_days_are_as_complete_as_past_days_were_so_soon(grown):
    found = grown.provisional()

    # So soon after, only the last of the past days were loaded.
    assert (found.curve.days, found.curve.after(14)) == (11, Fraction(9, 10))
    assert found.days[date(2025, 7, 17)] == Fraction(9, 110)
    assert found.days[date(2025, 7, 16)] == Fraction(18, 110)
    assert (found.known, found.expected) == (18, 110 + 55)


def test_a_load_without_dossiers_completes_no_day(grown):
    before = grown.provisional()
    make.load(grown.db, grown.settings, make.event("Họp giao ban", day="2025-07-20"))

    assert grown.provisional() == before


def test_a_trend_names_them_and_what_its_denominators_may_become(grown):
    trend = grown.trend("online_dossiers", (make.GOOD,))

    assert trend.provisional.reached_by(date(2025, 7, 17))
    # 110 of the past, 9 of 16/7 that are 18/110 of it, 9 of 17/7 that are 9/110.
    assert trend.expected[make.GOOD, date(2025, 7, 16)] == 110 + 55
    assert trend.expected[make.GOOD, date(2025, 7, 17)] == 110 + 55 + 110
    assert (make.GOOD, date(2025, 6, 30)) not in trend.expected


def test_neither_the_catalogue_nor_earlier_days_are_provisional(grown):
    catalogue = grown.trend("online_procedures", (make.GOOD,))
    earlier = grown.trend("online_dossiers", (make.GOOD,), end=date(2025, 6, 30))

    assert (catalogue.provisional, earlier.provisional) == (None, None)
    assert (catalogue.expected, earlier.expected) == ({}, {})


def test_rankings_and_their_file_say_so(grown):
    said = texts(rankings.show(grown, read("/rankings", "?indicator=online_dossiers")))
    document = ranking_document(grown, grown.ranking(Question("online_dossiers")))

    assert "Số tạm tính." in said
    assert "Các ngày tạm tính" in [line.label for line in document.cover]
    header = grown.header()
    before = read("/rankings", "?as_of=2025-06-30")
    assert notices.notices(grown, before, header, "online_dossiers") == []


def test_both_readings_are_drawn_with_the_gap_between_them(grown):
    state = read("/trends", f"?known=both&indicator=online_dossiers&units={make.GOOD}")
    trend = trends.ask(grown, state, grown.header())
    said = texts(trends.show(grown, state))

    # 30/6 was published as 99 of 99, and is 99 of 110 now.
    for part in ("đã chốt: 100,00 %, chênh: ▼ 10,00", "chưa chốt số", "(tạm tính)"):
        assert part in said
    second = trend_document(grown, trend).tables[1]
    assert (second.title, len(second.rows)) == (
        "Theo số đã chốt",
        len(trend.published),
    )


def test_too_short_a_history_says_that_nothing_can_be_told(cast_board):
    said = texts(trends.show(cast_board, read("/trends", "?indicator=online_dossiers")))

    assert cast_board.provisional().curve is None
    assert "chưa đủ 10 ngày" in said
    assert "Điểm rỗng" not in said
