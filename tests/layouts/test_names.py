"""Names in the reader's language."""

from dataclasses import replace

import pytest

from core.language import set_language
from layouts.names import place_name
from tests.make_answers import MadeBoard


@pytest.mark.parametrize(
    ("language", "name"), [("vi", "Thành phố Hà Nội"), ("en", "Hanoi")]
)
def test_the_place_is_named_in_the_readers_language(language, name):
    set_language(language)

    assert place_name(MadeBoard().header()) == name


def test_a_place_without_an_english_name_keeps_its_own():
    set_language("en")
    header = replace(MadeBoard().header(), place_en="")

    assert place_name(header) == "Thành phố Hà Nội"
