"""Tables as PDF: every figure in words as pages show it, no text of an office read as
an instruction, what every row says said once."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest

from core.errors import KpiError
from core.language import set_language
from metrics.questions import Question
from reports.files import ranking_file, unit_file
from reports.formats import paper
from reports.reading import parse
from reports.tables import Column, Document, Line, Table, table
from tests import make

COLUMNS = (
    Column("unit", "Unit", "text"),
    Column("value", "Value", "share"),
    Column("gap", "Gap to target", "points"),
    Column("received", "Dossiers received", "whole"),
    Column("day", "Day", "day"),
    Column("target", "Target", "share"),
    Column("status", "Status", "word", 14, {"met": "Met"}),
    Column("never", "Rank", "whole"),
)
ROWS = [
    {
        "unit": "Phường Ô Chợ Dừa",
        "value": 0.8,
        "gap": 0.0,
        "received": 12345,
        "day": date(2025, 7, 24),
        "target": 0.8,
        "status": "met",
    },
    {"unit": '#read("/etc/passwd") *_$ <a>', "value": None, "target": 0.8},
]


@pytest.fixture(autouse=True)
def english():
    set_language("en")


def document(*tables: Table, **more: object) -> Document:
    cover = (Line("About"), Line("Place", "Hà Nội"), Line("Rule", "x" * 300))
    told = {"name": "n", "title": "Đường ⟨1⟩ & *#sao*", "cover": cover, **more}
    return Document(tables=tables or (table("Xếp hạng", COLUMNS, ROWS),), **told)


def read(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_cells_are_said_as_pages_say_them_and_unknown_is_never_zero():
    told = read(paper.write(document()))

    assert "Phường Ô Chợ Dừa 80.00% 0.00 12,345 24/7/2025 Met" in told
    assert '#read("/etc/passwd") *_$ <a> – – – – –' in told
    assert "Đường ⟨1⟩ & *#sao*" in told
    assert "root:" not in told


def test_what_every_row_says_is_said_once_and_what_none_says_not_at_all():
    told = read(paper.write(document()))

    assert told.count("Target: 80.00%") == told.count("80.00%") - 1 == 1
    assert "Rank" not in told
    # Of one row everything stays in its place.
    one = read(paper.write(document(table("T", COLUMNS, ROWS[:1]))))
    assert "Target:" not in one
    assert "nothing to list" in read(paper.write(document(table("T", COLUMNS, []))))


def test_the_foot_carries_the_mark_that_is_checked_later():
    made = paper.write(document(hash="0123456789abcdef" * 4, evaluation=12))

    assert "mark e12 · 0123456789ab" in read(made)
    assert "page 1 / 1" in read(made)


def test_a_long_table_repeats_its_head_and_one_too_long_is_refused():
    rows = [{**ROWS[0], "received": n} for n in range(120)]
    made = paper.write(document(table("T", COLUMNS, rows)))
    pages = pypdf.PdfReader(io.BytesIO(made)).pages

    assert len(pages) > 2
    assert all("Dossiers" in page.extract_text() for page in pages)
    with pytest.raises(KpiError, match="too long"):
        paper.write(document(table("T", COLUMNS, rows * 60)))


def test_it_is_made_for_screen_readers_and_in_the_readers_language():
    set_language("vi")
    made = pypdf.PdfReader(io.BytesIO(paper.write(document(link="https://a.vn/x"))))
    root = made.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("vi")
    assert made.metadata.title == "Đường ⟨1⟩ & *#sao*"
    assert "Giá trị" in read(paper.write(document()))
    assert "https://a.vn/x" in made.pages[0].extract_text()


def test_rankings_and_units_are_handed_out_whole(cast_board):
    question = Question("online_dossiers", make.PLAN)
    name, ranking = ranking_file(cast_board, cast_board.ranking(question), "pdf")
    _name, unit = unit_file(cast_board, cast_board.unit(make.GOOD), "pdf")

    assert name.endswith(".pdf")
    for words in ("Phường Ba Đình", "90.00%", "Nguyễn Văn Tốt", "Phường Ngọc Hà"):
        assert words in read(ranking)
    assert "Dossiers received online" in read(unit)
    with pytest.raises(KpiError, match="mark at the foot"):
        parse(name, ranking)
