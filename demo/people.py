"""Chairs and vice-chairs. All names are invented and say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from demo.cast import Cast
from demo.place import Place, dice

HEADER = (
    "unit_code",
    "person",
    "post",
    "starts_on",
    "ends_on",
    "decision_no",
    "acting",
    "email",
)
MARK = " (demo)"
FIRST_NAMES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE_NAMES = "Mai Thu Kim Lan Minh Hải Đức Quốc Gia Khánh Thùy Bảo".split()
LAST_NAMES = "An Bình Châu Giang Hà Huy Khoa Linh Long Oanh Phúc Quân Sơn Vy".split()

TWO_LEVELS_START = date(2025, 7, 1)
# Replacements happen in the middle of July, a day apart.
REPLACED_FROM = date(2025, 7, 11)

Term = tuple[str, str, str, str, str, str, str, str]


def office_terms(seed: int, place: Place, cast: Cast, until: date) -> Iterator[Term]:
    """A Chair and a vice-chair for each unit and the city, in HEADER's order."""
    names = _names(dice(seed, "people"))
    replaced = {int(unit): turn for turn, unit in enumerate(cast.replaced)}
    acting = set(cast.acting.tolist())
    yield _term("01", next(names), "chair", TWO_LEVELS_START, None, "01")
    for unit, code in enumerate(place.units.tolist()):
        yield _term(code, next(names), "vice_chair", TWO_LEVELS_START, None, "02")
        first, second, deputy = next(names), next(names), next(names)
        change = REPLACED_FROM + timedelta(days=replaced.get(unit, 0))
        if unit not in replaced or change > until:
            here = unit in acting
            yield _term(code, first, "chair", TWO_LEVELS_START, None, "01", here)
            continue
        yield _term(
            code, first, "chair", TWO_LEVELS_START, change - timedelta(days=1), "01"
        )
        if replaced[unit] % 3 == 0:
            # Three days without a Chair: a deputy acts.
            gap_end = change + timedelta(days=2)
            yield _term(code, deputy, "chair", change, gap_end, "03", True)
            change = gap_end + timedelta(days=1)
        yield _term(code, second, "chair", change, None, "04")


def _term(
    unit_code: str,
    person: str,
    post: str,
    starts_on: date,
    ends_on: date | None,
    decision: str,
    acting: bool = False,
) -> Term:
    return (
        unit_code,
        person,
        post,
        starts_on.isoformat(),
        ends_on.isoformat() if ends_on else "",
        f"{unit_code}-{decision}/QĐ-DEMO",
        "1" if acting else "0",
        f"{post}.{unit_code}@demo.invalid",
    )


def _names(random: np.random.Generator) -> Iterator[str]:
    """Invented names without end, none twice until all have been used."""
    every = [
        f"{first} {middle} {last}{MARK}"
        for first in FIRST_NAMES
        for middle in MIDDLE_NAMES
        for last in LAST_NAMES
    ]
    while True:
        for position in random.permutation(len(every)).tolist():
            yield every[position]
