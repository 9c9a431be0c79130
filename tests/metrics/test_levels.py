"""Services rows resolved, against a second, naive reading of the contract."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from metrics.levels import levels_on, spans

FIRST = date(2025, 7, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(8)]
UNITS = ("a", "b", "c")

day = st.sampled_from(DAYS)
service_rows = st.lists(
    st.fixed_dictionaries(
        {
            "procedure_code": st.sampled_from(["p", "q"]),
            "unit_code": st.sampled_from(["", "", "a", "b"]),
            "unit_kind": st.sampled_from(["", "ward", "commune|ward", "city"]),
            "online_level": st.sampled_from(["full", "partial", "none", "online"]),
            "valid_from": st.one_of(st.just(date.min), day),
            "valid_to": st.one_of(st.just(date.max), day),
            "load_id": st.integers(1, 3),
        }
    ),
    max_size=8,
)
unit_rows = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.sampled_from(UNITS),
            "kind": st.sampled_from(["ward", "commune", "city"]),
            "valid_from": st.one_of(st.just(date.min), day),
            "valid_to": st.one_of(st.just(date.max), day),
        }
    ),
    max_size=5,
    unique_by=lambda row: (row["code"], row["valid_from"]),
)


def kind_on(units: list[dict], code: str, on: date) -> str | None:
    fitting = [
        row
        for row in units
        if row["code"] == code and row["valid_from"] <= on <= row["valid_to"]
    ]
    return max(fitting, key=lambda row: row["valid_from"])["kind"] if fitting else None


def naive(services: list[dict], units: list[dict], code: str, procedure: str, on: date):
    """The contract, word by word: unit over kind over all, then later valid_from,
    then later load."""
    best = None
    for number, row in enumerate(services):
        if row["procedure_code"] != procedure:
            continue
        if not row["valid_from"] <= on <= row["valid_to"]:
            continue
        if row["unit_code"]:
            scope = 2 if row["unit_code"] == code else None
        elif row["unit_kind"]:
            kind = kind_on(units, code, on)
            scope = 1 if kind in row["unit_kind"].split("|") else None
        else:
            scope = 0
        if scope is None:
            continue
        rank = (scope, row["valid_from"], row["load_id"], number)
        if best is None or rank > best[0]:
            best = (rank, row["online_level"])
    return best[1] if best else ""


@given(service_rows, unit_rows)
def test_levels_in_force_follow_the_contract_word_by_word(services, units):
    known = {row["code"] for row in units}
    frame = pd.DataFrame(
        [row | {"id": number} for number, row in enumerate(services)],
        columns=[
            "id",
            "load_id",
            "procedure_code",
            "unit_code",
            "unit_kind",
            "online_level",
            "valid_from",
            "valid_to",
        ],
        dtype=object,
    )
    places = pd.DataFrame(
        units, columns=["code", "kind", "valid_from", "valid_to"], dtype=object
    )
    asked = pd.DataFrame(
        [
            (code, procedure, on.toordinal())
            for code in sorted(known)
            for procedure in ("p", "q")
            for on in [*DAYS, date(2030, 1, 1)]
        ],
        columns=["unit_code", "procedure_code", "day"],
    )

    found = levels_on(asked, spans(frame, places))

    wanted = [
        naive(services, units, row.unit_code, row.procedure_code, on)
        for row in asked.itertuples()
        for on in [date.fromordinal(int(row.day))]
    ]
    assert found.tolist() == wanted


def test_spans_of_a_pair_never_overlap():
    services = pd.DataFrame(
        [
            (1, 1, "p", "", "", "partial", date.min, date.max),
            (2, 1, "p", "a", "", "full", FIRST, FIRST + timedelta(days=2)),
        ],
        columns=[
            "id",
            "load_id",
            "procedure_code",
            "unit_code",
            "unit_kind",
            "online_level",
            "valid_from",
            "valid_to",
        ],
    )
    units = pd.DataFrame(
        [("a", "ward", date.min, date.max)],
        columns=["code", "kind", "valid_from", "valid_to"],
    )

    found = spans(services, units)

    assert found["level"].tolist() == ["partial", "full", "partial"]
    assert (found["day_from"].iloc[1:].values == found["day_to"].iloc[:-1] + 1).all()
