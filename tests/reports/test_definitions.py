"""docs/indicators.md is written from the code, and is up to date."""

from core.settings import ROOT
from metrics.indicators import INDICATORS
from reports.definitions import markdown
from reports.formula import TERMS, formula


def test_the_page_of_indicators_is_up_to_date():
    # python -m reports definitions --out docs/indicators.md
    page = (ROOT / "docs" / "indicators.md").read_text(encoding="utf-8")

    assert page == markdown()


def test_the_page_is_printed_by_the_command(ask_nothing):
    assert ask_nothing("definitions").out.decode() == markdown()


def test_every_term_of_a_formula_has_a_name():
    used = {
        key
        for indicator in INDICATORS
        for terms in (indicator.numerator, indicator.denominator)
        for key, _ in terms
    }

    assert used <= set(TERMS)


def test_a_difference_stands_in_brackets():
    (no_post,) = [i for i in INDICATORS if i.key == "online_dossiers_no_post"]

    assert formula(no_post, "en") == (
        "dossiers received online ÷ (dossiers received − dossiers received by post)"
    )
