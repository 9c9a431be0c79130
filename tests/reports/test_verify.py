"""A file that was taken away can be checked later, in each format and under any name:
current, superseded by how much, altered in which cell, or none of ours."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from board import Board
from callbacks import handed_in
from core.errors import KpiError
from core.language import set_language
from metrics.citation import cited
from metrics.questions import Question
from reports import files
from reports.carried import digest
from reports.verify import cited_table, verify
from store.engine import open_database
from tests.layouts.components import texts
from tests.make import GOOD, LATE, PLAN, cast, dossiers, load

DAY = date(2025, 7, 24)
ASKED = Question("online_dossiers", PLAN, as_of=DAY)
FORMS = ("csv", "xlsx", "json")


@pytest.fixture
def board(board_over, clock):
    return board_over(cast)


def taken(board: Board, form: str, what: str = "ranking") -> tuple[str, bytes]:
    """A table taken away."""
    if what == "ranking":
        return files.ranking_file(board, board.ranking(ASKED), form)
    if what == "trend":
        told = board.trend(ASKED.indicator, (GOOD, LATE), PLAN, end=DAY, step="week")
        return files.trend_file(board, told, form)
    if what == "unit":
        return files.unit_file(board, board.unit(GOOD, PLAN), form, PLAN)
    if what == "chairs":
        return files.chairs_file(board, board.chairs(ASKED), form)
    if what == "completeness":
        return files.completeness_file(board, form, PLAN)
    if what == "revisions":
        asked = replace(ASKED, as_of=None)
        found = board.revised(asked, 1), board.revisions(asked, LATE, 1)
        return files.revisions_file(board, found, form)
    return files.rejected_file(board, form)


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


WHAT = ("ranking", "trend", "unit", "chairs", "rejected", "completeness")


def test_an_untouched_file_is_current_in_each_format(board, tmp_path):
    for what in WHAT:
        for form in FORMS:
            name, content = taken(board, form, what)
            checked = verify(board, saved(tmp_path, name, content))

            # None of the cast's rows was rejected: an empty table says nothing.
            expected = "unknown" if what == "rejected" else "current"
            assert checked.answer == expected, name


def test_what_moved_a_number_is_read_back_with_its_moments(board, clock, tmp_path):
    clock.shift(61)
    load(board.db, board.settings, *dossiers(LATE, "2025-07-12", 1, of=2))
    for form in FORMS:
        name, content = taken(board, form, "revisions")

        assert verify(board, saved(tmp_path, name, content)).answer == "current"


def test_a_file_is_found_under_any_name(board, tmp_path):
    for form in FORMS:
        content = taken(board, form)[1]

        assert verify(board, saved(tmp_path, f"a.{form}", content)).answer == "current"


def test_the_name_carries_evaluation_and_hash_where_the_content_cannot(board):
    document = files.ranking_document(board, board.ranking(ASKED))
    found = digest(document.tables[0])

    for form in ("csv", "json"):
        assert cited(taken(board, form)[0]) == (1, found[:8])
    assert taken(board, "xlsx")[0] == (
        "xep-hang_online_dossiers_kpi-80-20_2025-07-24.xlsx"
    )
    csv_file = taken(board, "csv")[1].decode("utf-8-sig")
    assert csv_file.splitlines()[0].startswith("rank,unit_code,unit_name,kind,chair,")


def test_the_cover_of_a_workbook_carries_both(board):
    document = files.ranking_document(board, board.ranking(ASKED))
    book = openpyxl.load_workbook(io.BytesIO(taken(board, "xlsx")[1]))
    properties = {one.name: one.value for one in book.custom_doc_props.props}

    assert properties == {
        "haicap_evaluation": "1",
        "haicap_hash": digest(document.tables[0]),
    }
    told = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value]
    assert digest(document.tables[0]) in told
    assert "python -m reports verify FILE" in told


def test_the_hash_is_the_same_in_each_language_and_row_order(board):
    answer = board.ranking(ASKED)
    turned = replace(answer, frame=answer.frame[::-1].reset_index(drop=True))
    told = set()
    for language in ("vi", "en"):
        set_language(language)
        for one in (answer, turned):
            told.add(digest(files.ranking_document(board, one).tables[0]))

    assert len(told) == 1


def test_the_hash_is_the_same_on_each_engine(cast_board):
    answer = cast_board.ranking(ASKED)
    document = files.ranking_document(cast_board, answer)

    assert digest(document.tables[0])[:16] == "c6c30fede1b08587"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_changed_digit_is_found_with_its_cell(board, tmp_path, form):
    name, content = taken(board, form)
    wrong = (
        content.replace(b'"numerator": 9', b'"numerator": 10')
        if (form == "json")
        else content.replace(b",9,10,0.9,", b",10,10,0.9,")
    )
    assert wrong != content
    checked = verify(board, saved(tmp_path, name, wrong))

    assert checked.answer == "altered"
    assert f"{GOOD}, numerator: 9 bị sửa thành 10." in checked.lines


def test_a_changed_cell_of_a_workbook_is_found(board, tmp_path):
    name, content = taken(board, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    heads = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[1].value == LATE)
    row[heads.index("numerator")].value = 8
    book.save(tmp_path / name)
    checked = verify(board, tmp_path / name)

    assert checked.answer == "altered"
    assert f"{LATE}, numerator: 2 bị sửa thành 8." in checked.lines


def test_a_workbook_saved_by_another_program_is_still_ours(board, tmp_path):
    # One seventh: of its 17 digits a workbook keeps 16, which is no change of it.
    load(board.db, board.settings, *dossiers(LATE, "2025-07-12", 0, of=4))
    name, content = taken(board, "xlsx")
    openpyxl.load_workbook(io.BytesIO(content)).save(tmp_path / name)
    checked = verify(board, tmp_path / name)

    assert checked.answer == "current"
    assert checked.lines[-1].startswith("Còn hiệu lực: mọi dòng")


def test_a_changed_file_without_its_mark_is_not_known(board, tmp_path):
    content = taken(board, "csv")[1].replace(b",9,10,", b",10,10,")
    checked = verify(board, saved(tmp_path, "renamed.csv", content))

    assert checked.answer == "unknown"


def test_a_line_left_out_is_an_alteration(board, tmp_path):
    name, content = taken(board, "csv")
    lines = content.splitlines(keepends=True)

    assert verify(board, saved(tmp_path, name, b"".join(lines[:-1]))).answer == (
        "altered"
    )


def test_a_correction_supersedes_with_the_difference(board, clock, tmp_path):
    kept = [saved(tmp_path, *taken(board, form)) for form in FORMS]
    clock.shift(60)
    load(board.db, board.settings, *dossiers(LATE, "2025-07-12", 6, of=10))
    for path in kept:
        checked = verify(board, path)

        assert checked.answer == "superseded"
        assert "(lần đánh giá 2)" in checked.lines[1]
        told = next(line for line in checked.lines if line.startswith(LATE))
        assert "20,00" in told
        assert "(2/10) thành 40,00" in told
        assert "(8/20), +20,0" in told.replace("+20,00", "+20,0")
        # That day was not frozen, so what moved it is not told one by one.
        assert checked.lines[-1] == f"Các lần nạp từ đó đến nay: {named(board)}."


def test_a_hash_alone_tells_what_became_of_a_ranking_and_why(board, clock, tmp_path):
    trend = saved(tmp_path, *taken(board, "csv", "trend"))
    document = files.ranking_document(board, board.ranking(replace(ASKED, as_of=None)))
    found = digest(document.tables[0])
    files.as_file(board, document, "csv")
    kept = board.kept_table(found)
    now = cited_table(board, kept)
    clock.shift(60)
    load(board.db, board.settings, *dossiers(LATE, "2025-07-12", 6, of=10))
    later = cited_table(board, kept)

    assert now.answer == "current"
    assert later.answer == "superseded"
    # The same rows as the file itself would tell; whether that is unaltered it cannot.
    told = [line for line in later.lines if line.startswith(LATE)]
    assert "(2/10) thành 40,00" in told[0]
    assert told[1].startswith(f"{LATE} thay đổi do: {named(board)} (▲")
    assert "20,00 điểm" in told[1]
    # Of a trend it tells no figures: the file does.
    evaluation, mark = cited(trend.name)
    assert cited_table(board, board.kept_table(mark, evaluation)).answer == "unknown"
    assert verify(board, trend).answer == "superseded"


def named(board: Board) -> str:
    newest = board.data().loads.iloc[0]
    return f"Lần nạp {newest['load_id']}: {newest['file']}"


def test_a_file_is_handed_in_as_a_browser_sends_it(board):
    name, content = taken(board, "csv")

    def said(content: bytes | str, name: str = name) -> str:
        if isinstance(content, bytes):
            content = "data:text/csv;base64," + base64.b64encode(content).decode()
        return texts(handed_in.answer(board, name, content, ""))

    assert "Bảng này còn hiệu lực" in said(content)
    assert "Bảng này đã bị sửa" in said(content.replace(b",9,10,", b",10,10,"))
    assert "Chưa kết luận được" in said(content.replace(b",9,10,", b",10,10,"), "a.csv")
    assert "không trọn vẹn" in said("data:text/csv;base64,??")
    assert "lớn hơn 5 MB" in said(b"x" * (5 * 1024 * 1024 + 1))
    assert "a.txt" in said(content, "a.txt")


def test_what_moved_without_a_figure_leaves_it_current(board, clock, tmp_path):
    document = files.ranking_document(board, board.ranking(ASKED))
    only = replace(document.tables[0], rows=document.tables[0].rows[1:2])
    path = saved(
        tmp_path, *files.as_file(board, replace(document, tables=(only,)), "csv")
    )
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    other = LATE if rows[0]["unit_code"] != LATE else GOOD
    clock.shift(60)
    load(board.db, board.settings, *dossiers(other, "2025-07-12", 90, of=90))
    checked = verify(board, path)

    assert checked.answer == "current"


def test_what_is_no_table_is_refused(board, tmp_path):
    for name, content in (
        ("a.txt", b"x"),
        ("a.csv", b""),
        ("a.json", b"{}"),
        ("a.xlsx", b"PK nothing"),
        ("a.csv", b"\xff\xfe"),
    ):
        with pytest.raises(KpiError, match=name):
            verify(board, saved(tmp_path, name, content))


def test_the_command_says_so_with_its_exit_code(ask_of, board, tmp_path):
    settings = board.settings
    out = tmp_path / "ranking.csv"
    made = ask_of(settings, "ranking", "--indicator", "online_dossiers", "--out", out)
    current = ask_of(settings, "verify", out)
    out.write_bytes(out.read_bytes().replace(b"0.9", b"0.95"))
    changed = ask_of(settings, "verify", out, "--lang", "en")

    assert made.code == 0
    assert (current.code, "Còn hiệu lực" in current.out.decode()) == (0, True)
    assert (changed.code, "Not known" in changed.out.decode()) == (1, True)
    assert ask_of(settings, "verify", tmp_path / "none.csv").code == 1


def test_taking_the_same_away_again_keeps_it_once(board):
    for _again in range(2):
        taken(board, "csv")
    with board.db.read() as connection:
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM citation").scalar()

    assert count == 1


def test_the_hash_of_a_table_is_known_on_the_page_too(board):
    _name, _content = taken(board, "csv")
    document = files.ranking_document(board, board.ranking(ASKED))
    told = board.verdict(1, digest(document.tables[0])[:16])

    assert told.answer == "table"
    assert told.table.asked["indicator"] == "online_dossiers"
    assert board.verdict(2, digest(document.tables[0])).answer == "unknown"


def test_a_cover_has_a_code_where_readers_reach_the_app(new_database, clock):
    for url, images in (("", 0), ("https://kpi.example.vn/", 1)):
        settings = new_database(public_url=url)
        db = open_database(settings)
        load(db, settings, *cast())
        content = io.BytesIO(taken(Board(db, settings), "xlsx")[1])
        db.close()
        sheet = openpyxl.load_workbook(content).worksheets[0]
        told = [cell.value for row in sheet for cell in row if cell.value]
        inside = zipfile.ZipFile(content).namelist()

        assert sum(name.endswith(".png") for name in inside) == images
        link = "https://kpi.example.vn/number?evaluation=1&hash="
        assert any(str(value).startswith(link) for value in told) == bool(images)
