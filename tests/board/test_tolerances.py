"""How far figures may lie apart, and who must look, is an office's to say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from board.tolerances import tolerances
from core.errors import SettingsError
from core.settings import Settings
from metrics.residuals import WHYS


@pytest.fixture
def office(tmp_path):
    def told(text: str = ""):
        if text:
            (tmp_path / "reconciliation.yaml").write_text(text, encoding="utf-8")
        return {one.why: one for one in tolerances(Settings(var=tmp_path))}

    return told


def test_the_parts_of_a_published_whole_are_tolerated_no_difference(office):
    shipped = office()

    assert tuple(shipped) == WHYS
    assert (shipped["parts"].dossiers, shipped["parts"].percent) == (0, 0)
    assert shipped["parts"].owner == "source"


def test_an_office_changes_single_entries_and_names_who_looks_in_its_words(office):
    shipped = office()["overlaps"]
    told = office("parts: {dossiers: 2, owner: Phòng Thống kê}\nparent: {percent: 0.5}")

    assert (told["parts"].dossiers, told["parts"].owner) == (2, "Phòng Thống kê")
    assert told["parent"].percent == Fraction(1, 2)
    assert (told["parent"].owner, told["overlaps"]) == ("chair", shipped)


@pytest.mark.parametrize(
    "text",
    [
        "parts: {dossiers: -1}",
        "parts: {percent: many}",
        "parts: {owner: ''}",
        "parts: {owner: [a]}",
        "parts: 3",
        "- parts",
        "wholes: {dossiers: 1}",
        "parts: {weeks: 1}",
        "parts: {",
    ],
)
def test_a_file_that_cannot_be_meant_so_is_refused_in_one_line(office, text):
    with pytest.raises(SettingsError) as error:
        office(text)

    assert "reconciliation.yaml" in error.value.text()
    assert "\n" not in error.value.text()
