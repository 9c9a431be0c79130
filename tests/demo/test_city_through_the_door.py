"""The demo city goes through the door that real files use."""

from __future__ import annotations

from datetime import date

import pytest

from demo import write_city
from demo.faults import DOSSIER_FAULTS, EACH
from ingest.load import FileResult, load_paths
from ingest.reasons import REASONS
from store import ledger


@pytest.fixture
def loaded(db, settings, tmp_path, clock) -> list[FileResult]:
    folder = tmp_path / "city"
    write_city(folder, 3, date(2025, 7, 14), date(2025, 7, 24), 400)
    return load_paths([folder], db, settings, demo=True)


def test_every_reason_code_is_met_and_no_good_row_is_lost(db, loaded):
    with db.read() as connection:
        found = ledger.rejected(connection, None)["reason"].value_counts().to_dict()

    assert set(found) == set(REASONS)
    planted = EACH * (len(DOSSIER_FAULTS) + 1) + 4
    assert sum(found.values()) == planted
    for reason in DOSSIER_FAULTS:
        assert found[reason] >= EACH


def test_every_file_is_taken_with_all_its_columns(loaded):
    assert len(loaded) == 10
    assert all(result.load_id is not None for result in loaded)
