"""Doubtful rows, added up by unit, by procedure or by both."""

from __future__ import annotations

from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.doubted import BY, doubts_by, doubts_of

COLUMNS = ["doubt", "unit_code", "procedure_code", "owner", "rows", "load_id"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(["due_missing", "paid_without_fee"]),
        st.sampled_from(["1", "2"]),
        st.sampled_from(["A", "B", "", None]),
        st.sampled_from(["X", "Y"]),
        st.integers(1, 9),
        st.integers(1, 5),
    ),
    max_size=12,
)
CODES = {"unit": ["unit_code"], "procedure": ["procedure_code"]}
CODES["both"] = [*CODES["unit"], *CODES["procedure"]]


def kept(lines):
    frame = pd.DataFrame(lines, columns=COLUMNS).astype({"procedure_code": object})
    names = {"unit_name": frame["unit_code"], "procedure_name": frame["procedure_code"]}
    return frame.assign(**names, name_en="")


@settings(max_examples=40)
@given(by=st.sampled_from(list(BY)), lines=LINES)
def test_doubts_are_added_up_by_what_is_asked_the_most_rows_first(by, lines):
    naive, newest = Counter(), {}
    for line in lines:
        row = dict(zip(COLUMNS, line, strict=True))
        key = (row["doubt"], *(row[code] for code in CODES[by]), row["owner"])
        naive[key] += row["rows"]
        newest[key] = max(newest.get(key, 0), row["load_id"])

    found = doubts_by(kept(lines), by)

    plain = found.astype(object).where(found.notna(), None).to_dict("records")
    told = {
        (row["doubt"], *(row[code] for code in CODES[by]), row["owner"]): row
        for row in plain
    }
    assert {key: row["rows"] for key, row in told.items()} == dict(naive)
    assert {key: row["load_id"] for key, row in told.items()} == newest
    assert found["rows"].tolist() == sorted(naive.values(), reverse=True)


def test_the_rows_of_a_unit_and_of_a_procedure_are_chosen():
    frame = kept(
        [
            ("due_missing", "1", "A", "X", 1, 1),
            ("due_missing", "1", None, "X", 2, 1),
            ("due_missing", "2", "A", "X", 4, 1),
        ]
    )

    assert doubts_of(frame)["rows"].sum() == 7
    assert doubts_of(frame, unit="1")["rows"].sum() == 3
    assert doubts_of(frame, procedure="A")["rows"].sum() == 5
    assert doubts_of(frame, "2", "A")["rows"].sum() == 4
    assert doubts_of(frame, "9").empty
