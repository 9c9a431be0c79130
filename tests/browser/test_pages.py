"""Every page, on a desk and on a phone, in both languages, by day and in the dark, on
paper: readable by everyone, without an error, without a request to anybody else."""

import pytest

from core.settings import ROOT

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/rankings",
    "/trends",
    "/revisions",
    "/units/00004",
    "/units/01",
    "/chairs",
    "/disputes",
    "/exemptions",
    "/solved",
    "/procedures",
    "/data",
    "/integrity",
    "/upload",
    "/definitions",
    "/number",
)
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")


# The rows of a table after these are made as they are.
LIKE_THOSE_BEFORE = ["tbody tr:nth-child(n+21)", ".ag-row:nth-child(n+21)"]


def violations(page, whole):
    """What axe-core finds, one line a rule with the elements at fault; unless on the
    `whole` page, of each table in its first rows only: a table of 127 takes seconds."""
    page.evaluate(AXE)
    found = page.evaluate(
        "aside => axe.run({exclude: aside}, {resultTypes: ['violations']})",
        [] if whole else [[selector] for selector in LIKE_THOSE_BEFORE],
    )
    return [
        f"{one['id']}: {one['help']}: "
        + "; ".join(str(node["target"]) for node in one["nodes"][:4])
        for one in found["violations"]
    ]


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def overflow_at(page, width, height):
    """The same in a window of this size."""
    page.set_viewport_size({"width": width, "height": height})
    # Charts take the new width in the frames that follow, late on a busy machine.
    for _look in range(25):
        page.wait_for_timeout(200)
        if overflow(page) <= 0:
            break
    return overflow(page)


def overflow_on_paper(page):
    """The same on A4 upright at 96 pixels an inch, with margins of 12 mm."""
    page.emulate_media(media="print")
    return overflow_at(page, 703, 1000)


@pytest.mark.parametrize(
    ("language", "width", "other", "dark"),
    [("vi", 1440, 390, False), ("en", 390, 1440, True)],
)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sound(visit, path, language, width, other, dark):
    address = f"{path}?lang={language}" if language == "en" else path
    seen = visit(address, width, dark=dark)

    assert "Hai Cấp" in seen.page.title()
    assert seen.page.locator("html").get_attribute("lang") == language
    assert seen.page.locator("h1").count() == 1
    assert overflow(seen.page) <= 0
    assert violations(seen.page, whole=width == 1440) == []
    # A window made narrow or wide shows what one opened so does.
    assert overflow_at(seen.page, other, 900) <= 0
    assert overflow_on_paper(seen.page) <= 0
    assert seen.errors == []
    assert seen.foreign == []
