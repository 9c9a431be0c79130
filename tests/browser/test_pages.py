"""Every page, on a desk and on a phone, in both languages: readable by everyone,
without an error, without a request to anybody else."""

import pytest

from core.settings import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATHS = (
    "/",
    "/rankings",
    "/trends",
    "/units/00004",
    "/units/01",
    "/chairs",
    "/procedures",
    "/data",
    "/definitions",
)
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def violations(page):
    """What axe-core finds, one line a rule with the elements at fault."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']}: "
        + "; ".join(str(node["target"]) for node in one["nodes"][:4])
        for one in found["violations"]
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sound(visit, path, width, language):
    seen = visit(f"{path}?lang={language}" if language == "en" else path, width)

    assert seen.errors == []
    assert seen.foreign == []
    assert seen.page.locator("html").get_attribute("lang") == language
    assert overflow(seen.page) <= 0
    assert violations(seen.page) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sound_in_the_dark(visit, path):
    seen = visit(path, dark=True)

    assert seen.errors == []
    assert violations(seen.page) == []


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_page_prints_within_its_sheet(visit, path):
    seen = visit(path)
    seen.page.emulate_media(media="print")
    # A4 upright at 96 pixels an inch, 12 mm margins.
    seen.page.set_viewport_size({"width": 703, "height": 1000})
    seen.page.wait_for_timeout(300)

    assert overflow(seen.page) <= 0


@pytest.mark.parametrize("path", PATHS)
def test_a_page_names_itself_and_has_one_heading(visit, path):
    seen = visit(path)

    assert "Hai Cấp" in seen.page.title()
    assert seen.page.locator("h1").count() == 1
