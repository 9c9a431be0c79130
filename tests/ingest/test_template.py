"""The workbook to fill in loads as it is, its labels and example passed over."""

import io

import openpyxl
import pytest

from core.kinds import KINDS
from core.language import LANGUAGES
from ingest.labels import label_in
from ingest.neutral import read_neutral
from ingest.readers import HeaderPlace, open_sheets
from ingest.template import template
from tests.ingest.door import known, reasons

BY_NAME = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def opened(data: bytes, kind):
    sheet = open_sheets(data, "t.xlsx", 100)[0]
    part, ignored = read_neutral(sheet.table(HeaderPlace()), kind)
    assert ignored == ()
    return part


@BY_NAME
def test_an_untouched_template_has_no_rows(kind):
    assert len(opened(template(kind), kind).lines) == 0


@BY_NAME
def test_a_row_filled_in_below_the_example_is_read_on_its_line(kind):
    book = openpyxl.load_workbook(io.BytesIO(template(kind)))
    sheet = book.worksheets[0]
    for at, column in enumerate(kind.columns, start=1):
        sheet.cell(4, at, column.example)
    filled = io.BytesIO()
    book.save(filled)

    part = opened(filled.getvalue(), kind)

    assert part.lines.tolist() == [4]
    assert part.cells.iloc[0].tolist() == [column.example for column in kind.columns]


@BY_NAME
def test_a_changed_example_is_a_row(kind):
    book = openpyxl.load_workbook(io.BytesIO(template(kind)))
    book.worksheets[0].cell(3, 1, "changed")
    filled = io.BytesIO()
    book.save(filled)

    assert opened(filled.getvalue(), kind).lines.tolist() == [3]


@BY_NAME
def test_the_example_passes_every_check(kind):
    row = {column.name: column.example for column in kind.columns if column.example}

    later = known(now="2025-08-02T00:00:00+00:00")

    assert reasons(kind.name, row, known_of=later) == [""]


@BY_NAME
def test_required_columns_stand_out_and_cells_are_text(kind):
    sheet = openpyxl.load_workbook(io.BytesIO(template(kind))).worksheets[0]

    colours = {cell.value: cell.fill.start_color.rgb for cell in sheet[1] if cell.value}
    required = {colours[name] for name in kind.required}
    optional = {colours[name] for name in kind.names if name not in kind.required}
    assert required.isdisjoint(optional)
    assert {cell.number_format for cell in sheet[3]} == {"@"}


@BY_NAME
def test_every_column_has_a_label_in_both_languages(kind):
    for name in kind.names:
        vietnamese, english = (label_in(kind, name, one) for one in LANGUAGES)
        assert vietnamese != english


@BY_NAME
def test_the_second_sheet_tells_the_words_allowed(kind):
    book = openpyxl.load_workbook(io.BytesIO(template(kind)))
    text = " ".join(
        str(cell) for row in book.worksheets[1].values for cell in row if cell
    )

    for column in kind.columns:
        for word in column.words or ():
            assert word in text
