"""Tables to take away: no formula, text codes, typed cells, a cover that says what
the numbers are."""

import csv
import io
import json
import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from board import Board
from core.language import catalogue, set_language
from core.names import fold
from metrics.answers import CHAIR_COLUMNS
from metrics.indicators import INDICATORS
from metrics.questions import Question
from reports import chairs, formula, trend, unit, words
from reports.files import (
    chairs_file,
    ranking_file,
    rejected_file,
    trend_file,
    unit_file,
)
from store.engine import open_database
from tests import make

EVIL = ("=1+1", "+84", "-2", "@SUM(A1)", "\t=2", "＝1+1", "=cmd|' /C calc'!A0")
QUESTION = Question("online_dossiers", as_of=date(2025, 7, 24))


@pytest.fixture
def board(cast_board):
    return cast_board


@pytest.fixture
def new_board(new_sqlite):
    """Makes a board over rows of its own."""
    opened = []

    def make_board(*rows: make.Row) -> Board:
        settings = new_sqlite()
        opened.append(open_database(settings))
        make.load(opened[-1], settings, *rows)
        return Board(opened[-1], settings)

    yield make_board
    for db in opened:
        db.close()


@pytest.fixture
def evil_board(new_board):
    """A city whose names are all formulas."""
    return new_board(
        *(
            make.unit(f"0000{number}", name=name, parent_code="")
            for number, name in enumerate(EVIL)
        ),
        make.procedure(name="=HYPERLINK(1)"),
        make.target(title="=1+1", decision_no="@1"),
        *(make.term(f"0000{number}", person=name) for number, name in enumerate(EVIL)),
        *make.dossiers("00000", "2025-07-10", 1, of=3),
        make.dossier(unit_code="=9+9", procedure_code="-1"),
    )


def ranking_as(board: Board, form: str, question: Question = QUESTION):
    return ranking_file(board, board.ranking(question), form, question.kinds)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def json_rows(file: tuple[str, bytes]) -> list[dict[str, object]]:
    return json.loads(file[1])


def book_of(content: bytes):
    return load_workbook(io.BytesIO(content))


def cells(book):
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def cover_of(book) -> dict[str, str]:
    return {
        row[0]: row[1]
        for row in book.worksheets[0].iter_rows(values_only=True)
        if row[0]
    }


def test_no_cell_of_a_csv_is_a_formula(evil_board):
    _, content = ranking_as(evil_board, "csv")
    rows = csv_rows(content)

    told = {row["unit_name"] for row in rows} | {row["chair"] for row in rows}
    assert {text for text in told if text.startswith(("=", "+", "-", "@"))} == {"-2"}
    assert "'=1+1" in told


def test_a_negative_number_stays_a_number(evil_board):
    _, content = ranking_as(evil_board, "csv")

    gaps = [float(row["gap"]) for row in csv_rows(content) if row["gap"]]
    assert gaps == [pytest.approx(1 / 3 - 0.8)]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(evil_board):
    for name, content in (
        ranking_as(evil_board, "xlsx"),
        rejected_file(evil_board, "xlsx"),
    ):
        found = list(cells(book_of(content)))
        assert {cell.data_type for cell in found} <= {"s", "n", "d"}, name
        assert not [cell for cell in found if cell.hyperlink]


def test_a_workbook_keeps_names_as_they_are(evil_board):
    book = book_of(ranking_as(evil_board, "xlsx")[1])

    names = [row[2] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert sorted(names) == sorted(name.strip() for name in EVIL)


def test_a_unit_code_stays_text_with_its_leading_zeros(board):
    assert csv_rows(ranking_as(board, "csv")[1])[0]["unit_code"] == "00004"
    cell = book_of(ranking_as(board, "xlsx")[1]).active["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("00004", "s", "@")


def test_a_csv_for_people_begins_with_a_byte_order_mark(board):
    assert ranking_as(board, "csv")[1].startswith(b"\xef\xbb\xbfrank,unit_code,")


def test_cells_of_a_workbook_are_typed(board):
    sheet = book_of(ranking_as(board, "xlsx")[1]).active
    place = {cell.value: cell.column_letter for cell in sheet[1]}

    value, rank = sheet[f"{place['value']}2"], sheet[f"{place['rank']}2"]
    assert (value.value, value.number_format) == (0.9, "0.00%")
    assert (rank.value, rank.data_type) == (1, "n")
    assert sheet[f"{place['gap']}3"].value == pytest.approx(-0.3)
    assert "+" in sheet[f"{place['gap']}3"].number_format


def test_a_share_below_one_is_never_shown_as_100_per_cent(new_board):
    rows = make.dossiers(make.GOOD, "2025-07-10", 0, of=1)
    big = [
        make.reported("received", 1_000_000, unit_code=make.LATE),
        make.reported("online", 999_999, unit_code=make.LATE),
    ]
    board = new_board(*make.place(), *rows, *big)
    sheet = book_of(ranking_as(board, "xlsx")[1]).active

    assert sheet["H2"].value == 0.999999
    assert sheet["H2"].number_format == "0.000000%"


def test_the_header_is_frozen_filtered_and_in_the_readers_language(board):
    sheet = book_of(ranking_as(board, "xlsx")[1]).active

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:N6"
    # The cell is named for machines; its number format says it to people.
    assert sheet["B1"].value == "unit_code"
    assert sheet["B1"].number_format == ';;;"Mã đơn vị"'


def test_the_cover_says_what_the_numbers_are(board):
    book = book_of(ranking_as(board, "xlsx")[1])
    told = " ".join(str(cell.value) for cell in cells(book) if cell.row < 60)

    for text in (
        "kpi-80-20",
        "online_dossiers",
        "hồ sơ tiếp nhận trực tuyến ÷ hồ sơ tiếp nhận",
        "21 ÷ 40 = 52,50\u00a0%",
        "1/7/2025 – 24/7/2025",
        "Asia/Ho_Chi_Minh",
        "units-",
        "dossiers-",
    ):
        assert text in told, text
    assert cover_of(book)["Lần đánh giá số"] == "1"


def test_the_cover_names_the_filters(board):
    question = Question("online_dossiers", as_of=QUESTION.as_of, kinds=("ward",))
    name, content = ranking_file(
        board,
        board.ranking(question),
        "xlsx",
        question.kinds,
        {"Quận, huyện trước đây": "Quận Ba Đình"},
    )

    cover = cover_of(book_of(content))
    assert cover["Loại đơn vị được chọn"] == "Phường"
    assert cover["Quận, huyện trước đây"] == "Quận Ba Đình"
    assert name == (
        "xep-hang_online_dossiers_kpi-80-20_ward_quan-ba-dinh_2025-07-24.xlsx"
    )


def test_an_english_reader_gets_english_sheets(board):
    set_language("en")
    name, content = ranking_as(board, "xlsx")
    book = book_of(content)

    assert name == "ranking_online_dossiers_kpi-80-20_2025-07-24.xlsx"
    assert book.sheetnames == ["About", "Ranking"]
    assert book.active["B1"].number_format == ';;;"Unit code"'


def test_moments_are_local_times_and_days_are_days(board):
    book = book_of(ranking_as(board, "xlsx")[1])
    found = [cell for cell in cells(book) if isinstance(cell.value, datetime)]

    assert {cell.number_format for cell in found} == {"dd/mm/yyyy hh:mm"}


def unmarked(name: str) -> str:
    """A file's name without the evaluation and the hash that it carries."""
    bare, marks = re.subn(r"_e1_[0-9a-f]{8}(?=\.)", "", name)
    assert marks == 1, name
    return bare


def test_a_file_name_says_what_is_inside(board):
    trend = board.trend(
        "online_dossiers", (make.GOOD,), end=date(2025, 7, 24), step="week"
    )

    assert [
        unmarked(ranking_as(board, "csv")[0]),
        unmarked(trend_file(board, trend, "csv")[0]),
        unmarked(rejected_file(board, "csv", load=3)[0]),
    ] == [
        "xep-hang_online_dossiers_kpi-80-20_2025-07-24.csv",
        "dien-bien_online_dossiers_00004_week_kpi-80-20_2025-07-24.csv",
        "dong-bi-loai_lan-nap-3_2025-07-18.csv",
    ]


def test_a_trend_workbook_has_typed_days(board):
    trend = board.trend(
        "online_dossiers", (make.GOOD,), end=date(2025, 7, 24), step="month"
    )
    sheet = book_of(trend_file(board, trend, "xlsx")[1]).active

    row = [cell.value for cell in sheet[2]]
    assert row == [
        make.GOOD,
        datetime(2025, 7, 1),
        datetime(2025, 7, 24),
        9,
        10,
        0.9,
        1,
    ]


def test_rejected_rows_come_with_their_reason_and_their_own_columns(new_board):
    board = new_board(*make.place(), make.dossier(unit_code="=9+9"))
    (load,) = set(board.data().rejected["load_id"])
    _, content = rejected_file(board, "csv", load)

    (row,) = csv_rows(content)
    assert (row["load_id"], row["line"], row["reason"]) == (
        str(load),
        "2",
        "unknown_unit",
    )
    assert row["message"] == "unit_code: Không có đơn vị nào mang mã này."
    # What was written there is kept, but as text.
    assert row["unit_code"] == "'=9+9"
    assert json.loads(rejected_file(board, "json", load)[1])[0]["unit_code"] == "=9+9"


def test_a_rejected_unit_keeps_its_own_kind(new_board):
    board = new_board(make.unit(latitude="north", kind="ward"))

    (row,) = json_rows(rejected_file(board, "json"))
    assert (row["kind"], row["reason"]) == ("ward", "bad_number")


def test_every_column_and_word_has_a_vietnamese_name():
    known = catalogue("vi")
    columns = [
        column
        for module in (chairs, trend, unit, words)
        for value in vars(module).values()
        if isinstance(value, tuple)
        for column in value
    ]
    keys = {column.title for column in columns if hasattr(column, "title")}
    for column in columns:
        keys |= set(getattr(column, "words", {}).values())
    keys |= {*formula.TERMS.values(), *trend.STEPS.values(), *words.WINDOWS.values()}
    keys |= {indicator.name for indicator in INDICATORS}

    assert {key for key in keys if key not in known} == set()
    assert all(fold(known[key]) for key in keys)


def test_a_units_workbook_has_a_sheet_a_question_and_its_csv_the_indicators(board):
    day = date(2025, 7, 24)
    answer = board.unit(make.GOOD, as_of=day)
    name, content = unit_file(board, answer, "xlsx", as_of=day)
    book = book_of(content)

    assert name == "don-vi_00004_phuong-ba-dinh_kpi-80-20_2025-07-24.xlsx"
    assert book.active.title == "Các chỉ tiêu"
    assert "Có thể nâng mức độ" in book.sheetnames
    rows = {
        row["indicator"]: row for row in json_rows(unit_file(board, answer, "json"))
    }
    assert list(rows) == [indicator.key for indicator in INDICATORS]
    assert (rows["online_dossiers"]["rank"], rows["online_dossiers"]["of_units"]) == (
        1,
        4,
    )


def test_a_chairs_table_keeps_the_inherited_standing_apart(board):
    answer = board.chairs(QUESTION)
    name, content = chairs_file(board, answer, "json")
    (row,) = [r for r in json_rows((name, content)) if r["unit_code"] == make.CHANGED]

    assert unmarked(name) == "trach-nhiem_online_dossiers_kpi-80-20_2025-07-24.json"
    assert list(row) == list(CHAIR_COLUMNS)
    assert (row["person"], row["starts_on"]) == ("Hoàng Văn Sau", "2025-07-15")
    assert (row["inherited_value"], row["value"], row["own_value"]) == (0.3, 0.5, 0.7)


def test_weeks_without_enough_before_them_are_a_table_without_rows(ask):
    told = ask("unusual", "--lang", "en")

    assert (told.code, told.err) == (0, "")
    [head] = told.out.decode().splitlines()
    assert head.startswith("unit_code,unit_name,procedure_code,procedure_name,check,")
