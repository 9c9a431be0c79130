"""Units that merge, split and change code: "then" and under today's borders."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from app import create_app
from board import Board
from core import kinds
from core.errors import UsageError
from metrics.questions import Question
from store import ledger
from tests import make, oracle
from tests.asking import content
from tests.board import cities
from tests.board.cities import FIRST, LAST
from tests.board.test_oracle import KEYS, Filled, same

CODES = ("a", "b", "c", "e", "f")
TODAY = date(2025, 7, 25)


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, object]]:
    """Wards under a city, some gone, replaced by none, one or two: in chains and
    circles too, and by codes that stand nowhere."""
    units = [cities_unit("city", "city", "")]
    for code in CODES:
        ended = draw(st.one_of(st.none(), st.dates(FIRST, LAST - timedelta(days=1))))
        begun = draw(st.sampled_from([date.min, date(2025, 6, 28)]))
        named = draw(
            st.lists(st.sampled_from([*CODES, "nowhere"]), max_size=2, unique=True)
        )
        units.append(
            cities_unit(code, draw(st.sampled_from(["ward", "commune"])), "city")
            | {
                "valid_from": min(begun, ended or begun),
                "valid_to": ended or date.max,
                "replaced_by": "|".join(n for n in named if n != code) if ended else "",
            }
        )
    return units


def cities_unit(code: str, kind: str, parent: str) -> dict[str, object]:
    return {
        "code": code,
        "name": code,
        "kind": kind,
        "parent_code": parent,
        "valid_from": date.min,
        "valid_to": date.max,
        "replaced_by": "",
    }


@st.composite
def changing_cities(draw: st.DrawFn) -> oracle.City:
    """A city with a history; dossiers and reports only while their unit is in force."""
    units = draw(histories())
    alive = {u["code"]: u for u in units}
    dossiers = draw(st.lists(cities.dossiers(), min_size=15, max_size=40))
    for number, row in enumerate(dossiers):
        row["dossier_code"] = f"d{number}"
        row["unit_code"] = draw(st.sampled_from(CODES))
    reports = draw(st.lists(cities.reports(), max_size=8))
    for number, rows in enumerate(reports):
        unit = draw(st.sampled_from(CODES))
        for row in rows:
            row["unit_code"] = unit
            row["reported_at"] = f"2025-07-20T{number:02d}:00:00Z"
    counts = cities._whole_reports([row for rows in reports for row in rows])
    services = cities._apart(
        draw(st.lists(cities.services(), max_size=6)), kinds.SERVICES
    )
    return oracle.City(
        units=units,
        services=services if cities._told_apart(services) else [],
        dossiers=[d for d in dossiers if _lives(alive[d["unit_code"]], d["day"])],
        counts=[
            row
            for row in counts
            if _lives(alive[row["unit_code"]], row["period_start"])
            and _lives(alive[row["unit_code"]], row["period_end"])
        ],
    )


def _lives(unit, day) -> bool:
    return unit["valid_from"] <= day <= unit["valid_to"]


def remapped(city: oracle.City, day: date) -> oracle.City:
    """The same city under the borders of `day`: codes rewritten one step at a time,
    as often as there are units."""
    gone = {u["code"]: u for u in city.units if not _lives(u, day)}
    known = {u["code"] for u in city.units}
    step = {}
    for code, unit in gone.items():
        named = [one for one in unit["replaced_by"].split("|") if one]
        if len(named) == 1 and named[0] in known:
            step[code] = named[0]
    having = {d["unit_code"] for d in city.dossiers}
    having |= {row["unit_code"] for row in city.counts}
    having |= {
        c for c in known if any(oracle.strength(s, city.unit(c)) for s in city.services)
    }
    merged, former = {}, set()
    for code in sorted(gone):
        last = code
        for _ in city.units:
            last = step.get(last, last)
        last = code if last in step else last
        if code not in having:
            continue
        if last in gone:
            former.add(last)
        if last != code:
            merged.setdefault(last, []).append(code)
    units = [
        u for u in city.units if u["code"] in having | former or u["code"] not in gone
    ]
    return oracle.City(
        units, city.services, city.dossiers, city.counts, [], merged, former
    )


@given(
    city=changing_cities(),
    first=st.dates(FIRST, date(2025, 7, 5)),
    as_of=st.dates(date(2025, 7, 1), TODAY),
)
@rules(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_under_todays_borders_data_are_remapped_to_the_single_successor(
    sqlite_template, clock, city, first, as_of
):
    clock.move_to(f"{TODAY}T03:00:00Z")
    expected = remapped(city, TODAY)
    with Filled(sqlite_template, city) as board:
        for key in KEYS:
            _hold(board, expected, key, first, as_of)


def _hold(board: Board, city: oracle.City, key: str, first: date, as_of: date) -> None:
    question = Question(key, start=first, as_of=as_of, borders="today")
    frame = board.ranking(question).frame
    told = {row["unit_code"]: row for row in frame.to_dict("records")}
    table = oracle.ranking(city, key, first, as_of)
    assert set(told) == set(table)
    for code, row in table.items():
        for column in ("numerator", "denominator", "value", "rank", "change_7d"):
            assert same(told[code][column], row[column]), (key, code, column)


# A place with a merger (A and B into N), a split (S into N and O), a rename (R), a
# change of code (K1 to K2) and one that just ended (Z), all on 30 June.
END, BEGIN = "2025-06-30", "2025-07-01"
JUNE, JULY = "2025-06-20", "2025-07-10"


def gone(code: str, name: str, successors: str = "", **values: object) -> make.Row:
    return make.unit(code, name=name, valid_to=END, replaced_by=successors, **values)


def changed_place() -> list[make.Row]:
    rows = [
        make.unit("01", name="Thành phố", kind="city", parent_code=""),
        gone("A", "Xã A", "N"),
        gone("B", "Xã B", "N"),
        make.unit("N", name="Xã Mới", valid_from=BEGIN),
        gone("S", "Xã Tách", "N|O"),
        make.unit("O", name="Xã Khác", valid_from=BEGIN),
        gone("R", "Xã Tên Cũ"),
        make.unit("R", name="Xã Tên Mới", valid_from=BEGIN),
        gone("K1", "Xã K", "K2"),
        make.unit("K2", name="Xã K", valid_from=BEGIN),
        gone("Z", "Xã Hết"),
        make.procedure(make.BIRTH),
        make.service(make.BIRTH, "full"),
    ]
    for code, day, online, of in (
        ("A", JUNE, 1, 4),
        ("B", JUNE, 3, 4),
        ("S", JUNE, 2, 10),
        ("R", JUNE, 0, 5),
        ("K1", JUNE, 4, 5),
        ("Z", JUNE, 1, 2),
        ("N", JULY, 6, 8),
        ("O", JULY, 1, 2),
        ("R", JULY, 5, 5),
        ("K2", JULY, 1, 5),
    ):
        rows += make.dossiers(code, day, online, of)
    return rows


@pytest.fixture
def changed(engine, filled, clock) -> Board:
    return filled(engine, "changed", changed_place())


def counts(board: Board, borders: str = "", **asked: object) -> dict[str, tuple]:
    question = Question("online_dossiers", borders=borders, **asked)
    frame = board.ranking(question).frame
    rows = frame.to_dict("records")
    return {r["unit_code"]: (r["numerator"], r["denominator"], r["rank"]) for r in rows}


def test_then_a_unit_counts_by_its_code_while_it_is_in_force(changed):
    told = counts(changed)

    assert told == {
        "01": (13, 25, None),
        "R": (5, 10, 2),
        "N": (6, 8, 1),
        "O": (1, 2, 2),
        "K2": (1, 5, 4),
    }


def test_today_mergers_and_new_codes_join_and_a_split_unit_stands_unranked(changed):
    told = counts(changed, "today")

    assert told == {
        "01": (24, 50, None),
        "N": (10, 16, 1),
        "K2": (5, 10, 2),
        "R": (5, 10, 2),
        "O": (1, 2, 2),
        "S": (2, 10, None),
        "Z": (1, 2, None),
    }


def test_the_day_before_the_merger_the_units_of_that_day_stand(changed):
    told = counts(changed, as_of=date(2025, 6, 30))

    assert set(told) == {"01", "A", "B", "S", "R", "K1", "Z"}
    assert told["01"][:2] == (11, 30)


def test_dossiers_that_the_table_leaves_out_are_told(changed):
    outside = changed.ranking(Question("online_dossiers")).outside

    assert {unit.code: unit.dossiers for unit in outside} == {
        "A": 4,
        "B": 4,
        "S": 10,
        "K1": 5,
        "Z": 2,
    }
    stands = {unit.code: unit.counted_at for unit in outside}
    assert stands == {"A": "N", "B": "N", "S": "", "K1": "K2", "Z": ""}


def test_a_reading_of_the_catalogue_leaves_nobody_out(changed):
    assert changed.ranking(Question("online_procedures")).outside == ()


def test_a_trend_under_todays_borders_begins_before_the_merger(changed):
    how = {"start": date(2025, 6, 1), "end": date(2025, 7, 24), "step": "month"}
    then = changed.trend("online_dossiers", ("N",), **how).frame
    today = changed.trend("online_dossiers", ("N",), **how, borders="today").frame

    assert list(then["denominator"]) == [None, 8]
    assert list(today["denominator"]) == [8, 8]


def test_the_catalogue_before_a_merger_is_that_of_the_units_then(changed):
    question = Question(
        "online_procedures", as_of=date(2025, 6, 30), borders="today", start=None
    )
    frame = changed.ranking(question).frame.set_index("unit_code")

    assert frame["denominator"]["N"] == 2
    assert frame["denominator"]["K2"] == 1


def test_a_number_under_todays_borders_is_made_of_what_was_merged(changed):
    question = Question("online_dossiers", borders="today")
    made = changed.made_of(question, "N")

    assert (made.frame["numerator"].sum(), made.frame["denominator"].sum()) == (10, 16)


def test_a_unit_tells_its_former_name_and_whom_it_replaced(changed):
    renamed, merged = changed.unit("R"), changed.unit("N")

    assert renamed.names == (("Xã Tên Cũ", date(2025, 6, 30)),)
    assert renamed.unit["name"] == "Xã Tên Mới"
    assert {unit.code for unit in merged.replaces} == {"A", "B", "S"}
    assert (
        changed.unit("N", borders="today").rows["online_dossiers"]["denominator"] == 16
    )


def test_an_old_code_tells_what_became_of_it(changed):
    told = changed.former("K1")

    assert told.until == date(2025, 6, 30)
    assert told.successors == (("K2", "Xã K"),)
    assert changed.former("K2") is None
    assert changed.former("nobody") is None


def test_a_former_districts_own_report_only_reconciles_where_its_communes_had_data(
    board, db, settings, clock
):
    rows = [
        make.unit("01", name="Thành phố", kind="city", parent_code=""),
        gone("D", "Huyện", kind="district"),
        gone("C", "Xã C", "N", parent_code="D"),
        make.unit("N", name="Xã Mới", valid_from=BEGIN),
        make.procedure(make.BIRTH),
    ]
    rows += make.dossiers("C", JUNE, 3, 4)
    for measure, value in (("received", 100), ("online", 90)):
        period = {"period_start": "2025-06-01", "period_end": END}
        rows.append(make.reported(measure, value, unit_code="D", **period))
    make.load(db, settings, *rows)

    assert counts(board, "today", start=date(2025, 6, 1))["01"][:2] == (3, 4)


def test_a_report_beyond_a_units_days_does_not_count_beside_those_who_share_them(
    board, db, settings, clock
):
    rows = [
        gone("K1", "Xã K", "K2"),
        make.unit("K2", name="Xã K", valid_from=BEGIN),
        make.procedure(make.BIRTH),
        *make.dossiers("K1", JUNE, 4, 5),
    ]
    for measure, value in (("received", 50), ("online", 40)):
        period = {"period_start": "2025-06-01", "period_end": "2025-07-20"}
        rows.append(make.reported(measure, value, unit_code="K2", **period))
    make.load(db, settings, *rows)

    assert counts(board, "today", start=date(2025, 6, 1))["K2"][:2] == (4, 5)
    assert counts(board, start=date(2025, 6, 1))["K2"][:2] == (40, 50)


def test_a_code_that_took_over_but_stands_nowhere_is_a_doubt_and_no_rejection(
    db, settings, clock
):
    (result,) = make.load(db, settings, gone("A", "Xã A", "nowhere|A"))
    with db.read() as connection:
        flags = ledger.loads(connection, 1)["flags"][0]

    assert (result.accepted, result.rejected) == (1, 0)
    assert "unknown_successor" in str(flags)


def test_another_word_for_borders_is_refused(changed):
    with pytest.raises(UsageError):
        changed.ranking(Question("online_dossiers", borders="tomorrow"))


def test_an_evaluation_is_never_redrawn(changed):
    frozen = changed.header().evaluation

    with pytest.raises(UsageError):
        changed.ranking(Question("online_dossiers", borders="today"), frozen)


def page(board: Board, path: str, search: str = "") -> str:
    told = content(create_app(board.settings, board), path, search)
    return json.dumps(told, ensure_ascii=False)


def test_the_page_of_an_old_code_leads_to_the_unit_that_took_over(changed):
    shown = page(changed, "/units/K1", "?lang=en")

    assert "in force until 30/06/2025" in shown or "in force until 30" in shown
    assert "/units/K2?lang=en" in shown


def test_the_rankings_say_what_they_leave_out_and_the_switch_takes_it_in(changed):
    question = "?lang=en&indicator=online_dossiers&kind=all"
    then = page(changed, "/rankings", question)
    today = page(changed, "/rankings", question + "&borders=today")

    assert "25 dossiers of 5 units no longer in force are in none" in then
    assert "2 of them were split or name no successor" in today
    assert "Xã Tách – no longer in force" in today
    assert "borders=today" in today


def test_every_page_that_knows_borders_opens_with_them(changed):
    for path in ("/rankings", "/trends", "/units/N", "/units/S", "/data"):
        assert page(changed, path, "?borders=today")
    assert "Formerly" in page(changed, "/units/R", "?lang=en")


def test_procedures_in_use_reach_the_successor_of_a_unit_that_had_no_catalogue(
    board, db, settings, clock
):
    rows = [
        make.unit("01", name="Thành phố", kind="city", parent_code=""),
        make.unit("N", name="Xã Mới"),
        gone("A", "Xã A", "N"),
        make.procedure(make.BIRTH),
        make.service(make.BIRTH, "info", unit_code="N"),
        *make.dossiers("A", "2025-06-25", 1, of=1),
    ]
    make.load(db, settings, *rows)
    question = Question("active_procedures", start=date(2025, 6, 20), borders="today")

    told = board.ranking(question).frame.set_index("unit_code")
    assert (told["numerator"]["N"], told["denominator"]["N"]) == (1, 1)
    assert told["numerator"]["01"] == 1
    # Then the dossier stood at another unit.
    then = board.ranking(replace(question, borders="")).frame.set_index("unit_code")
    assert then["numerator"]["N"] is None


def test_a_catalogue_of_a_merged_unit_without_dossiers_of_its_own_is_of_the_whole(
    board, db, settings, clock
):
    """N has dossiers, and A, merged into it later, the catalogue that spoke then: of
    the unit as it is now it is known that none of the two in force was reached."""
    rows = [
        make.unit("01", name="Thành phố", kind="city", parent_code=""),
        make.unit("N", name="Xã Mới"),
        gone("A", "Xã A", "N"),
        make.procedure(make.BIRTH),
        make.procedure(make.COPY),
        make.service(make.BIRTH, "online", unit_code="A"),
        make.service(make.COPY, "none", unit_code="A"),
        *make.dossiers("N", "2025-06-25", 1, of=1),
    ]
    make.load(db, settings, *rows)
    question = Question(
        "active_procedures",
        start=date(2025, 6, 20),
        as_of=date(2025, 6, 26),
        borders="today",
    )

    told = board.ranking(question).frame.set_index("unit_code")
    assert (told["numerator"]["N"], told["denominator"]["N"]) == (0, 2)
    assert (told["numerator"]["01"], told["denominator"]["01"]) == (0, 2)
