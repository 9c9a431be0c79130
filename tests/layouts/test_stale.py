"""A late source is told wherever its numbers stand, in both languages."""

from dataclasses import replace

import pandas as pd
import pytest

from callbacks.pages import chairs, overview, procedures, rankings, unit
from core.language import set_language
from layouts import shell
from layouts.sources.connections import connections_card
from layouts.sources.loads import sources_card
from layouts.stale import stale_badge, stale_line
from layouts.state import read
from metrics.freshness import StaleSource
from reports import cover
from store.sources import CONNECTION_COLUMNS
from tests.layouts.components import texts, within
from tests.layouts.made_up import PageBoard

SINCE = "2025-07-22T01:00:00Z"
DOSSIERS = StaleSource("portal", "Một cửa", SINCE, ("dossiers",))
SERVICES = StaleSource("catalogue", "Danh mục", "2025-07-20", ("services",))
NEVER = StaleSource("new", "Cổng mới", "", ("dossiers",))
BADGE = "▲ số liệu cũ"


def board(*stale: StaleSource) -> PageBoard:
    return PageBoard(stale=stale)


def test_every_page_names_the_late_sources_and_since_when():
    said = texts(shell.date_line(board(DOSSIERS, NEVER).header()))

    assert "▲ Dữ liệu đã cũ: Một cửa (từ 22/7/2025 08:00), Cổng mới" in said
    assert "Cổng mới (chưa có dữ liệu nào)" in said


def test_of_many_late_sources_a_line_names_three():
    many = [replace(NEVER, title=f"S{number}") for number in range(5)]

    said = texts(stale_line(many))

    assert "S2 (chưa có dữ liệu nào) và 2 nguồn khác" in said


def test_it_is_said_in_english_too():
    set_language("en")

    assert texts(stale_line([DOSSIERS])).startswith("▲ Out of date: Một cửa (since 22")
    assert texts(stale_badge([NEVER])) == "▲ out of date"


@pytest.mark.parametrize(
    ("basis", "late", "marks"),
    [
        ("procedures", SERVICES, 2),
        ("procedures", DOSSIERS, 0),
        ("dossiers", DOSSIERS, 2),
        ("dossiers", SERVICES, 0),
    ],
)
def test_figures_of_the_overview_that_hang_on_it_are_marked(basis, late, marks):
    shown = overview.show(board(late), read("/", f"?basis={basis}"))

    assert texts(shown).count(BADGE) == marks


@pytest.mark.parametrize(
    ("search", "late", "marked"),
    [
        ("", SERVICES, True),
        ("", DOSSIERS, False),
        ("?indicator=online_dossiers", DOSSIERS, True),
        ("?indicator=online_dossiers", SERVICES, False),
    ],
)
def test_a_ranking_that_hangs_on_it_is_marked(search, late, marked):
    shown = rankings.show(board(late), read("/rankings", search))

    assert (BADGE in texts(shown)) is marked


def test_a_unit_is_marked():
    state = read("/units/00004", "?basis=dossiers", "00004")

    assert BADGE in texts(unit.show(board(DOSSIERS), state))
    assert BADGE not in texts(unit.show(board(), state))


@pytest.mark.parametrize(
    ("page", "path", "late", "marked"),
    [
        (chairs, "/chairs", SERVICES, True),
        (chairs, "/chairs", DOSSIERS, False),
        (procedures, "/procedures", SERVICES, True),
        (procedures, "/procedures", DOSSIERS, True),
    ],
)
def test_tables_of_chairs_and_procedures_are_marked(page, path, late, marked):
    """Both bases stand in the table of procedures; Chairs stand by the leading one."""
    assert (BADGE in texts(page.show(board(late), read(path, "")))) is marked


def test_nothing_is_said_where_nothing_is_late():
    assert stale_line(()) == []
    assert stale_badge((), "dossiers") == []
    assert "Dữ liệu đã cũ" not in texts(shell.date_line(board().header()))


def test_the_earliest_is_told_and_the_names_are_in_reach():
    later = replace(DOSSIERS, title="Sổ", since="2025-07-23T01:00:00Z")

    [badge] = stale_badge([later, DOSSIERS], "dossiers")

    assert texts(badge) == "▲ số liệu cũ, từ 22/7/2025 08:00"
    assert badge.title == "Sổ (từ 23/7/2025 08:00), Một cửa (từ 22/7/2025 08:00)"


def test_the_cover_of_what_is_taken_away_says_it():
    header = board(DOSSIERS, NEVER).header()

    lines = cover.place_lines(header, "Asia/Ho_Chi_Minh")

    told = [line.text for line in lines if line.label == "Dữ liệu đã cũ"]
    assert told == ["Một cửa: từ 22/7/2025 08:00", "Cổng mới: chưa có dữ liệu nào"]


def source_row(source: str) -> dict[str, object]:
    return {
        "source": source,
        "kind": "dossiers",
        "last_load": SINCE,
        "last_day": None,
        "rows": 5,
        "stale_days": 400,
    }


def test_only_the_late_source_is_marked_among_the_sources():
    rows = pd.DataFrame([source_row("portal"), source_row("never_expected")])

    card = sources_card(rows, (DOSSIERS,), demo=False)

    names = [str(getattr(one, "className", "")) for one in within(card)]
    marked = [name for name in names if "stale" in name]
    assert texts(card).count(BADGE) == 1
    assert len(marked) == 2, "the line above, and the row"


def test_a_system_that_is_left_alone_stands_with_its_reason_and_next_try():
    row = {
        "source": "portal",
        "state": "open",
        "failures": 4,
        "opened_at": SINCE,
        "next_try_at": "2025-07-22T03:00:00Z",
        "tried_at": SINCE,
        "succeeded_at": "",
        "mark": "2025-07-21T08:00:00",
        "message": "portal: lỗi 500.",
    }
    frame = pd.DataFrame([row], columns=list(CONNECTION_COLUMNS), dtype=object)

    said = texts(connections_card(frame))

    assert "▲ Tạm ngừng sau khi lỗi từ 22/7/2025 08:00 portal: lỗi 500. 4" in said
    assert said.endswith("– 22/7/2025 10:00")


def test_a_system_in_use_is_not_marked():
    row = dict.fromkeys(CONNECTION_COLUMNS, "")
    row |= {"source": "portal", "state": "closed", "failures": 0}
    frame = pd.DataFrame([row], dtype=object)

    said = texts(connections_card(frame))

    assert "Đang hoạt động" in said and "▲" not in said
