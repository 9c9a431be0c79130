"""Every level below a number adds up to it."""

from __future__ import annotations

from datetime import date

import pytest

from board import Board
from core.errors import UsageError
from metrics.questions import Question
from tests.make import (
    BIRTH,
    CITY,
    COPY,
    EMPTY,
    GOOD,
    HOUSE,
    cast,
    dossiers,
    load,
    reported,
)

ASKED = Question("online_dossiers")


@pytest.fixture
def full(engine, filled):
    return filled(
        engine,
        "full",
        cast(),
        dossiers(GOOD, "2025-07-10", 2, of=5),
        dossiers(GOOD, "2025-07-11", 1, of=4, procedure_code=HOUSE),
    )


def sums(frame):
    return int(frame["numerator"].sum()), int(frame["denominator"].sum())


@pytest.mark.parametrize("code", [GOOD, CITY, ""])
def test_procedures_add_up_to_the_unit(full, code):
    made = full.made_of(ASKED, code)
    rows = full.ranking(ASKED).frame.set_index("unit_code")
    above = rows.loc[code or CITY]

    assert made.by == "procedure"
    assert sums(made.frame) == (above["numerator"], above["denominator"])
    assert made.frame["label"].tolist()[0] == "Đăng ký khai sinh"


@pytest.mark.parametrize("code", [GOOD, CITY])
def test_days_add_up_to_the_procedure_and_loads_to_the_day(full, code):
    above = full.made_of(ASKED, code).frame.set_index("key").loc[BIRTH]
    days = full.made_of(ASKED, code, BIRTH)
    day = days.frame.set_index("key").loc[date(2025, 7, 10)]
    loads = full.made_of(ASKED, code, BIRTH, date(2025, 7, 10))

    assert (days.by, loads.by) == ("day", "load")
    assert sums(days.frame) == (above["numerator"], above["denominator"])
    assert sums(loads.frame) == (day["numerator"], day["denominator"])
    assert len(loads.frame) == 2
    assert loads.frame["file"].str.startswith("dossiers").all()


def test_reports_and_rows_together_are_the_number(db, settings):
    report = {"unit_code": EMPTY, "period_end": "2025-07-15"}
    rows = [reported("received", 10, **report), reported("online", 4, **report)]
    load(db, settings, *cast(), *rows)
    board = Board(db, settings)

    made = board.made_of(ASKED, CITY)

    counted = made.counts[made.counts["used"] == "counted"]
    above, below = sums(made.frame)
    whole = board.ranking(ASKED).whole
    assert above + counted["online"].sum() == whole["numerator"]
    assert below + counted["received"].sum() == whole["denominator"]
    assert counted["file"].tolist()[0].startswith("counts")


@pytest.mark.parametrize("key", ["online_procedures", "e2e_procedures"])
@pytest.mark.parametrize("code", [GOOD, CITY])
def test_services_add_up_to_the_catalogue(full, key, code):
    made = full.made_of(Question(key), code)
    above = full.ranking(Question(key)).frame.set_index("unit_code").loc[code]

    assert made.by == "service"
    assert sums(made.frame) == (above["numerator"], above["denominator"])
    level = made.frame.set_index("key")["level"]
    assert (level[BIRTH], level[COPY]) == ("full", "none")
    assert made.frame["file"].str.startswith("services").all()


def test_procedures_in_use_add_up_and_lead_to_their_days(full):
    made = full.made_of(Question("active_procedures"), GOOD)
    above = full.ranking(Question("active_procedures")).frame.set_index("unit_code")

    assert sums(made.frame) == (
        above["numerator"][GOOD],
        above["denominator"][GOOD],
    )
    days = full.made_of(Question("active_procedures"), GOOD, HOUSE)
    assert (days.by, sums(days.frame)) == ("day", (1, 4))


def test_an_unknown_unit_is_told(full):
    with pytest.raises(UsageError):
        full.made_of(ASKED, "nowhere")
