"""Every stored word has a Vietnamese one; an unknown one is shown as it is."""

import pytest

from core.kinds import CHANNELS, LEVELS
from core.language import catalogue
from figures import reconciled
from layouts import words
from metrics.measures import MEASURE_KEYS

VOCABULARIES = {
    name: value
    for name, value in (vars(words) | vars(reconciled)).items()
    if name.isupper() and isinstance(value, dict)
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_is_in_vietnamese(name):
    known = catalogue("vi")

    assert [text for text in VOCABULARIES[name].values() if text not in known] == []


def test_every_measure_and_level_has_a_word():
    assert set(MEASURE_KEYS) <= set(reconciled.MEASURES)
    assert set(LEVELS.values()) <= set(words.LEVELS)
    assert set(CHANNELS.values()) <= set(reconciled.MEASURES)


def test_a_word_that_is_not_known_is_shown_as_it_is_stored():
    assert words.word(words.UNIT_KINDS, "village") == "village"
    assert words.word(words.UNIT_KINDS, None) == ""
