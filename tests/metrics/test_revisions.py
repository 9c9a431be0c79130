"""A difference split by cause adds up, told by a second, naive walk."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from metrics.reading import Amount
from metrics.revisions import OTHER, Cause, Piece, split

CAUSES = [Cause(n, "load", n) for n in (3, 5, 8)]
pieces = st.builds(
    Piece,
    st.sampled_from(CAUSES),
    st.sampled_from(["entered", "left", "changed"]),
    st.integers(-5, 5),
    st.integers(-5, 5),
)


def naive(then: Amount, found: list[Piece]) -> list[tuple[int, Fraction | None]]:
    """The value after each load, one piece at a time."""
    above, below, steps = then.numerator, then.denominator, []
    for number in sorted({piece.cause.load_id for piece in found}):
        for piece in found:
            if piece.cause.load_id == number:
                above += piece.numerator
                below += piece.denominator
        steps.append((number, Fraction(above, below) if below > 0 else None))
    return steps


@given(st.integers(0, 50), st.integers(1, 50), st.lists(pieces, max_size=12))
def test_each_cause_moved_the_value_from_where_the_one_before_left_it(
    above, below, found
):
    then = Amount(above, below)
    end = Amount(
        above + sum(p.numerator for p in found),
        below + sum(p.denominator for p in found),
    )
    parts = split(then, end, found)

    assert sum(p.numerator for p in parts) == end.numerator - above
    assert sum(p.denominator for p in parts) == end.denominator - below
    if end.value is None:
        assert all(part.points is None for part in parts)
        return
    assert sum((p.points for p in parts), Fraction(0)) == end.value - then.value
    value = then.value
    for part, (number, reached) in zip(parts, naive(then, found), strict=True):
        reached = value if reached is None else reached
        assert (part.cause.load_id, part.points) == (number, reached - value)
        value = reached


def test_what_the_pieces_leave_open_is_a_part_of_its_own():
    parts = split(Amount(1, 4), Amount(3, 4), [Piece(CAUSES[0], "changed", 1, 0)])

    assert [(p.cause, p.numerator, p.denominator) for p in parts] == [
        (CAUSES[0], 1, 0),
        (OTHER, 1, 0),
    ]


def test_nothing_is_said_of_points_where_a_value_was_not_known():
    parts = split(Amount(None, None), Amount(3, 4), [Piece(CAUSES[0], "entered", 3, 4)])

    assert [part.points for part in parts] == [None]
