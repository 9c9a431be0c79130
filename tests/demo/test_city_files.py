"""The files of the demo city: the same again, whole, and plainly invented."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from core import kinds
from core.errors import KpiError, UsageError
from demo import write_city
from demo.__main__ import main
from demo.faults import DOSSIER_FAULTS, EACH, ENDED_PROCEDURE
from demo.people import MARK
from demo.place import rows

FIRST, UNTIL = date(2025, 6, 25), date(2025, 7, 24)


def city(folder: Path, **changed: object) -> Path:
    asked = {"seed": 7, "first": FIRST, "until": UNTIL, "dossiers_per_day": 600}
    write_city(folder, **(asked | changed))  # type: ignore[arg-type]
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return city(tmp_path_factory.mktemp("city"))


def read(path: Path) -> list[dict[str, str]]:
    return rows(path.name, path.parent)


def dossiers(folder: Path) -> list[dict[str, str]]:
    return [row for path in sorted(folder.glob("dossiers_*")) for row in read(path)]


def digest(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_the_same_seed_gives_the_same_bytes(written, tmp_path):
    assert digest(city(tmp_path)) == digest(written)


def test_another_seed_gives_another_city(written, tmp_path):
    other, first = digest(city(tmp_path, seed=8)), digest(written)

    assert other["dossiers_2025-07.csv"] != first["dossiers_2025-07.csv"]
    assert other["units.csv"] == first["units.csv"]


def test_files_are_neutral_and_of_every_kind(written):
    found = set()
    for path in sorted(written.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        kind = kinds.BY_NAME[path.stem.split("_20")[0].removesuffix("_corrections")]
        assert set(header) <= set(kind.names)
        assert set(kind.required) <= set(header)
        found.add(kind.name)

    assert found == set(kinds.BY_NAME)


def test_all_codes_are_those_of_hanoi_but_the_planted_ones(written):
    units = {row["code"] for row in rows("units.csv")}
    procedures = {row["code"] for row in rows("procedures.csv")}
    procedures.add(ENDED_PROCEDURE[0])

    assert {row["unit_code"] for row in dossiers(written)} - units == {"", "99999"}
    strange = {row["procedure_code"] for row in dossiers(written)} - procedures
    assert strange == {"9.999999"}
    for name in ("services", "office_terms", "resources", "counts"):
        here = {row["unit_code"] for row in read(written / f"{name}.csv")}
        assert here - {""} <= units


def test_every_name_of_a_person_says_that_it_is_invented(written):
    terms = read(written / "office_terms.csv")

    assert len(terms) > 250
    assert all(row["person"].endswith(MARK) for row in terms)
    assert all(row["email"].endswith("@demo.invalid") for row in terms)


def test_some_chairs_were_replaced_in_july_and_no_two_are_in_office_at_once(written):
    chairs: dict[str, list[dict[str, str]]] = {}
    for row in read(written / "office_terms.csv"):
        if row["post"] == "chair":
            chairs.setdefault(row["unit_code"], []).append(row)

    assert len(chairs) == 127
    replaced = [terms for terms in chairs.values() if len(terms) > 1]
    assert 5 <= len(replaced) <= 12
    for terms in replaced:
        for before, after in pairwise(terms):
            assert before["ends_on"] < after["starts_on"]
        assert not terms[-1]["ends_on"]
    assert any(row["acting"] == "1" for terms in chairs.values() for row in terms)


def test_no_submitter_is_known_by_anything_but_a_made_up_reference(written):
    references = {row["submitter_ref"] for row in dossiers(written)} - {""}

    assert references
    assert all(text.startswith("demo-") for text in references)


def test_faults_stand_in_the_last_months_file(written):
    found = read(written / "dossiers_2025-07.csv")
    codes = Counter(row["dossier_code"] for row in found)
    planted = [row for row in found if row["dossier_code"].startswith("DEMO.ERR")]

    assert len(planted) == EACH * len(DOSSIER_FAULTS)
    assert sum(1 for times in codes.values() if times > 1) == EACH
    assert any(row["received_at"] > "2099" for row in planted)


def test_the_empty_commune_sends_nothing_and_two_send_sums_only(written):
    units = {row["code"] for row in rows("units.csv")} - {"01"}
    from_dossiers = {row["unit_code"] for row in dossiers(written)}
    from_counts = {row["unit_code"] for row in read(written / "counts.csv")}
    from_resources = {row["unit_code"] for row in read(written / "resources.csv")}

    assert len(units - from_dossiers) == 3
    assert len((units - from_dossiers) & from_counts) == 2
    assert units - from_dossiers - from_counts == units - from_resources


def test_late_communes_lack_their_last_days_and_some_catch_up(written):
    def silent_on_the_last_day(found: list[dict[str, str]]) -> set[str]:
        heard = {r["unit_code"] for r in found if r["received_at"] >= UNTIL.isoformat()}
        return {r["unit_code"] for r in found} - heard

    exported = read(written / "dossiers_2025-07.csv")
    late = silent_on_the_last_day(exported)
    still = late & silent_on_the_last_day(dossiers(written))

    assert len(still) < len(late)


def test_corrections_are_newer_and_move_progress_and_delete(tmp_path):
    folder = city(tmp_path, dossiers_per_day=4000)
    first = {
        row["dossier_code"]: row
        for path in sorted(folder.glob("dossiers_2025-*"))
        for row in read(path)
    }
    second = read(folder / "dossiers_corrections.csv")
    known = [
        (first[r["dossier_code"]], r) for r in second if r["dossier_code"] in first
    ]

    assert all(new["updated_at"] > old["updated_at"] for old, new in known)
    assert any(new["unit_code"] != old["unit_code"] for old, new in known)
    assert any(new["received_at"][:10] != old["received_at"][:10] for old, new in known)
    assert any(new["status"] != old["status"] for old, new in known)
    assert any(new["deleted"] == "1" for _old, new in known)
    assert any(row["dossier_code"] not in first for row in second)


def test_a_city_of_one_day_before_the_kpi_can_be_made(tmp_path):
    day = date(2025, 6, 2)
    names = {path.name for path in city(tmp_path, first=day, until=day).iterdir()}

    assert "dossiers_2025-06.csv" in names


@pytest.mark.parametrize(
    "wrong",
    [{"until": date(2025, 6, 1)}, {"dossiers_per_day": 0}, {"seed": -1}],
)
def test_a_city_that_cannot_be_is_refused(tmp_path, wrong):
    with pytest.raises(UsageError):
        city(tmp_path / "out", **wrong)

    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")

    with pytest.raises(KpiError, match="file"):
        city(blocked / "city")


def test_the_command_prints_the_files_alone_on_standard_output(tmp_path, capsys):
    asked = ["--out", str(tmp_path), "--from", "2025-07-01", "--until", "2025-07-02"]

    assert main([*asked, "--dossiers-per-day", "200"]) == 0
    said = capsys.readouterr()
    assert [Path(line).exists() for line in said.out.splitlines()] == [True] * 10
    assert "dossiers_2025-07.csv" in said.err
    assert main(["--out", str(tmp_path), "--from", "2025-07-25"]) == 2
