"""Who has not signed in is told what was published so many days ago, without small
counts, whatever a page, a table or a forged request asks."""

import base64
import json
import re
from datetime import UTC, datetime

import pytest
import time_machine

from accounts import rights
from app import create_app
from board import Board
from callbacks.downloads import WHAT
from core.account import NOBODY, PUBLIC
from core.errors import NotAllowedError
from layouts.pages import pages
from metrics.indicators import INDICATORS
from metrics.questions import Question
from reports.verify import verify_content
from store.engine import open_database
from store.evaluations import every
from tests.accounts.people import browser, person, session
from tests.asking import callback_of, payload
from tests.conftest import settings_for
from tests.make import (
    CHANGED,
    EMPTY,
    GOOD,
    LATE,
    dossiers,
    load,
    place,
    reported,
    target,
    term,
)

THEN = datetime(2025, 7, 15, 3, 0, tzinfo=UTC)
NOW = datetime(2025, 7, 24, 3, 0, tzinfo=UTC)
# Counts that stand nowhere else, and shares of them.
PUBLISHED = {GOOD: (60123, 81234), CHANGED: (31217, 45678)}
NEWER = {GOOD: (70777, 90779), CHANGED: (39119, 55987), EMPTY: (1777, 8899)}


def counted(found, until):
    for code, (online, received) in found.items():
        span = {"unit_code": code, "period_start": "2025-07-01", "period_end": until}
        yield reported("received", received, **span)
        yield reported("online", online, **span)


class Office:
    def __init__(self, lasting, **values):
        asked = {"public": "yes", **values}
        self.settings = lasting("sqlite").model_copy(update=asked)
        self.db = open_database(self.settings)
        with time_machine.travel(THEN, tick=False):
            rows = [*place(), target("online_dossiers"), term(GOOD, "Người Trước")]
            rows += dossiers(LATE, "2025-07-10", online=3, of=47)
            load(self.db, self.settings, *rows, *counted(PUBLISHED, "2025-07-14"))
        with time_machine.travel(NOW, tick=False):
            load(self.db, self.settings, *counted(NEWER, "2025-07-23"))
        with self.db.read() as connection:
            self.newest, self.told = (one.number for one in every(connection)[:2])
        self.app = create_app(self.settings)
        person(self.db, "viewer")
        web = self.app.server
        self.readers = {
            "nobody": browser(web),
            "viewer": browser(web, session(self.db, "viewer")),
        }

    def ask(self, role, callback, values, **press):
        asked = payload(callback, values)
        if press:
            (one,) = asked["inputs"]
            asked["inputs"] = [[{"id": press, "property": one["property"], "value": 1}]]
            written = json.dumps(press, sort_keys=True, separators=(",", ":"))
            asked["changedPropIds"] = [f"{written}.n_clicks"]
        answer = self.readers[role].post("/_dash-update-component", json=asked)
        assert answer.status_code == 200
        return json.dumps(answer.json, ensure_ascii=False)

    def page(self, path, search="", role="nobody", fills="content"):
        callback = callback_of(self.app, fills, "children")
        return self.ask(role, callback, {"url.pathname": path, "url.search": search})

    def table(self, what, path, search="", form="csv"):
        callback = callback_of(self.app, "download", "data")
        where = {"url.pathname": path, "url.search": search}
        press = {"type": "download", "what": what, "format": form}
        text = self.ask("nobody", callback, where, **press)
        file = json.loads(text).get("response", {}).get("download", {}).get("data")
        return base64.b64decode(file["content"]) if file else b""


@pytest.fixture(scope="module")
def office(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting)
        yield made
        made.db.close()


def digits(text):
    """A text whose numbers have no signs between their digits."""
    return re.sub(r"(?<=\d)[.,\s](?=\d)", "", text)


def figures(found):
    """Counts and shares as they would be read."""
    for above, below in found.values():
        yield from (str(above), str(below))
        yield f"{round(above / below * 10000)}"


def newer(text):
    plain = digits(text)
    return {one for one in figures(NEWER) if one in plain}


ADDRESSES = [
    *((page.path, "") for page in pages()),
    *((f"/units/{code}", "") for code in (GOOD, LATE)),
    *(("/rankings", f"?indicator={about.key}&kind=all") for about in INDICATORS),
    *(
        ("/rankings", f"?kind=all&{asked}")
        for asked in (
            "evaluation={newest}",
            "as_of=2025-07-23",
            "window=month",
            "window=cumulative",
            "from=2025-07-02",
            "borders=today",
            "plan=kpi-80-20",
            "status=off_track",
            "lang=en",
        )
    ),
    *(("/", f"?{asked}") for asked in ("basis=dossiers", "as_of=2025-07-23")),
    ("/trends", f"?units={GOOD}&known=both"),
    ("/number", f"?indicator=online_dossiers&unit={GOOD}&proof=1"),
    ("/number", f"?indicator=online_dossiers&unit={GOOD}&evaluation={{newest}}"),
    ("/data", f"?indicator=online_dossiers&unit={GOOD}"),
    ("/data", "?show=reconciliation"),
    ("/revisions", "?evaluation={told}"),
    ("/chairs", "?person=Người Trước"),
]


def test_no_page_and_no_control_tells_what_is_newer_or_small(office):
    seen = ""
    for path, search in ADDRESSES:
        asked = search.format(newest=office.newest, told=office.told)
        for fills in ("content", "tools"):
            text = office.page(path, asked, fills=fills)
            seen += text
            assert newer(text) == set(), (path, asked)
            assert not re.search(r"\b3 ?/ ?47\b|6,38|6\.38", text), (path, asked)

    # It is no test of pages that show nothing.
    assert set(figures({GOOD: PUBLISHED[GOOD]})) <= set(
        re.findall(r"\d+", digits(seen))
    )
    assert "<5 / 47" in seen


def test_no_table_tells_what_is_newer_or_small(office):
    taken = set()
    for what in WHAT:
        for path in ("/rankings", "/", "/data", f"/units/{GOOD}", "/number"):
            for asked in ("", f"?evaluation={office.newest}", f"?unit={GOOD}"):
                text = office.table(what, path, asked).decode("utf-8-sig")
                assert newer(text) == set(), (what, path, asked)
                taken |= {what} if text else set()

    assert taken == {"ranking"}


def test_a_table_withholds_what_its_page_does(office):
    text = office.table("ranking", "/rankings", "?kind=all").decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    named = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}

    late, large, kept = named[LATE], named[CHANGED], named[GOOD]
    assert (late["numerator"], late["denominator"]) == ("<5", "47")
    assert (kept["numerator"], kept["denominator"]) == ("60123", "81234")
    # The least of those that are large enough goes with it.
    assert (large["numerator"], large["denominator"]) == ("withheld", "45678")
    for row in (late, large):
        told = {name for name in ("rank", "value", "gap", "status") if row[name]}
        assert told == set()
    # In the order of ranks it would tell its own.
    assert [row[1] for row in rows[1:]][-2:] == [LATE, CHANGED]
    for name, form in (("r.csv", "csv"), ("r.xlsx", "xlsx")):
        file = office.table("ranking", "/rankings", "?kind=all", form)
        checked = verify_content(Board(office.db, office.settings), name, file)
        # What is withheld is not compared: all others read as they did.
        assert checked.answer == "current"


def test_the_page_names_the_day_and_says_why_it_is_older(office):
    text = office.page("/rankings", "?lang=en")

    assert "Data to 14 Jul 2025" in text or "Data to 14/7/2025" in text
    assert "7 days after they were known" in text
    assert "below 5 are withheld" in text
    assert "/sign-in" in text


def test_who_signs_in_is_told_what_is_known_now(office):
    text = office.page("/rankings", "?kind=all", role="viewer")

    assert set(figures(NEWER)) & newer(text)
    assert "<5 / 47" not in text
    # One page is kept for each of the two.
    assert newer(office.page("/rankings", "?kind=all")) == set()


def test_what_is_not_published_asks_to_sign_in(office):
    client = office.readers["nobody"]
    for path in ("/trends", f"/units/{GOOD}", "/data", "/chairs", "/number"):
        assert client.get(path).status_code == 303, path
        assert "/sign-in" in office.page(path)
    assert client.get("/").status_code == client.get("/rankings").status_code == 200


def test_before_anything_is_old_enough_nothing_is_told(office):
    with time_machine.travel(datetime(2025, 7, 21, 16, 59, tzinfo=UTC), tick=False):
        early = office.page("/rankings", "?lang=en")
    with time_machine.travel(datetime(2025, 7, 21, 17, 0, tzinfo=UTC), tick=False):
        due = office.page("/rankings", "?lang=en")

    assert "none is so old yet" in early
    assert set(figures(PUBLISHED)) & set(re.findall(r"\d+", digits(due)))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, (0, 0)),
        ({"public": "no"}, (0, 0)),
        ({"public": "yes"}, (7, 5)),
        ({"public": "yes", "public_delay_days": 0, "public_small": 0}, (0, 0)),
        ({"public": "yes", "public_small": 10}, (7, 10)),
        ({"public_delay_days": 3}, (3, 0)),
    ],
)
def test_less_is_told_only_where_an_office_says_so(tmp_path, values, told):
    """While only this machine is served, and nothing is set, all pages are open."""
    settings = settings_for(tmp_path, **values)

    assert (settings.public_delay, settings.small_below) == told
    assert settings.public_is_narrow == any(told)


def test_the_public_has_no_right_but_to_what_was_published():
    assert rights.scope(PUBLIC).published_only
    assert not rights.scope(NOBODY).published_only
    assert not any(rights.may(right, account=PUBLIC) for right in rights.RIGHTS)


def test_the_board_refuses_it_whatever_a_callback_forgot(office):
    board = Board(office.db, office.settings, lambda: rights.scope(PUBLIC))
    question = Question("online_dossiers")
    for asked in (
        lambda: board.ranking(question, office.newest),
        lambda: board.trend("online_dossiers", (GOOD,)),
        lambda: board.unit(GOOD),
        lambda: board.passport(question, GOOD),
        lambda: board.overview(as_of=datetime(2025, 7, 23).date()),
    ):
        with pytest.raises(NotAllowedError):
            asked()
    assert board.ranking(question).reading.evaluation == office.told
