"""The file for the projector, opened from a disk without a network."""

import re
from datetime import date

import pytest

from layouts.stocktake.offline import document, pages_html
from layouts.stocktake.screen import Room
from metrics.meetings import Frozen, Meeting

pytestmark = pytest.mark.browser
DAY = date(2025, 7, 24)
ROW = {
    "indicator": "online_dossiers",
    "numerator": 3,
    "denominator": 50,
    "value": 0.06,
    "target": 0.8,
    "gap": -0.74,
    "status": "off_track",
    "rank": 4,
    "expected": 0.5,
    "missing": 37,
    "change_7d": None,
    "of_units": 4,
    "as_of": "2025-07-24",
    "deadline": "2025-07-30",
}
PROCEDURE = {"level": "none", "received": 9, "peers": 2, "of_units": 3, "gain": 0.01}
PAGE = {
    "name_en": "",
    "chair": "Trần Thị Muộn",
    "acting": False,
    "since": None,
    "reason": "by_hand",
    "also": [],
    "tied": 0,
    "note": "<img src=x onerror=alert(1)>",
    "facts": {"doubts": ["held"], "behind": 0},
    "rows": [ROW, ROW],
    "gap_list": [PROCEDURE | {"name": "Thủ tục rất dài " * 30}] * 5,
    "under": 0.02,
    "requests": [],
    "commitments": [],
    "disputes": [],
    "questions": [{"key": "needs"}, {"key": "next"}, {"key": "keep"}],
}


def test_it_turns_by_keys_asks_for_nothing_and_prints_a_sheet_a_unit(context, tmp_path):
    frozen = Frozen(1, DAY, "2025-07-24T10:00:00Z", "0" * 64, "x", DAY, "")
    meeting = Meeting(
        1, "Giao ban", DAY, "", "online_dossiers", "x", DAY, "", (), frozen
    )
    pages = [PAGE | {"unit_code": str(n), "name": f"Phường {n}"} for n in (1, 2)]
    room = Room(meeting, pages, {}, demo=True)
    file = tmp_path / "meeting.html"
    file.write_text(document(room, pages_html(room), 1, "0" * 64), encoding="utf-8")
    context.set_offline(True)
    page, wrong, asked = context.new_page(), [], []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(file.as_uri())
    seen = [page.locator("h1:visible").all_inner_texts()]
    for key in ("ArrowRight", " ", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(page.locator("h1:visible").all_inner_texts())
    higher = page.evaluate("document.documentElement.scrollHeight > innerHeight")
    paper = page.pdf(prefer_css_page_size=True)

    names = ["Giao ban", "Phường 1", "Phường 2", "Phường 2", "Phường 1"]
    assert seen == [[name] for name in names]
    assert (wrong, asked, higher) == ([], [file.as_uri()], False)
    sheets = re.findall(rb"/MediaBox\s*\[0 0 (\d+)[\d.]* (\d+)", paper)
    assert sheets == [(b"841", b"594")] * 3
