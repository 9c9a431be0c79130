"""The kind of a neutral file is told by its header, and so is what is missing."""

import pytest

from core.errors import SourceError
from core.kinds import KINDS
from ingest.neutral import kind_of, nearest_kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_required_columns_alone_tell_the_kind(kind):
    assert kind_of(list(kind.required), "f.csv") is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_all_columns_in_any_order_tell_the_kind(kind):
    assert kind_of(list(reversed(kind.names)), "f.csv") is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_extra_columns_and_case_do_not_matter(kind):
    header = [" note to self ", *(name.upper() for name in kind.required)]

    assert kind_of(header, "f.csv").name == kind.name


def test_units_go_over_procedures_where_a_kind_is_told():
    assert kind_of(["code", "name"], "f.csv").name == "procedures"
    assert kind_of(["code", "name", "kind"], "f.csv").name == "units"


@pytest.mark.parametrize(
    ("header", "kind", "missing"),
    [
        (["dossier_code", "unit_code", "procedure_code"], "dossiers", "received_at"),
        (["unit_code", "period_start", "measure", "value"], "counts", "period_end"),
        (["code", "name", "parent_code"], "units", "kind"),
        (["plan", "indicator", "value"], "targets", "deadline"),
    ],
)
def test_a_missing_required_column_is_named(header, kind, missing):
    with pytest.raises(SourceError) as refused:
        kind_of(header, "f.csv")

    assert "f.csv" in str(refused.value)
    assert kind in str(refused.value)
    assert missing in str(refused.value)


def test_a_header_without_any_known_column_fits_nothing():
    assert nearest_kind(["Họ tên", "Địa chỉ"]) is None
    with pytest.raises(SourceError, match=r"f\.csv"):
        kind_of(["Họ tên", "Địa chỉ"], "f.csv")
