"""Every callback, every table to take away and every route, asked by every role: what
comes back is what the table of rights says, also where no page offers it."""

from __future__ import annotations

import base64
import io
import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pandas as pd
import pytest
import time_machine
from sqlalchemy import func, select

from accounts import keeping, rights
from accounts.door import COOKIE, OPEN
from accounts.sessions import form_token
from actions import checkins, dialogue, disputes, ladder, stocktake, upload
from actions.carry import carry_out
from app import create_app
from board import Board
from callbacks.dialogue import CHECK_IN
from callbacks.dialogue import DEEDS as SAYINGS
from callbacks.disputes import DEEDS as CLAIMS
from callbacks.downloads import WHAT
from callbacks.stocktake import DEEDS as MEETING_DEEDS
from callbacks.uploads import DEEDS
from core.account import NOBODY, ROLES, Account
from core.errors import NotAllowedError, UsageError
from layouts.disputes.ids import LOOK
from layouts.disputes.ids import deed as claim
from layouts.pages import pages
from layouts.terms.ids import deed as term_deed
from layouts.upload.ids import TICK, deed
from metrics.checkins import mark_of
from metrics.disputes import DECISIONS, Pick
from metrics.handing import ACTING, Entry, rows_of
from store import dialogue as drafts
from store import exemptions, facts, messages, outbox, term_entries, uploads
from store.audit import Deed, did
from store.engine import open_database
from store.messages import Message, Why
from store.schema import audit_access, dialogue_entry, signal_review, term_entry
from tests.accounts.people import CHAIR, PASSWORD, everybody, person
from tests.accounts.test_audit import told
from tests.asking import callback_of, payload
from tests.make import BIRTH, GOOD, LATE, dossier, load, place, target, term

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
READERS = [*ROLES, NOBODY.role]
UNITS = {"good": GOOD, "late": LATE}
# Of a meeting that is frozen.
SENT = ("send_pack", "send_minutes")
TODAY = date(2025, 7, 24)
_KEYS = count(1)
_DAY = date(2025, 7, 1)
ENTERED = Entry(ACTING, LATE, "Ai Đó", _DAY, _DAY, "9/QĐ")
EVIDENCE = "?lang=en&signal=too_fast&unit={unit}"


def marked(kind, unit):
    """What a row of a unit is known by wherever it shows."""
    return f"{kind}-of-{unit}"


def rows():
    """At each of two units a dossier done within seconds, and a rejected row."""
    yield from place()
    yield from (target("online_dossiers"), term(GOOD, CHAIR))
    for word, code in UNITS.items():
        yield dossier(
            dossier_code=marked("evidence", word),
            unit_code=code,
            received_at="2025-07-10T09:00:00",
            finished_at="2025-07-10T09:00:30",
            due_at="2025-07-11",
            status="finished",
        )
        yield dossier(
            dossier_code=marked("rejected", word),
            unit_code=code,
            channel="carrier pigeon",
        )


class City:
    def __init__(self, lasting):
        self.settings = lasting("sqlite")
        self.db = open_database(self.settings)
        load(self.db, self.settings, *rows())
        self.app = create_app(self.settings)
        self.readers = everybody(self.db, self.app.server)
        person(self.db, "viewer", "with mail", mail="all@example.vn")
        self.token = self.upload()
        carry_out(self.db, self.settings)
        self.requests = {word: self.answered(word) for word in UNITS}
        self.drafted = {word: self.draft(word) for word in UNITS}
        self.meeting = self.met()
        self.disputes = {word: self.dispute(word) for word in UNITS}
        for word in UNITS:
            self.checked_in(word)
        self.mails = {word: self.mail(word) for word in UNITS}

    def asked(self, word):
        """A request to a unit."""
        text, until = marked("request", word), TODAY + timedelta(days=5)
        return dialogue.ask(self.db, UNITS[word], text, until, "", TODAY)

    def answered(self, word):
        """A request to a unit that was answered, with a commitment."""
        number = self.asked(word)
        fields = {"cause": "other", "text": marked("answer", word)}
        fields |= {"c1_indicator": "online_dossiers", "c1_gain": "5"}
        fields |= {"c1_due": "2025-08-24", "c1_owner": marked("owner", word)}
        dialogue.answer(self.db, number, fields, TODAY)
        return number

    def seen_facts(self, word):
        """What a check-in of a unit is prefilled with, and its mark."""
        facts = Board(self.db, self.settings).checkin_facts(UNITS[word])
        return facts, mark_of(facts)

    def checked_in(self, word):
        """A check-in of a unit."""
        fields = {"confidence": "unsure", "said": marked("checkin", word)}
        about = (UNITS[word], fields, *self.seen_facts(word), TODAY)
        return checkins.check_in(self.db, *about)

    def met(self, frozen=True):
        """A meeting with both units, the reasons marked."""
        told = (marked("meeting", "good"), TODAY, "", "online_dossiers", TODAY)
        number, board = stocktake.prepare(self.db, *told), Board(self.db, self.settings)
        for word, code in UNITS.items():
            note = marked("note", word)
            stocktake.change(self.db, number, code, True, note, TODAY)
        if frozen:
            stocktake.evaluate(self.db, number)
            prepared = board.prepared(board.meeting(number))
            stocktake.freeze(self.db, number, prepared, TODAY)
        return number

    def draft(self, word):
        """A request to a unit, with an answer that was typed and not sent."""
        number = self.asked(word)
        dialogue.save_draft(self.db, number, {"text": marked("draft", word)})
        return number

    def dispute(self, word):
        """A dispute of a unit that waits for a decision."""
        board = Board(self.db, self.settings)
        pick = Pick(UNITS[word], codes=(marked("evidence", word),))
        said = disputes.Said("other", "leave_out", marked("dispute", word))
        effect = board.dispute_effect(pick, said.correction)
        return disputes.send(self.db, pick, said, effect, ())

    def mail(self, word):
        """A message about a unit that could not be sent."""
        key = f"mail:{word}:{next(_KEYS)}"
        about = {"reader": "Ai Đó", "address": "a@example.vn", "unit": UNITS[word]}
        about |= {"subject": "x", "text": marked("mail", word)}
        with self.db.write() as connection:
            number = messages.queue(connection, Message(key, "digest", **about))
            claimed = outbox.claim(connection, number)
            outbox.ended(connection, claimed, "failed", Why(""))
        return number

    def upload(self):
        text = "dossier_code,unit_code,procedure_code,received_at\nlooked-at,?,?,?\n"
        files = [("a.csv", io.BytesIO(text.encode()))]
        return upload.receive(self.db, self.settings, files)

    def ask(self, role, callback, values, **press):
        """The status and the text of the answer of a callback."""
        asked = payload(callback, values)
        if press:
            (one,) = asked["inputs"]
            pressed = {"id": press, "property": one["property"], "value": 1}
            asked["inputs"] = [[pressed]]
            written = json.dumps(press, sort_keys=True, separators=(",", ":"))
            asked["changedPropIds"] = [f"{written}.n_clicks"]
        answer = self.readers[role].post("/_dash-update-component", json=asked)
        return answer.status_code, json.dumps(answer.json, ensure_ascii=False)

    def page(self, role, path, search):
        callback = callback_of(self.app, "content", "children")
        return self.ask(role, callback, {"url.pathname": path, "url.search": search})

    def table(self, role, what, path, search, form="csv"):
        """The text of a table taken away, "" where none came."""
        callback = callback_of(self.app, "download", "data")
        where = {"url.pathname": path, "url.search": search}
        press = {"type": "download", "what": what, "format": form}
        _, text = self.ask(role, callback, where, **press)
        file = json.loads(text).get("response", {}).get("download", {}).get("data")
        return base64.b64decode(file["content"]).decode("utf-8-sig") if file else ""


@pytest.fixture(scope="module")
def city(lasting):
    with time_machine.travel(NOW, tick=False):
        made = City(lasting)
        yield made
        made.db.close()


def places(role, right):
    """The units of the two at which a role has a right, by the table."""
    where = rights.GRANTS[role].get(right, "")
    if where == rights.EVERYWHERE:
        return set(UNITS)
    return {"good"} if where == rights.OWN else set()


# What shows where, and the right that it needs.
NEEDS = dict.fromkeys(("evidence", "rejected", "dispute"), rights.ROWS)
NEEDS |= dict.fromkeys(("request", "answer", "owner", "checkin"), rights.DIALOGUE)
NEEDS |= {"draft": rights.ANSWER, "note": rights.DIALOGUE, "mail": rights.MAILS}


def seen(text):
    """The marks of what is not open to all in a text."""
    return {marked(k, u) for k in NEEDS for u in UNITS if marked(k, u) in text}


def wanted(role, *kinds):
    return {marked(k, unit) for k in kinds for unit in places(role, NEEDS[k])}


# All that the server answers; what runs in the browser asks it for nothing.
CALLBACKS = {
    "content.children": "test_no_page_shows_a_row_to_who_may_not_see_it",
    "tools.children": "test_the_head_and_the_menu_offer_what_is_open",
    "download.data": "test_no_table_has_a_row_for_who_may_not_see_it",
    "review-said.children": "test_only_who_may_says_what_a_signal_is",
    "handed-in-said.children": "test_anybody_who_reads_checks_a_table",
    "upload-body.children": "test_only_who_may_sees_and_does_uploads",
    "term-said.children": "test_only_who_may_enters_terms_of_office",
    "term-done.children": "test_only_who_may_enters_terms_of_office",
    "dialogue-said.children": "test_only_who_may_speaks_in_the_dialogue",
    "dialogue-draft.children": "test_a_draft_is_kept_for_who_answers_alone",
    "stocktake-said.children": "test_only_who_may_prepares_meetings_and_keeps_promises",
    "dispute-said.children": "test_only_who_may_disputes_and_decides",
    "dispute-seen.children": "test_only_who_may_disputes_and_decides",
    "exemption-said.children": "test_only_who_decides_exempts",
    "exemption-seen.children": "test_only_who_decides_exempts",
    "message-said.children": "test_only_who_may_sends_a_message_again",
}


def server_callbacks(city):
    return [one for one in city.app._callback_list if not one["clientside_function"]]


def test_every_callback_is_asked_below(city):
    outputs = [
        {part.partition("@")[0] for part in one["output"].strip(".").split("...")}
        for one in server_callbacks(city)
    ]
    unknown = [names for names in outputs if not names & set(CALLBACKS)]

    assert unknown == []
    assert all(name in globals() for name in CALLBACKS.values())


@pytest.mark.parametrize("role", READERS)
def test_no_page_shows_a_row_to_who_may_not_see_it(city, role):
    asked = [(page.path, "") for page in pages()]
    asked += [("/data", f"?show={one}") for one in ("rejected", "doubts")]
    asked += [("/data", f"?unit={code}") for code in UNITS.values()]
    asked += [(f"/units/{code}", "") for code in UNITS.values()]
    asked += [("/integrity", EVIDENCE.format(unit=code)) for code in UNITS.values()]
    asked += [("/upload", f"?id={city.token}")]
    asked += [("/data", f"?indicator=on_time&unit={GOOD}&procedure={BIRTH}")]
    numbers = (*city.requests.values(), *city.drafted.values())
    asked += [("/dialogue", f"?id={number}") for number in numbers]
    asked += [("/dialogue", f"?checkin={code}") for code in UNITS.values()]
    asked += [("/stocktake", f"?meeting={city.meeting}")]
    asked += [
        ("/stocktake", f"?meeting={city.meeting}&unit={c}") for c in UNITS.values()
    ]
    asked += [("/disputes", f"?id={number}") for number in city.disputes.values()]
    asked += [("/messages", f"?id={number}") for number in city.mails.values()]
    asked += [("/disputes", f"?new={new}") for new in ("dispute", "incident")]
    found, handed_in = set(), False
    for path, search in asked:
        status, text = city.page(role, path, search)
        assert status == 200
        found |= seen(text)
        handed_in |= "a.csv" in text and path == "/upload"

    assert found == wanted(role, *NEEDS)
    assert handed_in == bool(places(role, rights.LOADS))


@pytest.mark.parametrize("role", READERS)
def test_no_table_has_a_row_for_who_may_not_see_it(city, role):
    paths = {
        "evidence": "/integrity",
        "rejected": "/data",
        "looked_rejected": "/upload",
        "handover": "/handover",
        "minutes": "/stocktake",
        "dialogue": "/dialogue",
    }
    found, came, looked = set(), set(), ""
    for what in WHAT:
        path = paths.get(what, "/rankings")
        for code in UNITS.values() if what == "evidence" else ("",):
            search = EVIDENCE.format(unit=code) if code else f"?id={city.token}"
            if what == "handover":
                search = f"?unit={GOOD}&day=2025-07-15"
            if what == "minutes":
                search = f"?meeting={city.meeting}"
            if what == "dialogue":
                search = "?state=all"
            which = f"{what}:1" if what == "looked_rejected" else what
            path = f"/units/{GOOD}" if what == "unit" else path
            text = city.table(role, which, path, search)
            found |= seen(text)
            came |= {what} if text else set()
            looked += text if what == "looked_rejected" else ""

    talk = ("request", "answer", "owner", "checkin")
    assert found == wanted(role, "evidence", "rejected", *talk)
    needs = {"rejected": rights.ROWS, "evidence": rights.ROWS}
    needs |= {"looked_rejected": rights.LOADS, "handover": rights.HANDOVER}
    needs |= {"minutes": rights.DIALOGUE, "messages": rights.MAILS}
    needs |= dict.fromkeys(("dialogue", "usage"), rights.DIALOGUE)
    closed = {what for what, right in needs.items() if not places(role, right)}
    # It comes as HTML alone: asked for below.
    assert came == set(WHAT) - closed - {"stocktake"}
    assert ("looked-at" in looked) == bool(places(role, rights.LOADS))


def whole(told):
    """An answer as text, its tables uncut."""
    uncut = ("display.max_rows", None, "display.max_columns", None)
    with pd.option_context(*uncut, "display.max_colwidth", None):
        return repr(told)


def readings(city):
    """Every reading that tells what is not open to all, asked for all units, as a
    callback that forgot to narrow it would."""
    everything = ("requests", "commitments", "grades", "owed", "disputes")
    yield from ((name, None) for name in ("steps", "checkins"))
    yield from ((name, None) for name in everything)
    for number in (*city.requests.values(), *city.drafted.values()):
        yield from (("request", number, None), ("draft", number))
    yield from (("dispute", number, None) for number in city.disputes.values())
    yield from (("data",), ("rejected",), ("message_log",), ("choices",))
    for code in UNITS.values():
        yield from (("evidence", "too_fast", code), ("unit_disputes", code, None))
        yield from (("handover", code, TODAY), ("checkin_facts", code))
    yield from (("message", number) for number in city.mails.values())
    yield from (("meetings",), ("meeting", city.meeting))
    yield from (("meeting_pages", city.meeting), ("agreed", city.meeting))


@pytest.mark.parametrize("role", READERS)
def test_no_reading_of_the_board_tells_what_its_reader_may_not_see(city, role):
    own = frozenset({GOOD}) if role in ("chair", "delegate") else frozenset()
    reader = Account(None if role == NOBODY.role else 1, role, role, units=own)
    board = Board(city.db, city.settings, lambda: rights.scope(reader))
    found = set()
    for name, *parts in readings(city):
        with suppress(NotAllowedError, UsageError):
            told = getattr(board, name)(*parts)
            found |= seen(whole(told))

    assert found == wanted(role, *NEEDS)


def test_what_is_taken_away_is_told_of_who_has_an_account(city):
    def told():
        with city.db.jobs_read() as connection:
            exports = audit_access.c.deed == "export"
            rows = connection.execute(select(audit_access.c.who).where(exports))
            return [row.who for row in rows]

    before = len(told())
    for role in (NOBODY.role, "viewer"):
        assert city.table(role, "ranking", "/rankings", "")
    assert told()[before:] == ["viewer"]


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_says_what_a_signal_is(city, role):
    callback = callback_of(city.app, "review-said", "children")

    def count():
        with city.db.read() as connection:
            statement = select(func.count(), func.max(signal_review.c.who))
            return connection.execute(
                statement.where(signal_review.c.who == role)
            ).one()

    search = EVIDENCE.format(unit=GOOD)
    values = {"url.search": search, "review-verdict.value": "misuse"}
    values |= {"review-note.value": "seen", "review-save.n_clicks": 1}
    status, text = city.ask(role, callback, values)

    assert status == 200
    may = bool(places(role, rights.VERDICTS))
    assert tuple(count()) == ((1, role) if may else (0, None))
    assert ("reviewed=" in text) == may


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_sees_and_does_uploads(city, role):
    may = bool(places(role, rights.LOADS))
    (act,) = [
        one
        for one in server_callbacks(city)
        if "upload-body.children@" in one["output"]
    ]
    follow = callback_of(city.app, "upload-body", "children")
    for what in DEEDS:
        token = city.upload()
        uploads.move(city.db, token, ["received"], "looked")
        before = uploads.newest(city.db, 1000)
        where = {"url.pathname": "/upload", "url.search": f"?id={token}"}
        city.ask(role, act, where, **{**deed(what, "1")})
        changed = uploads.newest(city.db, 1000) != before
        # The only file of an upload cannot be left out of it, whoever asks.
        assert changed == (may and what != "leave"), what
    where = {"url.pathname": "/upload", "url.search": f"?id={city.token}"}
    status, text = city.ask(role, follow, {**where, f"{TICK}.n_intervals": 1})
    assert status == 200
    assert ("a.csv" in text) == may

    sent = {"files": (io.BytesIO(b"a,b\n"), "route.csv")}
    headers = {"X-Haicap": "upload"}
    answer = city.readers[role].post("/uploads", data=sent, headers=headers)
    assert answer.status_code == (201 if may else 403)
    if may:
        # The moment stands still: the newest is told by its token.
        assert uploads.get(city.db, answer.json["id"]).who == role


def typed(city, role, callback, search, press=None, of="dialogue", **fields):
    """The answer to a callback of a form with these fields, in a browser that sends
    whatever it wants."""
    asked = payload(callback, {"url.search": search})
    names = [{"type": f"{of}-field", "name": name} for name in fields]
    several = {"value": list(fields.values()), "id": names}

    def filled(part):
        """One part, or all that a pattern stands for."""
        kind = part["property"]
        if kind == "n_clicks":
            return [{"id": press, "property": kind, "value": 1}]
        if kind not in several:
            return part
        pairs = zip(names, several[kind], strict=True)
        return [{"id": name, "property": kind, "value": one} for name, one in pairs]

    for key in ("inputs", "state"):
        asked[key] = [filled(part) for part in asked[key]]
    if press:
        written = json.dumps(press, sort_keys=True, separators=(",", ":"))
        asked["changedPropIds"] = [f"{written}.n_clicks"]
    answer = city.readers[role].post("/_dash-update-component", json=asked)
    return answer.status_code, json.dumps(answer.json, ensure_ascii=False)


def entries(city, who):
    with city.db.read() as connection:
        rows = connection.execute(
            select(dialogue_entry.c.what, dialogue_entry.c.request_id).where(
                dialogue_entry.c.who == who
            )
        )
        return {(row.what, row.request_id) for row in rows}


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_speaks_in_the_dialogue(city, role):
    """Every deed, at each unit, whatever page it is sent from."""
    callback = callback_of(city.app, "dialogue-said", "children")
    fields = {"cause": "other", "text": "x", "note": "x", "due_on": "2025-08-01"}
    fields |= {"pause_note": "x", "pause_until": "2025-08-01"}
    fields |= {"confidence": "will", "said": "x"}
    before, wished = entries(city, role), set()
    for word, unit in UNITS.items():
        for what in SAYINGS:
            number = city.asked(word) if what == "answer" else city.answered(word)
            if what == "resumed":
                ladder.pause(city.db, number, "x", TODAY, TODAY)
            of = f"{unit}:{city.seen_facts(word)[1]}" if what == CHECK_IN else number
            about = {"type": "dialogue-deed", "what": what, "about": str(of)}
            status, text = typed(
                city, role, callback, "?lang=en", about, **fields, unit=unit
            )
            assert status == 200, (what, text)
            own = what in ("answer", CHECK_IN)
            right = rights.ANSWER if own else rights.DECIDE
            allowed = word in places(role, right)
            assert ("said=" in text) == allowed, (what, text)
            if allowed and what not in ("ask", CHECK_IN):
                wished.add(("answered" if what == "answer" else what, number))
    assert entries(city, role) - before == wished


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_prepares_meetings_and_keeps_promises(city, role):
    callback = callback_of(city.app, "stocktake-said", "children")
    fields = {"title": "x", "held_on": "2025-07-24", "indicator": "online_dossiers"}
    fields |= {"unit": GOOD, "reason": "x", "text": "x", "c1_gain": "5"}
    fields |= {"c1_indicator": "online_dossiers", "c1_due": "2025-08-24"}
    fields |= {"c1_owner": "x", "why_not": "x"}
    for what in MEETING_DEEDS:
        number = city.meeting if what == "agree" else city.met(what in SENT)
        press = {"type": "stocktake-deed", "what": what, "about": LATE}
        status, text = typed(
            city, role, callback, f"?meeting={number}", press, "stocktake", **fields
        )
        right = rights.DECIDE if what == "agree" else rights.STOCKTAKE
        assert (status, "said=" in text) == (200, bool(places(role, right))), what


@pytest.mark.parametrize("role", READERS)
def test_pages_and_minutes_of_a_meeting_are_those_of_the_own_units(city, role):
    """Taken away, and on the page; what is agreed in the meeting is marked too."""
    with suppress(UsageError):
        for word, code in UNITS.items():
            fields = {"text": marked("agreed", word), "c1_gain": "5"}
            fields |= {"c1_indicator": "online_dossiers", "c1_due": "2025-08-24"}
            fields |= {"c1_owner": marked("agreed", word)}
            stocktake.agree(city.db, city.meeting, code, fields, "", TODAY)
    own = places(role, rights.DIALOGUE)
    where = f"?lang=en&meeting={city.meeting}"
    minutes = city.table(role, "minutes", "/stocktake", where)
    pack = city.table(role, "stocktake", "/stocktake", where, "html")
    listed = city.page(role, "/stocktake", where)[1]
    for text, mark in ((minutes, "agreed"), (pack, "note"), (listed, "agreed")):
        assert {word for word in UNITS if marked(mark, word) in text} == own, mark
    for word, code in UNITS.items():
        assert (f'id="p{len(own)}"' in pack) == bool(own)
        _, text = city.page(role, "/stocktake", f"{where}&unit={code}")
        assert (marked("note", word) in text) == (word in own)
    # A meeting that is being prepared is told to who prepares it alone.
    early = city.met(frozen=False)
    _, text = city.page(role, "/stocktake", f"?meeting={early}")
    prepares = bool(places(role, rights.STOCKTAKE))
    assert (marked("note", "good") in text) == prepares


@pytest.mark.parametrize("role", READERS)
def test_a_draft_is_kept_for_who_answers_alone(city, role):
    callback = callback_of(city.app, "dialogue-draft", "children")
    for word in UNITS:
        number = city.asked(word)
        status, text = typed(city, role, callback, f"?id={number}", text=f"by-{role}")
        assert status == 200
        with city.db.read() as connection:
            kept, who, _at = drafts.draft(connection, number)
        may = word in places(role, rights.ANSWER)
        assert (kept, who) == (({"text": f"by-{role}"}, role) if may else ({}, "")), (
            text
        )


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_disputes_and_decides(city, role):
    """A look, what it offers to send, and every decision, at each unit and at all."""
    look = callback_of(city.app, "dispute-seen", "children")
    act = callback_of(city.app, "dispute-said", "children")

    def ask(callback, press, **fields):
        return typed(city, role, callback, "?lang=en", press, "dispute", **fields)[1]

    fields = {"reason": "other", "text": "x", "note": "x", "unit": ""}
    fields |= {"first": "2025-07-10", "last": "2025-07-10", "codes": ""}
    settles = bool(places(role, rights.SETTLE))
    for word, what in (("good", "dispute"), ("late", "dispute"), ("", "incident")):
        may = word in places(role, rights.DISPUTE) if word else settles
        fields["unit"] = UNITS.get(word, "")
        told = ask(look, {"type": LOOK, "what": what}, **fields)
        mark = re.search(r'"what": "(?:dispute|incident)", "about": "(\w+)"', told)
        assert bool(mark) == may, (word, told)
        sent = ask(act, claim(what, mark.group(1) if mark else "guessed"), **fields)
        assert ("said=" in sent) == may, (word, sent)
    for word in UNITS:
        for what in (*DECISIONS, "withdraw"):
            about = claim(what, city.dispute(word))
            # Not all of its only dossier can be a part: refused to everybody.
            wanted = settles and what != "partly"
            if what == "withdraw":
                wanted = word in places(role, rights.DISPUTE)
            assert ("said=" in ask(act, about, **fields)) == wanted, (word, what)
    assert set(CLAIMS) == {*DECISIONS, "withdraw", "dispute", "incident"}


@pytest.mark.parametrize("role", READERS)
def test_only_who_decides_exempts(city, role):
    """A look, what it offers to enter, a guess, and ending one; the form too."""
    look = callback_of(city.app, "exemption-seen", "children")
    act = callback_of(city.app, "exemption-said", "children")
    may = bool(places(role, rights.DECIDE))
    fields = {"unit": GOOD, "procedures": [BIRTH], "codes": "", "decision": "1/QĐ"}
    fields |= {"first": "2025-07-10", "last": "2025-09-30", "text": "x"}

    def ask(callback, press, **more):
        told = {**fields, **more}
        return typed(city, role, callback, "?lang=en", press, "exemption", **told)[1]

    told = ask(look, {"type": "exemption-look", "what": "exempt"})
    mark = re.search(r'"what": "enter", "about": "(\w+)"', told)
    assert bool(mark) == may, told
    about = {"type": "exemption-deed", "what": "enter"}
    sent = ask(act, {**about, "about": mark.group(1) if mark else "guessed"})
    assert ("said=" in sent) == may, sent
    with city.db.read() as connection:
        kept = exemptions.exemptions(connection)
    assert all(one.who in ("leader", "administrator") for one in kept)
    number = kept[-1].id if kept else 1
    # It counts already; who may not is told that instead.
    sent = ask(act, {**about, "what": "confirm", "about": f"{number}-guessed"})
    assert ("not what you looked at" in sent) == may, sent
    sent = ask(act, {**about, "what": "end", "about": str(number)})
    assert ("said=" in sent) == may, sent
    status, text = city.page(role, "/exemptions", "?new=exempt")
    assert (status, '"exemption-look"' in text) == (200, may)


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_sends_a_message_again(city, role):
    again = callback_of(city.app, "message-said", "children")
    for word in UNITS:
        number = city.mail(word)
        where = {"url.search": f"?id={number}", "message-again.n_clicks": 1}
        status, text = city.ask(role, again, where)
        may = word in places(role, rights.MAILS)
        assert (status, "said=" in text) == (200, may), text
        with city.db.read() as connection:
            state = messages.one(connection, number).state
        assert state == ("queued" if may else "failed")


@pytest.mark.parametrize("role", READERS)
def test_a_hand_over_sheet_is_read_by_who_may_at_that_unit(city, role):
    for word, code in UNITS.items():
        _, text = city.page(role, "/handover", f"?lang=en&unit={code}&day=2025-07-15")
        shown = "Standing handed over" in text
        assert shown == (word in places(role, rights.HANDOVER)), word


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_enters_terms_of_office(city, role):
    may = bool(places(role, rights.TERMS))
    save, decide = (
        callback_of(city.app, name, "children") for name in ("term-said", "term-done")
    )

    def steps():
        with city.db.read() as connection:
            return connection.execute(select(func.count(term_entry.c.id))).scalar_one()

    search = f"?unit={LATE}&do=acting"
    values = {"url.search": search, "term-save.n_clicks": 1}
    values |= {"term-person.value": f"by {role}", "term-first.value": "2025-07-20"}
    values |= {"term-last.value": "2025-07-21", "term-decision.value": "1/QĐ"}
    before = steps()
    _, text = city.ask(role, save, values)
    assert ("entry=" in text, steps() - before) == (may, int(may))
    with city.db.read() as connection:
        terms = facts.read_terms(connection)
    with city.db.write() as connection:
        number = term_entries.add(connection, ENTERED, rows_of(ENTERED, terms), "x")
    before = steps()
    for what in ("discard", "confirm"):
        where = {"url.search": f"?entry={number}"}
        city.ask(role, decide, where, **term_deed(what))
    assert steps() - before == int(may)
    _, text = city.page(role, "/terms", f"?entry={number}")
    assert ("9/QĐ" in text) == may


@pytest.mark.parametrize("role", READERS)
def test_the_head_and_the_menu_offer_what_is_open(city, role):
    callback = callback_of(city.app, "tools", "children")
    _, text = city.ask(role, callback, {"url.pathname": "/", "url.search": ""})

    assert ('"/upload"' in text) == bool(places(role, rights.LOADS))
    for path in ("/accounts", "/audit"):
        offered = bool(places(role, rights.right_of(path)))
        assert (f'"{path}?lang=vi"' in text) == offered, path
    assert ("/sign-in" in text) == (role == NOBODY.role)
    assert ("/sign-out" in text) == (role != NOBODY.role)
    status = city.readers[role].get("/upload").status_code
    refused = 303 if role == NOBODY.role else 403
    assert status == (200 if places(role, rights.LOADS) else refused)


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_sees_and_changes_accounts(city, role):
    client, may = city.readers[role], bool(places(role, rights.ACCOUNTS))
    assert ("all@example.vn" in client.get("/accounts").text) == may
    cookie = client.get_cookie(COOKIE)
    given = {"token": form_token(cookie.value if cookie else "")}
    for do in ("make", "change", "lock", "unlock", "end", "off", "link", "erase"):
        name = f"{do} by {role}"
        if do != "make":
            person(city.db, "viewer", name, mail="all@example.vn")
        before = keeping.listed(city.db), told(city.db), told(city.db, access=True)
        given |= {"do": do, "name": name, "again": name, "role": "leader"}
        answer = client.post("/accounts", data=given)
        after = keeping.listed(city.db), told(city.db), told(city.db, access=True)
        # The second step is off already: that is told nowhere.
        assert (before != after) == (may and do != "off"), do
        assert answer.status_code in ((200, 303) if may else (303, 403)), do


@pytest.mark.parametrize("role", READERS)
def test_only_who_may_reads_the_audit(city, role):
    with city.db.write() as connection:
        did(connection, Deed("somebody", "verdict", "told-in-the-audit"))
    may, client = bool(places(role, rights.AUDIT)), city.readers[role]
    for path in ("/audit", "/audit?format=csv", "/audit?format=csv&unit=told-in"):
        assert ("told-in-the-audit" in client.get(path).text) == may, path


@pytest.mark.parametrize("role", READERS)
def test_only_a_chair_in_office_names_a_delegate(city, role):
    client, may = city.readers[role], bool(places(role, rights.DELEGATE))
    cookie = client.get_cookie(COOKIE)
    given = {"token": form_token(cookie.value if cookie else ""), "do": "delegate"}
    given |= {"name": f"for {role}", "until": "2025-08-01", "password": PASSWORD}
    assert ('id="delegates"' in client.get("/account").text) == may
    before = len(keeping.listed(city.db))
    client.post("/account", data=given)
    client.post("/account", data=given | {"do": "delegate-end"})
    assert len(keeping.listed(city.db)) - before == int(may)


def test_anybody_who_reads_checks_a_table(city):
    callback = callback_of(city.app, "handed-in-said", "children")
    sent = "data:text/csv;base64," + base64.b64encode(b"a,b\n").decode()
    for role in (NOBODY.role, "viewer"):
        _, text = city.ask(role, callback, {"handed-in.contents": sent})
        assert "response" in json.loads(text)


def test_every_route_is_one_that_is_known(city):
    rules = {rule.rule for rule in city.app.server.url_map.iter_rules()}
    asked = {"/", "/<path:path>", "/_dash-update-component", "/uploads", "/sign-out"}
    asked |= {"/account"}  # tests/accounts/test_own_account.py
    asked |= {"/audit"}  # tests/accounts/test_audit_page.py
    asked |= {"/accounts"}  # tests/accounts/test_administration.py
    # What tells browsers of the app itself, the same for everybody.
    asked |= {"/_dash-layout", "/_dash-dependencies", "/_reload-hash"}
    asked |= {"/static/<path:filename>"}  # Flask's own, of a folder that is not there

    assert rules - set(OPEN) <= asked


def test_a_callback_is_asked_for_by_json_alone(city):
    """A form of another site cannot send JSON without asking first."""
    asked = payload(callback_of(city.app, "content", "children"), {"url.pathname": "/"})
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = city.readers["analyst"].post(
            "/_dash-update-component", data=json.dumps(asked), content_type=kind
        )
        assert answer.status_code == 415
