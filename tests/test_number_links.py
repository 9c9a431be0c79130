"""From every figure on every page one link leads to its passport, and the passport
speaks of that very figure: same unit, same days, same value."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from dash import Dash

from app import create_app
from board import Board
from callbacks.downloads import file_for
from core.language import set_language
from figures import formats
from layouts import state as address
from layouts.pages import number, page_at, pages
from layouts.shell import menu
from reports import files
from reports.carried import digest
from reports.verify import verify_content
from store.engine import open_database
from tests import make
from tests.asking import components, content
from tests.conftest import settings_for

# Addresses that show figures, with days and windows other than the usual.
SHOWN = (
    ("/", ""),
    ("/", "?basis=procedures"),
    ("/", "?as_of=2025-07-12"),
    ("/rankings", "?kind=all"),
    ("/rankings", "?indicator=online_procedures&kind=ward,commune"),
    ("/rankings", "?window=month&kind=all"),
    ("/trends", ""),
    ("/trends", "?step=week&units=00004,00070"),
    ("/trends", "?indicator=online_procedures&from=2025-07-05"),
    ("/trends", "?known=published"),
    ("/units", ""),
    ("/units/00004", ""),
    ("/units/01", "?as_of=2025-07-15"),
    ("/chairs", ""),
    ("/chairs", "?indicator=online_procedures"),
    ("/definitions", ""),
    ("/integrity", ""),
    ("/integrity", "?unit=00004&signal=one_reference"),
    ("/number", ""),
    ("/rankings", "?evaluation=1&kind=all"),
    ("/revisions", "?indicator=online_dossiers&evaluation=1"),
)
PERCENT = re.compile(r"([\d.,]+)\s?%")


@pytest.fixture(scope="module")
def app(filled_once) -> Dash:
    return create_app(filled_once.settings, filled_once)


@pytest.fixture(scope="module")
def filled_once(sqlite_template, tmp_path_factory) -> Iterator[Board]:
    """The cast with a few dossiers of June, so that months and eves differ, and a
    correction, so that something was revised."""
    var = tmp_path_factory.mktemp("links") / "var"
    shutil.copytree(sqlite_template, var)
    settings = settings_for(var)
    db = open_database(settings)
    june = make.dossiers(make.GOOD, "2025-06-20", 1, of=4)
    make.load(db, settings, *make.cast(), *june)
    make.load(db, settings, *make.dossiers(make.LATE, "2025-07-12", 3, of=5))
    yield Board(db, settings)
    db.close()


def words(node: Any) -> str:
    """All texts of a component in JSON."""
    if isinstance(node, dict):
        return words(node.get("props", {}).get("children"))
    if isinstance(node, list):
        return "".join(map(words, node))
    return "" if node is None else str(node)


def figure_links(page: Any) -> Iterator[tuple[str, str]]:
    """(address, what it reads) of every link to a passport, grids included."""
    for one in components(page):
        href = str(one["props"].get("href") or "")
        if href.startswith("/number") and "number" in str(one["props"]["className"]):
            yield href, words(one)
        if one["type"] == "AgGrid":
            yield from cell_links(one["props"])


def cell_links(grid: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for column in grid["columnDefs"]:
        about = column.get("context") or {}
        if not str(about.get("href", "")).startswith("/number"):
            continue
        above = grid["dashGridOptions"].get("pinnedTopRowData") or []
        for row in [*grid["rowData"], *above]:
            cell = row[about["cell"]]
            if cell is not None:
                yield about["href"].replace("{unit}", row["code"]), cell["text"]


def read(board: Board, href: str, text: str) -> list[str]:
    """The values that the passport at an address reads, with the decimals of `text`:
    as known now, and as published where an evaluation is named."""
    parts = urlsplit(href)
    state = address.read(parts.path, f"?{parts.query}")
    header = board.header(state.plan, state.basis, state.as_of)
    asked, unit = number.question(state, header)
    decimals = PERCENT.search(text)
    digits = len(re.split("[.,]", decimals[1])[-1]) if decimals else 2
    values = [board.passport(asked, unit).row["value"]]
    evaluation = state.whole("evaluation")
    if evaluation is not None:
        told = board.verdict_of(evaluation, asked, unit)
        values = [one and one.value for one in (told.then, told.now)]
    return [formats.percent(value, digits) for value in values]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("path", "search"), SHOWN)
def test_every_figure_leads_to_its_own_passport(
    app, filled_once, path, search, language
):
    if language == "en":
        search = f"{search}&lang=en" if search else "?lang=en"
    links = list(figure_links(content(app, path, search)))
    set_language(language)

    wrong = [
        (href, text, told)
        for href, text in links
        if text not in (told := read(filled_once, href, text))
    ]
    assert wrong == []
    assert path == "/number" or len(links) >= 3


def test_every_page_with_figures_is_crawled():
    crawled = {page_at(path)[0].name for path, _ in SHOWN}
    # Their figures are of one procedure, of a part, as frozen, or counts.
    without = {"procedures", "data", "upload", "terms", "handover", "dialogue"}
    without |= {"stocktake", "disputes", "exemptions", "messages", "solved"}

    assert {page.name for page in pages()} - crawled <= without


def test_what_a_number_is_made_of_leads_back_to_its_passport(app, filled_once):
    search = f"?indicator=online_dossiers&unit={make.GOOD}"
    [(href, text)] = figure_links(content(app, "/data", search))
    part = content(app, "/data", f"{search}&procedure={make.BIRTH}")

    assert text in read(filled_once, href, text)
    # A part has no passport; that of its number is one link away.
    assert list(figure_links(part)) == []
    assert "/number?" in str(part)
    merged = content(app, "/data", f"{search}&borders=today")
    assert list(figure_links(merged)) == []


def test_the_figures_of_procedures_lead_to_passports_of_their_own(app, filled_once):
    links = list(figure_links(content(app, "/procedures", "")))
    header = filled_once.header()

    assert len(links) == 3
    for href, text in links:
        state = address.read("/number", f"?{urlsplit(href).query}")
        asked, unit = number.question(state, header)
        found = filled_once.passport(asked, unit, state.get("procedure"))
        assert formats.percent(found.row["value"], 1) == text


def test_a_passport_of_a_procedure_is_checked_by_the_file_that_it_gives(
    app, filled_once
):
    search = f"?indicator=online_dossiers&unit={make.GOOD}&procedure={make.BIRTH}"
    told = words(content(app, "/number", search))
    taken = file_for(filled_once, "procedures", "csv", "/number", search)
    checked = verify_content(filled_once, *taken)

    assert "Đăng ký khai sinh" in told
    assert "(9) ÷" in told
    # One line of what is known of this procedure at this unit.
    assert taken[1].decode("utf-8-sig").count(make.BIRTH) == 1
    mark = re.search(r"_e(\d+)_([0-9a-f]{8})", taken[0])
    assert mark[2] in told
    assert checked.answer == "current"
    found = words(content(app, "/number", f"?check={mark[1]} · {mark[2]}"))
    assert "Bảng này còn hiệu lực" in found
    no_such = words(content(app, "/number", f"{search}9"))
    assert f"{make.BIRTH}9" in no_such


def test_a_passport_opens_from_its_address_alone(app, filled_once):
    frozen = filled_once.passport(
        number.question(address.read("/number", ""), filled_once.header())[0],
        make.GOOD,
    ).frozen
    search = f"?evaluation={frozen.evaluation}&hash={frozen.hash[:16]}"
    told = words(content(app, "/number", search))

    assert "còn hiệu lực" in told
    assert frozen.citation in told
    assert "Phường Ba Đình" in told


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("?check=1 · 0123456789abcdef", "Không có con số này"),
        ("?check=chin muoi phan tram", "không trích dẫn số nào"),
        ("?hash=0123456789abcdef", "số hiệu lần đánh giá"),
        ("?evaluation=1&hash=xyz", "số hiệu lần đánh giá"),
        ("?unit=99999", "99999"),
        ("?indicator=no_such", "no_such"),
    ],
)
def test_what_cannot_be_shown_says_why(app, search, said):
    assert said in words(content(app, "/number", search))


def test_a_proof_is_given_when_asked_for(app):
    search = f"?indicator=online_dossiers&unit={make.GOOD}"

    assert "Khớp" not in words(content(app, "/number", search))
    assert "✓ Khớp" in words(content(app, "/number", f"{search}&proof=1"))


def test_the_page_is_not_in_the_menu():
    shown = [item.children.href for item in menu(address.State()).children]

    assert "/number" not in shown
    assert "/rankings" in shown


def test_a_number_that_was_revised_says_by_what_it_moved(app, filled_once):
    search = f"?indicator=online_dossiers&unit={make.LATE}&evaluation=1"
    told = words(content(app, "/number", search))

    assert "đã được thay thế" in told
    assert "20,00\N{NO-BREAK SPACE}% (2/10)" in told
    assert "33,33\N{NO-BREAK SPACE}% (5/15): +13,33 điểm" in told
    assert "Lần nạp" in told


def test_the_hash_of_a_table_tells_what_became_of_it_and_shows_no_number(
    app, filled_once
):
    asked = number.question(address.read("/number", ""), filled_once.header())[0]
    document = files.ranking_document(filled_once, filled_once.ranking(asked))
    mark = digest(document.tables[0])[:16]
    files.as_file(filled_once, document, "csv")
    found = content(app, "/number", f"?check={document.evaluation} · {mark}")

    assert "Bảng này còn hiệu lực" in words(found)
    assert "Cách tính" not in words(found)
