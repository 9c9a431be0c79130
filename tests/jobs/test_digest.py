"""The weekly digest: to who is in office, once, in their scope, and never late data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from actions import dialogue
from core.clock import monday
from core.errors import UsageError
from core.messages import WEBHOOK
from jobs import mail
from jobs.digest import send_before_deadlines, send_digests
from reports.verify import verify_content
from store import checkins, messages, outbox
from store.engine import open_database
from store.messages import Message, why
from store.schema import message, message_file
from store.subscriptions import Choice, choose
from tests.accounts.people import CHAIR, person
from tests.board.test_freshness import describe, register
from tests.ingest.door import take
from tests.jobs.post import by_mail, hook_server, mail_server
from tests.make import CHANGED, GOOD, LATE, cast, dossier, load, target, term, unit

AFTER = "Hoàng Văn Sau"
MONDAY = datetime(2025, 7, 14, 0, 0, tzinfo=UTC)
SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def rows():
    """The Chair of the good commune has an account; another is handed over on
    Tuesday, 15 July; the late commune's Chair has no address."""
    yield from cast()
    yield target("online_dossiers")
    yield term(CHANGED, AFTER, starts_on="2025-07-15", email="sau@o-dien.example")
    yield dossier(dossier_code="one", unit_code=GOOD, received_at="2025-07-11")


@pytest.fixture
def board(board_over, clock):
    clock.move_to(MONDAY)
    made = board_over(rows)
    person(made.db, "chair", mail="tot@example.org", language="en")
    return made


def sent(board):
    """The messages by key: reader, address, state."""
    send_digests(board.db, board.settings)
    with board.db.read() as connection:
        found = connection.execute(select(message)).all()
    return {row.key: row for row in found}


def test_each_holder_has_one_a_week_and_who_takes_over_has_one_the_next_morning(
    board, clock
):
    first = sent(board)
    assert {row.reader for row in first.values()} >= {CHAIR}
    assert set(sent(board)) == set(first)

    clock.move_to(MONDAY + timedelta(days=2))
    (more,) = set(sent(board)) - set(first)
    assert more == f"digest:{CHANGED}:{AFTER}:2025-W29"
    clock.move_to(MONDAY + timedelta(days=7))
    week = {key for key in sent(board) if key.endswith("W30")}
    assert f"digest:{GOOD}:{CHAIR}:2025-W30" in week
    assert not any("Phạm Thị Trước" in key for key in week)


@SQLITE
def test_two_at_once_queue_one(board):
    other = open_database(board.settings)
    try:
        send_digests(other, board.settings)
    finally:
        other.close()
    before = sent(board)
    assert len({(row.reader, row.unit_code) for row in before.values()}) == len(before)


@SQLITE
def test_it_says_what_the_pages_say_in_the_readers_language_and_scope(board):
    due = date(2025, 7, 30)
    for code, text in ((GOOD, "own"), (LATE, "of another")):
        dialogue.ask(board.db, code, text, due, "", board.dialogue_day())
    with board.db.write() as connection:
        day = board.dialogue_day()
        checkins.ask(connection, "rule", day, GOOD, monday(day))
    row = sent(board)[f"digest:{GOOD}:{CHAIR}:2025-W29"]
    ranking = board.unit(GOOD).rows["online_dossiers"]

    assert (row.address, row.language) == ("tot@example.org", "en")
    assert f"({ranking['numerator']}/{ranking['denominator']})" in row.text
    assert "1 requests wait for your answer" in row.text
    assert "The check-in of this week is awaited" in row.text
    assert row.scope == f"chair {GOOD}; evaluation {board.header().evaluation}"
    assert f"/units/{GOOD}?lang=en" in row.text


@SQLITE
def test_who_has_no_address_is_listed_as_not_sent(board):
    missing = [row for row in sent(board).values() if not row.address]

    assert missing
    assert {row.state for row in missing} == {"skipped"}
    assert {row.text for row in missing} == {""}


@SQLITE
def test_leaders_are_told_of_the_city_and_viewers_of_nothing(board):
    for role in ("leader", "viewer"):
        person(board.db, role, mail=f"{role}@example.org")
    told = [row for row in sent(board).values() if row.kind == "city"]

    assert [(row.reader, row.scope.partition(";")[0]) for row in told] == [
        ("leader", "leader")
    ]
    assert "Đơn vị cần hỏi" in told[0].html


@SQLITE
def test_late_data_are_sent_to_nobody_until_they_came(board, clock):
    describe(board.settings, title="Một cửa <b>", expected="daily", grace="12h")
    take(board.db, board.settings, "register.csv", register("2025-07-11"))
    assert [one.title for one in board.header().stale] == ["Một cửa <b>"]

    found = sent(board)
    assert {row.state for row in found.values()} == {"skipped"}
    told = why(found[f"digest:{GOOD}:{CHAIR}:2025-W29:2025-07-14"].why)
    assert told.values == {"sources": "Một cửa <b>"}
    # Nothing of late figures is written, and nothing can be sent by hand.
    assert {row.text + row.html for row in found.values()} == {""}
    for row in found.values():
        with board.db.write() as connection, pytest.raises(UsageError, match="written"):
            outbox.again(connection, row.id, "operator")

    take(board.db, board.settings, "register.csv", register("2025-07-14", "d2"))
    assert sent(board)[f"digest:{GOOD}:{CHAIR}:2025-W29"].state == "queued"


@SQLITE
def test_names_cannot_become_tags_or_headers(board):
    name = "Phường <img src=x> Bcc: a@b.c"
    load(board.db, board.settings, unit(GOOD, name=name))
    row = sent(board)[f"digest:{GOOD}:{CHAIR}:2025-W29"]

    assert "<img" not in row.html
    assert "&lt;img src=x&gt;" in row.html
    assert "\n" not in row.subject


@SQLITE
def test_leaders_are_told_who_did_not_open_their_page_in_the_week_before(board, clock):
    person(board.db, "leader", mail="lead@example.org", language="en")
    said = "1 of 1 Chairs did not open their page last week"
    # The account was made on 24 July: in the weeks before, nobody could open any page.
    assert said not in sent(board)["city:leader:2025-W29"].text
    clock.move_to(MONDAY + timedelta(days=14))
    assert said in sent(board)["city:leader:2025-W31"].text


def before(board, moment, clock):
    """What the job before a deadline queues at a moment, by key."""
    clock.move_to(moment)
    with board.db.read() as connection:
        known = set(connection.scalars(select(message.c.key)))
    send_before_deadlines(board.db, board.settings)
    with board.db.read() as connection:
        found = connection.execute(select(message)).all()
    return {row.key: row for row in found if row.key not in known}


def test_the_last_working_day_before_a_deadline_says_what_is_missing(board, clock):
    # The target ends on Wednesday, 30 July.
    person(board.db, "leader", mail="lead@example.org", language="en")
    assert before(board, MONDAY + timedelta(days=14), clock) == {}
    tuesday = MONDAY + timedelta(days=15)
    told = before(board, tuesday, clock)
    assert before(board, tuesday + timedelta(hours=2), clock) == {}

    own = told[f"digest:{GOOD}:{CHAIR}:before-2025-07-30"]
    row = board.unit(GOOD).rows["online_dossiers"]
    assert not row["missing"]
    assert "the deadline is tomorrow, 30/7/2025. Online: met" in own.subject
    assert own.text.startswith("The deadline is tomorrow, 30/7/2025. Online: met")
    assert "days to the deadline" not in own.text
    assert own.until == "2025-07-30T17:00:00Z"
    late = told[f"digest:{LATE}:Trần Thị Muộn:before-2025-07-30"]
    assert (late.state, late.text) == ("skipped", "")
    city = told["city:leader:before-2025-07-30"]
    rows = [board.unit(code).rows["online_dossiers"] for code in (LATE, CHANGED)]
    missing = sum(one["missing"] for one in rows)
    said = f"Online: 1 of 4 units have met it, {missing} dossiers missing at the others"
    # Who never reported is not told as if nothing were missing there.
    assert f"{said}, 1 without a value; End to end: " in city.text
    # On the day itself it comes too late, and the week's is not told beside it.
    assert before(board, MONDAY + timedelta(days=16), clock) == {}
    clock.move_to(tuesday)
    assert not any(key.endswith("W31") for key in sent(board))


@SQLITE
def test_a_deadline_after_days_off_is_told_on_the_last_working_day(board, clock):
    # Tuesday, 2 September is a public holiday, as is the Monday before it.
    after = target("online_dossiers", plan="next", deadline="2025-09-02", value="0.95")
    load(board.db, board.settings, after)
    friday = MONDAY + timedelta(days=46)
    for days in (45, 47, 48):
        assert before(board, MONDAY + timedelta(days=days), clock) == {}
    own = before(board, friday, clock)[f"digest:{GOOD}:{CHAIR}:before-2025-09-02"]
    missing = board.unit(GOOD).rows["online_dossiers"]["missing"]
    assert missing
    assert f"the deadline is 2/9/2025. Online: {missing} dossiers" in own.subject
    assert "today is the last working day before" in own.text


@SQLITE
def test_late_data_are_waited_for_on_the_day_before_a_deadline(board, clock):
    describe(board.settings, title="Một cửa", expected="daily", grace="12h")
    take(board.db, board.settings, "register.csv", register("2025-07-11"))
    tuesday = MONDAY + timedelta(days=15)
    key = f"digest:{GOOD}:{CHAIR}:before-2025-07-30"
    held = before(board, tuesday, clock)
    assert held[f"{key}:2025-07-29"].state == "skipped"
    take(board.db, board.settings, "register.csv", register("2025-07-28", "d2"))
    told = before(board, tuesday + timedelta(hours=3), clock)
    assert told[key].state == "queued"


@SQLITE
def test_who_has_one_daily_has_one_of_each_new_day_of_data_and_no_other(board, clock):
    person(board.db, "leader", mail="lead@example.org")

    def daily(who):
        set_ = board.settings.model_copy(update={"digest_daily": who})
        send_digests(board.db, set_)
        with board.db.read() as connection:
            return messages.keys(connection, ("digest", "city"))

    clock.move_to(MONDAY + timedelta(days=7))
    first = daily("leaders")
    of_chairs = {key for key in first if key.startswith("digest:")}
    assert {key for key in first if key.endswith("W30")} == of_chairs
    assert "city:leader:day-2025-07-18" in first
    # The same data once more, also the next morning: nothing new is told.
    clock.shift(timedelta(days=1))
    assert daily("leaders") == first
    load(board.db, board.settings, dossier(unit_code=GOOD, received_at="2025-07-21"))
    assert daily("leaders") - first == {"city:leader:day-2025-07-21"}
    assert f"digest:{GOOD}:{CHAIR}:day-2025-07-21" in daily("yes")


def attached(got):
    return [(one.get_filename(), one.get_content()) for one in got.iter_attachments()]


def test_the_tables_of_a_digest_go_with_it_and_can_be_verified(board, clock):
    person(board.db, "leader", mail="lead@example.org")
    with_both = board.settings.model_copy(update={"digest_files": "yes"})
    send_digests(board.db, with_both)
    # What goes out is what was queued, whatever came in between.
    load(board.db, board.settings, dossier(unit_code=GOOD, received_at="2025-07-12"))
    with mail_server() as (box, url):
        mail.work(board.db, by_mail(board.settings, url))
    by_reader = dict(zip(box.to, box.mails, strict=True))

    own, paper = attached(by_reader["tot@example.org"])
    pair = attached(by_reader["lead@example.org"])
    assert GOOD in own[0]
    assert paper[0] == own[0].replace(".xlsx", ".pdf")
    assert paper[1].startswith(b"%PDF-")
    assert ["online_dossiers" in name for name, _content in pair] == [True] * 2 + [
        False
    ] * 2
    for name, content in (own, *pair[::2]):
        assert verify_content(board, name, content).answer == "superseded"
    # The words stand before the tables, as without them.
    (body, *_files) = by_reader["tot@example.org"].iter_parts()
    assert body.get_content_type() == "multipart/alternative"

    clock.shift(timedelta(days=board.settings.keep_messages_days, seconds=1))
    mail.work(board.db, board.settings)
    with board.db.read() as connection:
        assert connection.scalars(select(message_file.c.id)).all() == []


@SQLITE
def test_an_office_may_leave_tables_out_and_no_other_system_is_handed_them(board):
    without = board.settings.model_copy(update={"digest_files": "no"})
    send_digests(board.db, without)
    with board.db.read() as connection:
        assert connection.scalars(select(message_file.c.id)).all() == []
    with board.db.write() as connection:
        about = {"reader": "An", "address": "an@example.org", "subject": "S"}
        with_one = Message("k", "digest", text="T", files=(("a.xlsx", b"1"),), **about)
        choose(connection, Choice("An", "an@example.org", "digest", WEBHOOK), "x")
        messages.queue(connection, with_one)
    with hook_server() as (got, url):
        set_ = {"webhook_url": url, "webhook_secret": "s"}
        mail.work(board.db, without.model_copy(update=set_))
    assert [told["files"] for _h, _b, told in got if told["key"] == "k"] == [["a.xlsx"]]
