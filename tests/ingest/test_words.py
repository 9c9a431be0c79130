"""Single cells: numbers, shares, flags and words at their borders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kinds import LEVELS, STATUS_WORDS
from ingest.words import (
    BadCell,
    decimal,
    degrees,
    flag,
    share,
    unit_kinds,
    whole,
    word_of,
)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (whole, "", None),
        (whole, "0", 0),
        (whole, "12.0", 12),
        (whole, "1e3", 1000),
        (whole, "40000.000", 40000),
        (whole, "0.000", 0),
        (decimal, "", None),
        (decimal, "2.97", 2.97),
        (decimal, ".5", 0.5),
        (degrees(90), "-33.9", -33.9),
        (share, "", ""),
        (share, "0", "0"),
        (share, "0.80", "0.8"),
        (share, "1", "1"),
        (share, "1.0", "1"),
        (share, "1e-1", "0.1"),
        (flag, "", ""),
        (flag, "TRUE", "1"),
        (flag, "0.0", "0"),
        (word_of(LEVELS), "4", "full"),
        (word_of(LEVELS), "4.0", "full"),
        (word_of(LEVELS), "Partial", "partial"),
        (word_of(STATUS_WORDS), "10", "returned"),
        (word_of(STATUS_WORDS), "", ""),
        (unit_kinds, " Ward | commune|ward|", "commune|ward"),
        (unit_kinds, "Arrondissement", "Arrondissement"),
    ],
)
def test_a_cell_is_stored_as(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (whole, "12.5", "bad_number"),
        (whole, "12.000", "bad_number"),
        (whole, "1,200", "bad_number"),
        (whole, "many", "bad_number"),
        (whole, "nan", "bad_number"),
        (whole, "1_000", "bad_number"),
        (whole, "١٢", "bad_number"),
        (whole, "1e99", "bad_number"),
        (whole, "9223372036854775808", "bad_number"),
        (whole, "-1", "negative"),
        (decimal, "inf", "bad_number"),
        (decimal, "-0.1", "negative"),
        (degrees(90), "91", "bad_number"),
        (share, "1.0000001", "bad_number"),
        (share, "80%", "bad_number"),
        (share, "-0.1", "negative"),
        (flag, "maybe", "unknown_word"),
        (word_of(LEVELS), "5", "unknown_word"),
        (word_of(STATUS_WORDS), "11", "unknown_word"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(read, text, reason):
    with pytest.raises(BadCell, match=f"^{reason}$"):
        read(text)


@given(st.text(max_size=12))
def test_wild_text_is_read_or_named_bad_but_never_breaks(text):
    for read in (whole, decimal, share, flag, degrees(90), word_of(LEVELS)):
        try:
            read(text)
        except BadCell as bad:
            assert str(bad) in {"bad_number", "negative", "unknown_word"}


@given(st.integers(0, 2**63 - 1))
def test_every_whole_number_is_exact(number):
    assert whole(str(number)) == number


@given(st.decimals(0, 1, places=9))
def test_every_share_stays_exact(value):
    from decimal import Decimal

    assert Decimal(share(str(value))) == value
