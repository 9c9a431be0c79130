"""What is written in bulk is what is read back, on either engine."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, Column, Date, Float, MetaData, Table, Text

from store import bulk

TABLE = Table(
    "wild",
    MetaData(),
    Column("text", Text),
    Column("code", Text, nullable=False, server_default=""),
    Column("number", BigInteger),
    Column("share", Float),
    Column("day", Date),
    Column("flag", Boolean, nullable=False),
    prefixes=["TEMPORARY"],
)
# No NUL: files that hold one are refused; no lone surrogates: they are no UTF-8.
TEXT = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
) | st.sampled_from(
    [
        "\\N",
        "\\.",
        "\n\\.\n",
        "\t",
        "\r\n",
        '"',
        "\\",
        "\\\\N",
        "",
        " ",
        "NULL",
        "Đ\t",
        "'",
    ]
)
ROW = st.tuples(
    st.none() | TEXT,
    TEXT,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.dates(),
    st.booleans(),
)


def written(connection, rows: list[tuple[object, ...]], **types: object):
    frame = pd.DataFrame(rows, columns=TABLE.columns.keys(), dtype=object)
    TABLE.create(connection)
    bulk.insert(connection, TABLE, frame.astype(types))
    found = bulk.read_frame(connection, TABLE.select())
    TABLE.drop(connection)
    return list(found.itertuples(index=False, name=None))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, min_size=1, max_size=8))
def test_wild_values_come_back_as_they_were(db, rows):
    with db.write() as connection:
        assert written(connection, rows, flag=bool) == rows
        assert written(connection, rows, flag=bool, code="str") == rows


def test_values_that_are_the_same_in_all_rows_are_written_in_each(db):
    rows = [("", "", 7, 0.5, date(1, 1, 1), True)] * 3

    with db.write() as connection:
        assert written(connection, rows, number="int64", flag=bool) == rows


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_what_is_missing_in_a_frame_is_null(db, missing):
    rows = [
        (missing, "a", missing, missing, missing, False),
        ("b", "", 1, 2.0, None, True),
    ]

    with db.write() as connection:
        found = written(connection, rows, flag=bool)

    assert found == [
        (None, "a", None, None, None, False),
        ("b", "", 1, 2.0, None, True),
    ]


def test_what_the_database_refuses_among_many_rows_is_told(db, monkeypatch):
    monkeypatch.setattr("store.bulk._ROWS", 3)
    rows = [(f"t{n}", "", n, None, None, True if n < 99 else None) for n in range(100)]

    with pytest.raises(Exception, match="flag"), db.write() as connection:
        written(connection, rows, flag=object)

    with db.write() as connection:
        assert written(connection, rows[:99], flag=bool) == rows[:99]


def test_more_rows_than_are_brought_over_at_once(db, monkeypatch):
    monkeypatch.setattr("store.bulk._ROWS", 3)
    rows = [(f"t{n}", "", n, None, None, bool(n % 2)) for n in range(10)]

    with db.write() as connection:
        assert written(connection, rows, flag=bool, text="str") == rows
