"""The address is the state: what is read from it can be written back."""

from datetime import date

import pytest

from core.errors import UsageError
from layouts.state import State, here, href, language_of, read


def test_an_empty_address_is_the_defaults():
    state = read("/", "")

    assert state == State()
    assert (state.lang, state.as_of, state.parameters) == ("vi", None, ())


def test_what_is_written_is_read_again():
    state = read(
        "/rankings", "?plan=p&basis=dossiers&lang=en&as_of=2025-07-24&q=ba%20dinh"
    )
    path, _mark, search = here(state).partition("?")

    assert read(path, search) == state
    assert state.as_of == date(2025, 7, 24)
    assert state.get("q") == "ba dinh"


def test_a_link_keeps_plan_basis_language_and_day_but_no_filters():
    state = read("/rankings", "?plan=p&basis=dossiers&lang=en&as_of=2025-07-24&q=x")

    assert href("/trends", state, units=["a", "b"]) == (
        "/trends?plan=p&basis=dossiers&lang=en&as_of=2025-07-24&units=a,b"
    )


def test_defaults_stay_out_of_the_address():
    assert href("/", State()) == "/"
    assert href("/data", State(), indicator="", unit=None) == "/data"


def test_a_link_can_change_what_pages_share():
    assert href("/", State(lang="en"), lang="vi", plan="p") == "/?plan=p"


def test_a_name_with_signs_survives_the_address():
    state = State(path="/rankings", parameters=(("district", "Quận Ba Đình & Tây"),))
    path, _mark, search = here(state).partition("?")

    assert read(path, search).get("district") == "Quận Ba Đình & Tây"


def test_several_words_stand_in_one_parameter():
    state = read("/trends", "?units=00004,,00008")

    assert state.many("units") == ("00004", "00008")
    assert state.many("other") == ()


@pytest.mark.parametrize("search", ["?as_of=24/7/2025", "?as_of=x"])
def test_a_day_that_is_none_is_said_so(search):
    with pytest.raises(UsageError):
        read("/", search)


def test_a_page_parameter_is_read_as_its_kind_or_refused():
    state = read("/data", "?load=7&from=2025-07-01&bad=x")

    assert state.whole("load") == 7
    assert state.whole("other") is None
    assert state.day("from") == date(2025, 7, 1)
    for wrong in (state.whole, state.day):
        with pytest.raises(UsageError):
            wrong("bad")


@pytest.mark.parametrize(
    ("search", "language"),
    [
        ("", "vi"),
        (None, "vi"),
        ("?lang=en", "en"),
        ("?lang=fr", "vi"),
        ("lang=en", "en"),
    ],
)
def test_an_unknown_language_is_the_default(search, language):
    assert language_of(search) == language
