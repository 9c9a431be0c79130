"""What a look tells is what the load then does, and nothing of a look is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import MetaData, select

from actions.look import file_told, look
from board import Board
from ingest.load import load_paths
from metrics.questions import Question
from store import ledger
from tests.make import (
    BIRTH,
    CHANGED,
    CITY,
    COPY,
    GOOD,
    LATE,
    cast,
    dossier,
    load,
    reported,
    service,
    target,
    unit,
    write,
)

SHOWN = ("numerator", "denominator", "value", "rank", "status")


def quiet(share: float) -> None:
    """Nobody is told how far it is."""


def tables(db) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    found = {}
    for engine in {db.engine, db.jobs_engine}:
        known = MetaData()
        known.reflect(engine)
        with engine.connect() as connection:
            for table in known.sorted_tables:
                rows = connection.execute(select(table)).all()
                found[table.name] = sorted(map(repr, rows))
    return found


def files(var: Path) -> dict[str, int]:
    """What lies in the folder of everything that is written, the database aside."""
    return {
        str(path.relative_to(var)): path.stat().st_size
        for path in var.rglob("*")
        if path.is_file() and ".db" not in path.name and path.name != "load.lock"
    }


def standings(db, settings) -> dict[str, dict[str, dict[str, Any]]]:
    """By indicator and unit what the ranking page shows, asked for as a page asks."""
    board = Board(db, settings)
    header = board.header()
    kinds = header.plan.kinds if header.plan else ()
    found = {}
    for key in (*header.pair, *header.companion):
        answer = board.ranking(Question(key, kinds=kinds))
        frame = answer.frame.astype(object).where(answer.frame.notna(), None)
        found[key] = {
            row["unit_code"]: {name: row[name] for name in SHOWN}
            for row in frame.to_dict("records")
        }
    return found


def moved(before, after) -> dict[str, dict[str, tuple[Any, Any]]]:
    """What differs, by indicator and unit."""
    return {
        key: {
            code: (before[key].get(code), row)
            for code, row in rows.items()
            if before[key].get(code) != row
        }
        for key, rows in after.items()
    }


def told_moves(moves) -> dict[str, dict[str, tuple[Any, Any]]]:
    return {
        one["indicator"]: {
            row["code"]: (row["before"], row["after"]) for row in one["rows"]
        }
        for one in moves["indicators"]
    }


CODES = [f"H26.1-{number}" for number in range(12)]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "dossier_code": st.sampled_from([*CODES, ""]),
            "unit_code": st.sampled_from([GOOD, LATE, CHANGED, "99999"]),
            "procedure_code": st.sampled_from([BIRTH, COPY]),
            "received_at": st.sampled_from(
                ["2025-07-08", "2025-07-20T10:00:00", "2025-07-23", "32/7"]
            ),
            "channel": st.sampled_from(["online", "counter", "post", "by pigeon"]),
            "status": st.sampled_from(["received", "finished", "refused", ""]),
            "updated_at": st.sampled_from(["", "2025-07-20", "2025-07-23T09:00:00"]),
            "submitter_ref": st.sampled_from(["", "012345678901"]),
        }
    ),
    min_size=1,
    max_size=10,
)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["received", "online"]),
        st.integers(-1, 60),
        st.sampled_from(["2025-07-01", "2025-07-10"]),
    ),
    max_size=3,
)


@examples(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS, reports=REPORTS)
def test_what_a_look_tells_is_what_the_load_then_does(
    db, settings, tmp_path_factory, rows, reports
):
    if not len(Board(db, settings).units()):
        load(db, settings, *cast())
    paths = write(
        tmp_path_factory.mktemp("office"),
        [dossier(**row) for row in rows]
        + [
            reported(measure, value, unit_code="00025", period_start=start)
            for measure, value, start in reports
        ],
    )
    before, kept = standings(db, settings), tables(db)
    lying = files(settings.var)

    found = look(paths, db, settings, quiet)

    assert tables(db) == kept
    assert files(settings.var) == lying
    results = load_paths(paths, db, settings)
    counts = ("file", "kind", "read", "accepted", "unchanged", "rejected", "error")
    assert [[one[name] for name in counts] for one in found.files] == [
        [file_told(result)[name] for name in counts] for result in results
    ]
    assert told_moves(found.moves) == moved(before, standings(db, settings))
    for told, result in zip(found.files, results, strict=True):
        with db.read() as connection:
            rejected = ledger.rejected(connection, result.rejected_in)
        assert {one["reason"]: one["rows"] for one in told["reasons"]} == (
            rejected["reason"].value_counts().to_dict() if result.rejected else {}
        )
        changed = sum(
            one["new"] + one["corrected"] + one["older"] for one in told["changes"]
        )
        assert changed == result.accepted


@pytest.fixture
def city(db, settings):
    load(db, settings, *cast())
    return db


def test_a_correction_is_told_apart_from_a_new_dossier(city, settings, tmp_path):
    load(city, settings, dossier(dossier_code="H26.1", channel="counter"))
    again = {"dossier_code": "H26.1", "channel": "online", "status": "finished"}
    paths = write(tmp_path, [dossier(**again), dossier(dossier_code="H26.2")])

    [told] = look(paths, city, settings, quiet).files

    [change] = told["changes"]
    assert (change["new"], change["corrected"], change["older"]) == (1, 1, 0)
    assert ["channel", "counter", "online", 1] in change["words"]
    assert ["status", "received", "finished", 1] in change["words"]
    assert change["units"] == [(GOOD, 2)]


def test_a_dossier_that_moves_touches_both_units(city, settings, tmp_path):
    load(city, settings, dossier(dossier_code="H26.1", unit_code=GOOD))
    paths = write(tmp_path, [dossier(dossier_code="H26.1", unit_code=LATE)])

    found = look(paths, city, settings, quiet)

    assert dict(found.files[0]["changes"][0]["units"]) == {GOOD: 1, LATE: 1}
    touched = {
        one["code"]: (one["before"]["received"], one["after"]["received"])
        for one in found.moves["units"]
    }
    assert touched == {GOOD: (11, 10), LATE: (10, 11)}


def test_the_same_bytes_move_nothing_and_name_the_load_that_brought_them(
    city, settings, tmp_path
):
    paths = write(tmp_path, [dossier(), dossier(unit_code="99999")])
    [first] = load_paths(paths, city, settings)

    found = look(paths, city, settings, quiet)

    [told] = found.files
    assert (told["accepted"], told["unchanged"], told["rejected"]) == (0, 1, 1)
    assert told["known"] == first.load_id
    assert all(one["moved"] == 0 for one in found.moves["indicators"])
    assert found.moves["units"] == []


def test_one_refused_file_leaves_the_others_of_a_look(city, settings, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n", encoding="utf-8")
    paths = [odd, *write(tmp_path, [dossier()])]

    found = look(paths, city, settings, quiet)

    assert [one["error"] is None for one in found.files] == [True, False]
    assert found.files[1]["error"]["values"]["file"] == "odd.csv"


def test_files_of_one_look_build_on_each_other(city, settings, tmp_path):
    paths = write(
        tmp_path,
        [dossier(unit_code="77777"), unit("77777", name="Xã Mới"), service("", "none")],
    )

    found = look(paths, city, settings, quiet)

    assert [one["kind"] for one in found.files] == ["units", "services", "dossiers"]
    assert found.files[2]["accepted"] == 1
    rows = found.moves["indicators"][2]["rows"]
    assert any(row["name"] == "Xã Mới" and row["before"] is None for row in rows)


def test_a_new_plan_is_told_with_the_old_one(city, settings, tmp_path):
    later = {"plan": "new", "title": "Kế hoạch mới", "issued_on": "2025-07-09"}
    paths = write(tmp_path, [target("online_dossiers", value="0.9", **later)])

    moves = look(paths, city, settings, quiet).moves

    assert moves["plan"] == ["Kế hoạch 80/20", "Kế hoạch mới"]


@pytest.mark.parametrize("kinds", ["commune", "city|commune|ward"])
def test_a_plan_for_other_kinds_of_units_takes_no_value_from_any(
    city, settings, tmp_path, kinds
):
    later = {"plan": "new", "issued_on": "2025-07-09", "official": "1"}
    scope = {"scope_kind": "kind", "scope_code": kinds}
    paths = write(tmp_path, [target("online_dossiers", value="0.9", **later, **scope)])

    told = look(paths, city, settings, quiet).moves["indicators"]

    online = next(one for one in told if one["indicator"] == "online_dossiers")
    assert online["rows"]
    for row in online["rows"]:
        assert row["before"]["value"] == row["after"]["value"], row
    assert (CITY in {row["code"] for row in online["rows"]}) == ("city" in kinds)
    assert len(online["rows"]) == online["moved"] <= online["units"]


def test_of_all_units_never_more_move_than_there_are(db, settings, tmp_path):
    known = [one for one in cast() if one.kind in ("units", "procedures")]
    load(db, settings, *known)
    codes = [one.values["code"] for one in cast() if one.kind == "units"]
    first = [dossier(unit_code=code) for code in codes if code != CITY]

    moves = look(write(tmp_path, first), db, settings, quiet).moves

    online = next(
        one for one in moves["indicators"] if one["indicator"] == "online_dossiers"
    )
    assert CITY in {row["code"] for row in online["rows"]}
    assert (online["moved"], online["units"]) == (len(codes), len(codes))


def test_a_newer_day_is_told(city, settings, tmp_path):
    paths = write(tmp_path, [dossier(received_at="2025-07-20T08:00:00")])

    moves = look(paths, city, settings, quiet).moves

    assert moves["as_of"] == ["2025-07-18", "2025-07-20"]
    whole = {one["indicator"]: one["whole"] for one in moves["indicators"]}
    assert [side["denominator"] for side in whole["online_dossiers"]] == [40, 41]


def test_boundaries_can_be_looked_at(city, settings, tmp_path):
    path = tmp_path / "borders.geojson"
    area = {
        "type": "Feature",
        "id": CITY,
        "properties": {},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[105, 21], [105, 22], [106, 22], [105, 21]]],
        },
    }
    whole = {"type": "FeatureCollection", "features": [area]}
    path.write_text(json.dumps(whole), encoding="utf-8")

    found = look([path], city, settings, quiet)

    assert (found.files[0]["kind"], found.files[0]["accepted"]) == ("boundaries", 1)
    assert Board(city, settings).boundaries() == {}
