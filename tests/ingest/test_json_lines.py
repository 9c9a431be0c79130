"""JSON lines: objects as rows, nested fields by their dotted names."""

import pytest

from core.errors import SourceError
from ingest.readers import HeaderPlace, open_sheets


def read(text: str):
    return open_sheets(text.encode(), "file.jsonl", 10)[0].table(HeaderPlace())


def test_fields_that_one_object_lacks_are_empty():
    table = read('{"a": "1"}\n\n{"b": 2, "a": null}\n')

    assert table.cells.to_dict("list") == {"a": ["1", ""], "b": ["", "2"]}
    assert table.lines.tolist() == [1, 3]


def test_values_are_written_as_in_a_neutral_file():
    table = read('{"a": 4.0, "b": true, "c": 0.5, "d": "00004"}')

    assert table.cells.iloc[0].tolist() == ["4", "1", "0.5", "00004"]


def test_an_escaped_nul_is_left_out():
    assert read('{"a": "x\\u0000y"}').cells["a"].tolist() == ["xy"]


def test_nested_fields_have_dotted_names_and_lists_say_what_they_have():
    table = read(
        '{"fees": [{"sum": "0"}, {"sum": "8000"}, {"sum": ""}], "x": {"y": 1}}'
    )

    assert table.cells.iloc[0].to_dict() == {"fees.sum": "8000", "x.y": "1"}


def test_a_line_that_is_no_object_is_malformed_and_the_rest_is_read():
    table = read('{"a": 1}\n[1, 2]\n{"a": \n{"a": 2}')

    assert table.lines.tolist() == [1, 4]
    assert [row.line for row in table.malformed] == [2, 3]


@pytest.mark.parametrize("text", ["[1]\n", "hello\n", "{" * 3000])
def test_a_file_without_any_object_is_refused(text):
    with pytest.raises(SourceError, match=r"file\.jsonl"):
        read(text)
