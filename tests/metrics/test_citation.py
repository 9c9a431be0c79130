"""A number's hash speaks of the number alone: not of engine, language or row order."""

import random
import unicodedata
from dataclasses import fields, replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language import set_language
from metrics.citation import Frozen, cited, file_mark, is_hash, table_hash
from metrics.indicators import INDICATORS

FIGURE = Frozen(
    evaluation=12,
    known_at="2025-07-24T19:00:00Z",
    plan="kpi-80-20",
    indicator="online_dossiers",
    reading="own",
    unit_code="00004",
    as_of=date(2025, 7, 24),
    window_start=date(2025, 7, 1),
    numerator=796,
    denominator=1000,
    target="4/5",
    rank=41,
    status="on_track",
)
CANONICAL = (
    '{"as_of":"2025-07-24","denominator":1000,"evaluation":12,'
    '"indicator":"online_dossiers","known_at":"2025-07-24T19:00:00Z",'
    '"numerator":796,"plan":"kpi-80-20","rank":41,"reading":"own",'
    '"status":"on_track","target":"4/5","unit_code":"00004",'
    '"window_start":"2025-07-01"}'
)


def test_the_hash_is_that_of_the_canonical_text():
    assert FIGURE.hash == sha256(CANONICAL.encode()).hexdigest()


@pytest.mark.parametrize("name", [field.name for field in fields(Frozen)])
def test_every_part_that_was_frozen_changes_the_hash(name):
    value = getattr(FIGURE, name)
    other = value + 1 if isinstance(value, int) else date(2025, 7, 2)
    if isinstance(value, str):
        other = value + "x"

    assert replace(FIGURE, **{name: other}).hash != FIGURE.hash


def test_not_known_is_not_zero():
    assert replace(FIGURE, numerator=None).hash != replace(FIGURE, numerator=0).hash


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_citation_reads_the_same_in_each_language(language):
    set_language(language)

    assert FIGURE.citation == (
        "hai-cap evaluation 12 · kpi-80-20 · online_dossiers · 00004 · 2025-07-24 · "
        f"79.60 % (796/1000) · {FIGURE.hash[:16]}"
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((99999, 100000), "99.99 %"),
        ((1, 1), "100.00 %"),
        ((0, 3), "0.00 %"),
        ((2, 3), "66.67 %"),
        ((None, 3), "–"),
        ((0, 0), "–"),
    ],
)
def test_a_share_below_one_is_never_cited_as_a_hundred(counts, shown):
    figure = replace(FIGURE, numerator=counts[0], denominator=counts[1])

    assert f" · {shown} (" in figure.citation


def test_a_citation_gives_back_its_evaluation_and_hash():
    assert cited(f"  {FIGURE.citation}\n") == (12, FIGURE.hash[:16])


def test_a_file_name_gives_back_its_evaluation_and_hash():
    name = f"xep-hang_online_{file_mark(12, FIGURE.hash)}"

    assert cited(f"{name}.csv") == (12, FIGURE.hash[:8])
    assert cited(f"{name} (1).csv") == (12, FIGURE.hash[:8])


@pytest.mark.parametrize(
    "text",
    [
        "12 3f9a0c1d",
        "12 · 3F9A0C1D",
        "https://a.vn/number?indicator=on_time&evaluation=12&hash=3f9a0c1d",
    ],
)
def test_number_and_hash_are_found_as_people_copy_them(text):
    assert cited(text) == (12, "3f9a0c1d")


@pytest.mark.parametrize("text", ["", "79,60 %", "evaluation 12", "e12_xyz.csv"])
def test_words_that_cite_nothing_are_told_apart(text):
    assert cited(text) is None


def test_a_hash_is_lower_case_hexadecimal_of_at_least_eight_digits():
    assert is_hash("0123abcd")
    assert not is_hash("0123abc")
    assert not is_hash("0123ABCD")


CELLS = st.one_of(
    st.none(), st.integers(), st.floats(0, 1), st.text(max_size=4), st.dates()
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.randoms())
def test_a_table_has_one_hash_in_whatever_order_its_rows_come(rows, chance):
    moved = list(rows)
    random.Random(chance.random()).shuffle(moved)

    assert table_hash(["a", "b"], rows) == table_hash(["a", "b"], moved)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_share_survives_the_sixteen_digits_of_a_workbook(share, other):
    kept = float(f"{share:.16G}")

    assert table_hash(["v"], [[kept]]) == table_hash(["v"], [[share]])
    if abs(share - other) > 1e-15:
        assert table_hash(["v"], [[other]]) != table_hash(["v"], [[share]])


def test_a_name_written_in_parts_is_the_same_name():
    name = "Phường Ba Đình"
    parts = unicodedata.normalize("NFD", name)

    assert table_hash(["n"], [[name]]) == table_hash(["n"], [[parts]])


def test_rows_are_counted_not_only_met():
    assert table_hash(["n"], [[1]]) != table_hash(["n"], [[1], [1]])


def test_every_indicator_says_which_version_counts_since_when():
    assert all(about.version >= 1 and about.since for about in INDICATORS)
