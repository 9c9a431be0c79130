"""Tallies kept step by step equal those built anew, whatever happened before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from core.settings import Settings
from metrics.measures import MEASURES
from store import rollup
from store.engine import open_database
from store.schema import daily_tally, dossier, unit_day_tally
from tests.store import rows

FIRST = date(2025, 7, 1)


def tallies(db) -> tuple[list, list]:
    with db.read() as connection:
        fine = connection.execute(select(daily_tally)).all()
        slim = connection.execute(select(unit_day_tally)).all()
    return sorted(map(tuple, fine)), sorted(map(tuple, slim))


def naive(db) -> dict[tuple, dict[str, int]]:
    """Every current dossier, one by one, by the measures' own conditions."""
    counted: dict[tuple, dict[str, int]] = {}
    with db.read() as connection:
        found = connection.execute(select(dossier).where(dossier.c.current)).all()
    for row in found:
        if row.deleted == "1":
            continue
        key = (row.unit_code, row.day, row.procedure_code)
        group = counted.setdefault(key, {m.key: 0 for m in MEASURES})
        for measure in MEASURES:
            group[measure.key] += measure.when.holds(row._mapping)
    return {key: group for key, group in counted.items() if group["received"]}


day = st.integers(0, 4).map(lambda number: FIRST + timedelta(days=number))
dossiers = st.fixed_dictionaries(
    {
        "dossier_code": st.sampled_from([f"d{number}" for number in range(6)]),
        "unit_code": st.sampled_from(["a", "b", "city"]),
        "procedure_code": st.sampled_from(["p", "q"]),
        "day": day,
    },
    optional={
        "channel": st.sampled_from(["online", "counter", "post", ""]),
        "status": st.sampled_from(["received", "refused", "finished", "returned"]),
        "service_level": st.sampled_from(["", "full", "online"]),
        "due_at": st.sampled_from(["", "2025-07-03"]),
        "finished_at": st.sampled_from(["", "2025-07-02", "2025-07-04T01:00:00Z"]),
        "updated_at": st.sampled_from(["", "2025-07-01", "2025-07-05"]),
        "deleted": st.sampled_from(["", "1"]),
        "fee_due": st.sampled_from(["", "1"]),
        "paid_online": st.sampled_from(["", "1"]),
    },
)
services = st.fixed_dictionaries(
    {
        "procedure_code": st.sampled_from(["p", "q"]),
        "online_level": st.sampled_from(["full", "partial", "none"]),
        "unit_code": st.sampled_from(["", "a"]),
        "unit_kind": st.sampled_from(["", "ward"]),
        "valid_from": st.one_of(st.just(date.min), day),
        "valid_to": st.one_of(st.just(date.max), day),
    }
)
histories = st.lists(
    st.one_of(
        st.lists(
            dossiers, min_size=1, max_size=5, unique_by=lambda r: r["dossier_code"]
        ),
        services,
    ),
    min_size=1,
    max_size=6,
)


def play(db, history) -> None:
    for step in history:
        if isinstance(step, dict):
            rows.services(db, step)
            continue
        # A file has the same columns in every row.
        for row in step:
            rows.dossiers(db, row | {"received_at": row["day"].isoformat()})


@given(histories)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_tallies_kept_step_by_step_equal_those_built_anew(new_database, history):
    db = open_database(new_database())
    rows.place(db)
    play(db, history)
    kept = tallies(db)

    with db.write() as connection:
        rollup.recount(connection)

    assert tallies(db) == kept
    one_by_one = naive(db)
    keys = [m.key for m in MEASURES]
    assert kept[0] == sorted(
        (*key, *(group[name] for name in keys)) for key, group in one_by_one.items()
    )
    db.close()


def test_recounting_some_days_leaves_the_others_as_they_are(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(), rows.dossier("d2", "2025-07-11"))
    before = tallies(db)

    with db.write() as connection:
        rollup.recount(connection, date(2025, 7, 11), date(2025, 7, 11))

    assert tallies(db) == before


@pytest.mark.parametrize("size", [1, 40])
def test_few_and_many_changes_are_counted_alike(db, size):
    rows.place(db)
    rows.dossiers(db, *(rows.dossier(f"d{n}", channel="counter") for n in range(40)))
    rows.dossiers(db, *(rows.dossier(f"d{n}", channel="online") for n in range(size)))

    with db.read() as connection:
        found = connection.execute(select(unit_day_tally)).one()
    assert (found.received, found.online) == (40, size)


def test_sqlite_looks_few_groups_up_instead_of_reading_all_dossiers(tmp_path):
    db = open_database(Settings(_env_file=None, var=tmp_path))
    rows.place(db)
    rows.dossiers(db, *(rows.dossier(f"d{n}") for n in range(40)))
    plan = []

    def explain(connection, cursor, statement, values, context, many) -> None:
        if statement.startswith("INSERT INTO daily_tally"):
            asked = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            plan.extend(str(step[3]) for step in asked)

    event.listen(db.engine, "before_cursor_execute", explain)
    rows.dossiers(db, rows.dossier("d7", channel="post"))
    db.close()

    assert plan[:1] == ["SCAN stage"]
    assert plan[1].startswith("SEARCH dossier USING INDEX ix_dossier_unit_code_day")


def full_online(db) -> int:
    with db.read() as connection:
        return sum(row.full_online for row in connection.execute(select(daily_tally)))


def test_a_corrected_services_row_covering_the_day_changes_the_level(db):
    rows.place(db)
    rows.services(db, rows.service("p", "partial"))
    rows.dossiers(db, rows.dossier(channel="online"))
    assert full_online(db) == 0

    rows.services(db, rows.service("p", "full"))

    assert full_online(db) == 1


def test_a_services_row_valid_from_a_later_day_never_changes_the_level(db):
    rows.place(db)
    rows.services(db, rows.service("p", "partial"))
    rows.dossiers(db, rows.dossier(channel="online"))

    rows.services(db, rows.service("p", "full", valid_from=date(2025, 7, 11)))

    assert full_online(db) == 0


def test_a_dossiers_own_level_goes_over_the_one_in_force(db):
    rows.place(db)
    rows.services(db, rows.service("p", "partial"))
    rows.dossiers(db, rows.dossier(channel="online", service_level="full"))

    rows.services(db, rows.service("p", "none"))

    assert full_online(db) == 1


def test_a_unit_that_changes_its_kind_takes_the_levels_of_its_kind(db):
    from core.kinds import UNITS

    rows.place(db)
    rows.services(db, rows.service("p", "full", unit_kind="special_zone"))
    rows.dossiers(db, rows.dossier(channel="online"))
    assert full_online(db) == 0

    rows.load(db, rows.part(UNITS, {"code": "a", "name": "A", "kind": "special_zone"}))

    assert full_online(db) == 1
