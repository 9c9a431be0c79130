"""CSV: every cell as text, on the physical line where it stands."""

import codecs
import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SourceError
from ingest.content import Content
from ingest.readers import HeaderPlace, open_sheets
from ingest.readers.csv_file import CsvSheet, _Lines, _regular


def read(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    [sheet] = open_sheets(data, "file.csv", 10)
    return sheet.table(HeaderPlace())


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert read(b"\xef\xbb\xbfcode,name\n1,a\n").columns == ("code", "name")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_however_they_end(ends):
    table = read(ends.join(["a,b", "1,2", "3,4"]) + ends)

    assert table.cells.to_numpy().tolist() == [["1", "2"], ["3", "4"]]
    assert table.lines.tolist() == [2, 3]


def test_a_cell_with_line_breaks_moves_the_lines_below_it():
    table = read('a,b\n"x\ny\nz",1\nlast,2\n')

    assert table.cells["a"].tolist() == ["x\ny\nz", "last"]
    assert table.lines.tolist() == [2, 5]


def test_lines_without_anything_are_no_rows_but_count_as_lines():
    table = read("a,b\n\n1,2\n , \n3,4\n\n")

    assert table.lines.tolist() == [3, 5]


def test_the_header_may_stand_below_empty_lines():
    table = read("\n\na,b\n1,2\n")

    assert (table.columns, table.lines.tolist()) == (("a", "b"), [4])


def test_a_short_row_is_filled_up():
    assert read("a,b,c\n1\n").cells.to_numpy().tolist() == [["1", "", ""]]


def test_a_row_with_content_beyond_the_header_is_malformed():
    table = read("a,b\n1,2,3\n4,5,\n")

    assert [(row.line, row.cells) for row in table.malformed] == [
        (2, {"a": "1", "b": "2"})
    ]
    assert table.cells.to_numpy().tolist() == [["4", "5"]]


def test_leading_zeros_and_words_for_missing_stay_text():
    assert read("a,b\n00004,NA\nnull,1e5\n").cells.to_numpy().tolist() == [
        ["00004", "NA"],
        ["null", "1e5"],
    ]


def test_columns_without_a_name_are_left_out():
    assert read("a,,b,\n1,x,2,\n").columns == ("a", "b")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"a,b\n1,\x002\n", "NUL"),
        ("a,b\n1,Đ\n".encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "a,b\n1,Đ\n".encode("utf-16-be"), "UTF-16"),
        (f'a,b\n1,"{"x" * 200_000}\n"\n'.encode(), "letters"),
        ("a,b\nĐống Đa,1\n".encode("cp1258", "replace") + b"\xd0", "UTF-8"),
        (b"a,b,A\n1,2,3\n", "one name"),
        (b'a,b\n1,"2\n3,4\n', "line 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line_with_its_name(data, said):
    with pytest.raises(SourceError) as refused:
        read(data)

    assert said in str(refused.value)
    assert str(refused.value).startswith("file.csv: ")
    assert "\n" not in refused.value.text()


def test_the_line_that_is_not_utf_8_is_told():
    with pytest.raises(SourceError, match="line 3"):
        read(b"a\nb\n\xff\n")


# No NUL: such files are refused; no lone surrogates: they cannot be written as UTF-8.
CELLS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8
)


@given(
    st.lists(
        st.tuples(CELLS, CELLS, CELLS).filter(lambda row: any(c.strip() for c in row)),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_a_csv_writer_writes_is_read_back(rows):
    text = io.StringIO(newline="")
    # Minimal quoting leaves a lone carriage return bare.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["one", "two", "three"])
    writer.writerows(rows)

    table = read(text.getvalue())

    assert [tuple(row) for row in table.cells.to_numpy()] == rows


@given(
    st.lists(
        st.lists(st.text('ab ,"\n\r', max_size=4), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_reading_in_bulk_and_with_care_agree(rows):
    text = "one,two,three\n" + "\n".join(",".join(row) for row in rows) + "\n"
    names = ["one", "two", "three"]
    try:
        bulk = _regular(_Lines(text.encode(), 1, 0, last=True), names)
        if bulk is None:
            return
        sheet = CsvSheet(text.encode(), "file.csv")
        stream = io.BytesIO(text.encode())
        [careful] = sheet._careful(stream, names, 1, 1, len(text) * 9)
    except SourceError:
        return

    assert bulk.cells.to_numpy().tolist() == careful.cells.to_numpy().tolist()
    assert bulk.lines.tolist() == careful.lines.tolist()


@given(
    st.lists(
        st.lists(st.text('ab ,"\n\ré', max_size=4), min_size=1, max_size=4),
        min_size=1,
        max_size=8,
    ),
    st.integers(1, 40),
)
def test_a_file_read_in_pieces_is_the_file_read_at_once(rows, most):
    text = "one,two,three\n" + "\n".join(",".join(row) for row in rows) + "\n"
    sheet = CsvSheet(text.encode(), "file.csv")
    try:
        whole = sheet.table(HeaderPlace())
    except SourceError:
        with pytest.raises(SourceError):
            list(sheet.tables(HeaderPlace(), most))
        return
    pieces = list(sheet.tables(HeaderPlace(), most))

    cells = pd.concat([piece.cells for piece in pieces])
    assert cells.to_numpy().tolist() == whole.cells.to_numpy().tolist()
    assert [n for piece in pieces for n in piece.lines] == whole.lines.tolist()
    assert sum((p.malformed for p in pieces), ()) == whole.malformed
    assert {piece.columns for piece in pieces} == {whole.columns}


def test_a_file_that_is_written_to_while_it_is_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.content.HELD", 10)
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2\n3,4\n5,6\n")
    sheet = CsvSheet(Content.at(path), "file.csv")
    tables = sheet.tables(HeaderPlace(), 8)
    next(tables)
    path.write_text("a,b\n1,2\n7,8\n5,6\n9,9\n")

    with pytest.raises(SourceError, match=r"file\.csv: the file changed while"):
        list(tables)
