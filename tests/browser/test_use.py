"""What a reader does: switches the language, searches without accents, sends the
address on, takes a table away."""

import re

import pytest

pytestmark = pytest.mark.browser


def names(page):
    """The units that the ranking lists."""
    cells = page.locator(".ag-cell[col-id='name']")
    return [" ".join(text.split()) for text in cells.all_inner_texts()]


def search(seen, words):
    """Types into the ranking's search, and waits for the address to follow."""
    seen.page.get_by_label("Tìm đơn vị").first.fill(words)
    seen.page.wait_for_url(re.compile(r"[?&]q="))
    seen.settle()


def test_the_language_switch_keeps_what_is_seen(visit):
    seen = visit("/rankings?kind=ward")
    seen.page.locator("a", has_text="EN").first.click()
    seen.page.wait_for_url(re.compile("lang=en"))
    seen.settle()

    assert "kind=ward" in seen.page.url
    assert seen.page.locator("html").get_attribute("lang") == "en"
    assert "Ranking" in seen.page.locator("#content").inner_text()
    assert seen.errors == []


def test_a_search_without_accents_finds_the_name_with_them(visit):
    seen = visit("/rankings")
    search(seen, "ba dinh")

    assert any("Ba Đình" in name for name in names(seen.page))
    assert not any("Hoàn Kiếm" in name for name in names(seen.page))


def test_the_address_reopens_what_was_seen(visit):
    seen = visit("/rankings?indicator=online_dossiers")
    search(seen, "o dien")
    found = names(seen.page)

    again = visit(seen.page.url.removeprefix(seen.address))

    assert any("Ô Diên" in name for name in found)
    assert names(again.page) == found


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/rankings", "csv"),
        ("/rankings", "xlsx"),
        ("/trends", "csv"),
        ("/units/00004", "xlsx"),
        ("/chairs", "csv"),
        ("/data", "csv"),
    ],
)
def test_a_table_can_be_taken_away(visit, path, form):
    seen = visit(path)
    button = seen.page.locator(f'button[id*=\'"format":"{form}"\']').first
    with seen.page.expect_download() as waiting:
        button.click()
    file = waiting.value

    content = file.path().read_bytes()
    assert file.suggested_filename.endswith(f".{form}")
    # Excel reads a CSV as UTF-8 by its mark; a workbook is a zip.
    assert content.startswith(b"\xef\xbb\xbf" if form == "csv" else b"PK")
    assert seen.errors == []


def test_a_verdict_on_a_signal_is_recorded_and_stands_there(visit):
    seen = visit("/integrity?signal=too_fast&unit=00004")
    seen.page.locator("#review-verdict").click()
    seen.page.get_by_role("option", name="Hỗ trợ chính đáng").click()
    seen.page.locator("#review-note").fill("Đã xác minh tại quầy")
    seen.page.locator("#review-save").click()
    seen.page.wait_for_url(re.compile("reviewed="))
    seen.page.locator("li", has_text="Đã xác minh tại quầy").wait_for()

    assert seen.errors == []
