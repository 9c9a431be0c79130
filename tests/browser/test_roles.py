"""Each role signs in and does what it is there for, on a phone, and those who lead on a
desk too: nothing breaks, nothing is cut, everybody can read it."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from actions import dialogue, disputes
from actions.disputes import Said
from board import Board
from metrics.disputes import Pick
from store.engine import open_database
from tests.accounts.people import CHAIR, PASSWORD, person
from tests.browser.conftest import Visit
from tests.browser.test_pages import PATHS, overflow, violations
from tests.conftest import settings_for
from tests.make import GOOD, cast, load
from tests.serving import serving

pytestmark = pytest.mark.browser

TODAY = date.today()
# What each opens after signing in, and a word that stands there for them.
OPENS = {
    "administrator": (("/accounts", "Make an account"), ("/audit", "entries stand")),
    "leader": (("/chairs", "Chairs"), ("/exemptions", "Enter an exemption")),
    "chair": (
        (f"/units/{GOOD}", "Answers awaited: 2"),
        ("/account", "stands in for you"),
    ),
    "delegate": ((f"/units/{GOOD}", "Answers awaited: 2"), ("/stocktake", "Meetings")),
    "analyst": (("/disputes", "Enter an incident"), ("/upload", "Choose files")),
    "viewer": (("/rankings", "Ranking"), ("/exemptions", "No unit is exempt")),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[SimpleNamespace]:
    """An app that asks everybody to sign in, with a person of each role, a request
    that waits for its answer, and a dispute that waits for its decision."""
    settings = settings_for(tmp_path_factory.mktemp("roles"), public="no")
    db = open_database(settings)
    load(db, settings, *cast())
    for role in OPENS:
        until = TODAY + timedelta(days=30) if role == "delegate" else None
        person(db, role, until=until)
    until = TODAY + timedelta(days=5)
    asked = [dialogue.ask(db, GOOD, "Vì sao?", until, CHAIR, TODAY) for _ in "ab"]
    board = Board(db, settings)
    pick = Pick(GOOD, first=date(2025, 7, 10), last=date(2025, 7, 10))
    said = Said("portal_down", "leave_out", "Mất điện")
    effect = board.dispute_effect(pick, said.correction)
    disputed = disputes.send(db, pick, said, effect, board.days_off_after(TODAY))
    with serving(settings) as address:
        yield SimpleNamespace(address=address, db=db, asked=asked, disputed=disputed)
    db.close()


@pytest.fixture
def come(windows, office):
    """Signs somebody in: come("leader", 390)."""
    visits = []

    def in_(role, width):
        page = windows.open(width, False)
        visits.append((width, page))
        page.context.clear_cookies()
        seen = Visit(page, office.address)
        page.goto(f"{office.address}/chairs?lang=en")
        assert "/sign-in" in page.url, "nobody reads without an account here"
        page.fill("#name", role)
        page.fill("#password", PASSWORD)
        page.click("button.strong")
        page.wait_for_url("**/chairs**")
        seen.settle()
        return seen

    yield in_
    for width, page in visits:
        page.context.clear_cookies()
        windows.leave(width, False, page)


def opened(seen, path):
    """All that a page says, once it stands and is found sound."""
    page = seen.page
    page.goto(f"{seen.address}{path}{'&' if '?' in path else '?'}lang=en")
    # Served with the page: its content stands only once scripts have run.
    if page.locator("#react-entry-point").count():
        seen.settle()
    sound(seen, read=path.partition("?")[0] not in PATHS)
    return page.inner_text("body")


def sound(seen, read=True):
    """Nothing went wrong, nothing is wider than the window, all can be `read`: what
    stands for everybody is looked at by test_pages.py."""
    seen.page.wait_for_load_state("networkidle")
    assert seen.errors == []
    assert seen.foreign == []
    assert overflow(seen.page) <= 0
    assert not read or violations(seen.page, whole=False) == []


@pytest.mark.parametrize(
    ("role", "width"),
    [*((role, 390) for role in OPENS), ("administrator", 1440)],
)
def test_each_role_comes_in_and_finds_what_is_theirs(come, role, width):
    seen = come(role, width)
    assert seen.errors == []
    for path, word in OPENS[role]:
        assert word in opened(seen, path), path


def test_a_chair_answers_on_a_phone_and_a_leader_accepts_at_a_desk(come, office):
    number = office.asked[0]
    phone = come("chair", 390)
    opened(phone, f"/dialogue?id={number}")
    phone.page.get_by_role("textbox", name="Cause").click()
    phone.page.get_by_role("option").first.click()
    told = phone.page.get_by_label("Explanation, as the city will read it")
    told.fill("Mất")
    phone.page.locator("#dialogue-draft", has_text="Draft kept").wait_for()
    # What was typed just before the button was pressed is sent too: it is final.
    told.press_sequentially(" điện.")
    phone.page.get_by_role("button", name="Send the answer").click()
    phone.page.wait_for_url("**said=**")
    phone.settle()
    sound(phone)
    assert "Mất điện." in phone.page.inner_text("#content")

    desk = come("leader", 1440)
    assert "Mất điện." in opened(desk, f"/dialogue?id={number}")
    desk.page.get_by_role("button", name="Accept").click()
    desk.page.wait_for_url("**said=**")
    desk.settle()
    sound(desk)
    assert "Answer accepted" in desk.page.inner_text("#content")


def test_an_analyst_refuses_a_dispute_on_a_phone_for_all_to_read(come, office):
    seen = come("analyst", 390)
    opened(seen, f"/disputes?id={office.disputed}")
    reason = "Điện lực xác nhận không mất điện."
    seen.page.get_by_label("Reason of the decision, for all to read").fill(reason)
    seen.page.get_by_role("button", name="Refuse it").click()
    seen.page.wait_for_url("**said=**")
    seen.settle()
    sound(seen)
    assert reason in opened(come("viewer", 390), f"/disputes?id={office.disputed}")


def test_what_is_not_open_to_a_role_is_told_and_led_away_from(come):
    seen = come("viewer", 390)
    for path in ("/dialogue", "/accounts", "/upload"):
        answer = seen.page.goto(f"{seen.address}{path}?lang=en")
        assert answer is not None
        assert answer.status == 403, path
        assert "Leader" in seen.page.inner_text("body") or path != "/dialogue"
        assert overflow(seen.page) <= 0
        assert violations(seen.page, whole=True) == []
