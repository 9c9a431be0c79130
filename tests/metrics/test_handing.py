"""What a hand-over, an acting Chair or a correction means, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import UsageError
from metrics.handing import (
    ACTING,
    CORRECT,
    HAND_OVER,
    Entry,
    applied,
    from_row,
    moved,
    rows_of,
)
from metrics.terms import Term, chair_of

UNIT, OLD, NEW = "00004", "Nguyễn Văn Cũ", "Trần Thị Mới"


def day(number):
    return date(2025, 7, number)


TERMS = (
    Term(UNIT, OLD, "chair", day(1), date.max, decision_no="1", email="old@x"),
    Term(UNIT, "Lê Thị Phó", "vice_chair", day(1), date.max),
    Term("00008", "Vũ Văn Xa", "chair", day(1), date.max),
)
ENTRY = Entry(HAND_OVER, UNIT, NEW, day(21), day(20), "12/QĐ", mail="new@x")


def taken(entry, terms=TERMS):
    return applied(terms, [from_row(row) for row in rows_of(entry, terms)])


def seen(entry, terms=TERMS):
    """The spans an entry moves, and by asking day by day that they are right."""
    changed = [from_row(row) for row in rows_of(entry, terms)]
    spans = moved(terms, changed)
    for number in range(1, 32):
        before, after = (
            getattr(chair_of(known, day(number)).get(UNIT), "person", "")
            for known in (terms, applied(terms, changed))
        )
        inside = [s for s in spans if s.first <= day(number) <= s.last]
        assert before == after or len(inside) == 1
    names = [[getattr(t, "person", "") for t in (s.before, s.after)] for s in spans]
    return [(s.first, s.last, *pair) for s, pair in zip(spans, names, strict=True)]


def test_a_hand_over_ends_the_one_term_and_keeps_what_else_it_says():
    old, _vice, _far, new = taken(ENTRY)

    assert old == replace(TERMS[0], ends_on=day(20))
    assert (new.starts_on, new.ends_on, new.email) == (day(21), date.max, "new@x")
    assert seen(ENTRY) == [(day(21), date.max, OLD, NEW)]


def test_days_between_two_chairs_are_told_as_nobodys():
    assert seen(replace(ENTRY, first=day(25))) == [
        (day(21), day(24), OLD, ""),
        (day(25), date.max, OLD, NEW),
    ]


def test_who_acts_beside_a_regular_chair_moves_nothing_and_alone_does():
    acting = Entry(ACTING, UNIT, NEW, day(10), day(12), "13/QĐ")
    ended = (replace(TERMS[0], ends_on=day(11)), *TERMS[1:])

    assert seen(acting) == []
    assert seen(acting, ended) == [(day(12), day(12), "", NEW)]


def test_a_correction_changes_one_term_and_none_other():
    entry = Entry(CORRECT, UNIT, OLD, day(1), day(9), "1b", acting=True, mail="a@b")

    assert taken(entry)[1:] == TERMS[1:]
    assert seen(entry) == [(day(1), day(9), OLD, OLD), (day(10), date.max, OLD, "")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decision_no": ""}, "số quyết định"),
        ({"person": ""}, "họ và tên"),
        ({"first": None}, "ngày bắt đầu"),
        ({"first": day(20)}, "phải sau ngày kết thúc"),
        ({"last": None}, "cùng là Chủ tịch"),
        ({"mail": "nowhere"}, "không phải là địa chỉ"),
        ({"unit_code": "00025"}, "không có Chủ tịch"),
        ({"what": ACTING, "last": day(20)}, "Ngày kết thúc trước"),
        ({"what": CORRECT, "last": None}, "không có nhiệm kỳ này"),
    ],
)
def test_what_cannot_be_so_is_refused_in_plain_words(changes, said):
    with pytest.raises(UsageError) as refused:
        rows_of(replace(ENTRY, **changes), TERMS)
    assert said in refused.value.text()
