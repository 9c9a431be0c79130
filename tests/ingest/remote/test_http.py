"""HTTP sources against a server that pages, throttles, breaks off and changes."""

import gzip
import json
import os
import time

import pytest

from core.errors import SettingsError, SourceError
from store import ledger, sources
from tests.ingest.door import current, take
from tests.ingest.remote.office import Reply, described, office, row


def codes(db) -> list[str]:
    return [dossier["dossier_code"] for dossier in current(db, "dossiers")]


def loads(db) -> int:
    with db.read() as connection:
        return len(ledger.loads(connection))


def left_in(settings) -> list[str]:
    """What is left of passing files."""
    folder = settings.var / "fetched"
    return [path.name for path in folder.iterdir() if path.suffix != ".lock"]


def refused(fetch, source, words: str) -> SourceError:
    with pytest.raises(SourceError, match=words) as failure:
        fetch(source)
    return failure.value


def keeps_yesterday(db, settings, fetch, source, words: str) -> None:
    """The answer is refused whole: rows, ledger, mark and folder stay as they were."""
    before, taken = current(db, "dossiers"), loads(db)
    with db.read() as connection:
        mark = sources.reached(connection, "portal")

    refused(fetch, source, words)

    assert current(db, "dossiers") == before
    assert loads(db) == taken
    with db.read() as connection:
        assert sources.reached(connection, "portal") == mark
    assert left_in(settings) == []


# -- the good answer


def test_rows_of_an_answer_come_through_the_door_of_files(db, settings, portal, fetch):
    portal.answer = lambda asked: Reply({"data": {"items": [row(1), row(2)]}})
    source = described(settings, {"url": portal.url, "rows": "data.items"})

    [result] = fetch(source)

    assert (result.source, result.read, result.accepted) == ("portal", 2, 2)
    [first, _second] = current(db, "dossiers")
    assert first["channel"] == "online"
    assert first["received_at"] == "2025-07-15T01:30:00Z"
    archive = settings.var / "archive"
    assert len(list(archive.iterdir())) == 3, "two files and the answer"
    assert left_in(settings) == []


def test_columns_that_are_not_named_are_written_nowhere(settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(1), row(2, channel="by pigeon")])
    fetch(described(settings, {"url": portal.url}))

    name = "Riêng Tư".encode()
    escaped = json.dumps("Riêng Tư").strip('"').encode()
    for folder, _folders, files in os.walk(settings.var):
        for file in files:
            with open(os.path.join(folder, file), "rb") as opened:
                text = opened.read()
            assert name not in text and escaped not in text, file


def test_the_same_answer_twice_changes_nothing(db, settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(1)])
    source = described(settings, {"url": portal.url})
    fetch(source)
    taken = loads(db)

    [again] = fetch(source)

    assert (again.accepted, again.unchanged) == (0, 1)
    assert loads(db) == taken


def test_a_field_that_no_row_has_leaves_what_is_stored(db, settings, portal, fetch):
    source = described(settings, {"url": portal.url}, needs=[])
    portal.answer = lambda asked: Reply([row(1)])
    fetch(source)
    silent = row(1, updated="2025-07-16T08:00:00")
    del silent["channel"]
    portal.answer = lambda asked: Reply([silent])

    fetch(source)

    assert current(db, "dossiers")[0]["channel"] == "online"


def test_a_field_that_is_null_empties_what_is_stored(db, settings, portal, fetch):
    source = described(settings, {"url": portal.url})
    portal.answer = lambda asked: Reply([row(1)])
    fetch(source)
    portal.answer = lambda asked: Reply(
        [row(1, updated="2025-07-16T08:00:00", channel=None)]
    )

    fetch(source)

    assert current(db, "dossiers")[0]["channel"] == ""


def test_an_empty_answer_is_a_success_without_rows(db, settings, portal, fetch):
    assert fetch(described(settings, {"url": portal.url})) == []
    assert sources.connections(db)["state"].tolist() == ["closed"]


def test_a_body_is_sent_as_json_with_numbers_in_it(settings, portal, fetch):
    source = described(
        settings,
        {
            "url": portal.url,
            "method": "post",
            "json": {"timeType": "month", "currentPage": "{page}", "size": "{size}"},
            "paging": {"by": "page", "size": 50},
        },
    )

    fetch(source)

    [asked] = portal.asked
    assert asked.method == "POST"
    assert json.loads(asked.body) == {
        "timeType": "month",
        "currentPage": 1,
        "size": 50,
    }


def test_a_form_keeps_braces_that_are_no_placeholder(settings, portal, fetch):
    form = {"params": '{"type":"ref","pageIndex":"{page}"}'}
    paging = {"by": "page", "stop": "short", "size": 9}
    http = {"url": portal.url, "method": "POST", "form": form, "paging": paging}
    fetch(described(settings, http))

    assert portal.asked[0].body == (
        b"params=%7B%22type%22%3A%22ref%22%2C%22pageIndex%22%3A%221%22%7D"
    )


# -- pages


def of(rows: list, size: int, page: int) -> list:
    return rows[page * size : (page + 1) * size]


ROWS = [row(number) for number in range(7)]


def by_page(asked):
    return Reply(of(ROWS, 3, int(asked.query["p"]) - 1))


def by_offset(asked):
    # The server caps a page at 3, whatever is asked for.
    start = int(asked.query["from"])
    return Reply({"rows": ROWS[start : start + 3], "count": len(ROWS)})


def by_cursor(asked):
    page = int(asked.query.get("after") or 0)
    more = str(page + 1) if page < 2 else None
    return Reply({"rows": of(ROWS, 3, page), "meta": {"next": more}})


def by_link(asked):
    page = int(asked.query.get("p", 0))
    more = f"/?p={page + 1}" if page < 2 else ""
    return Reply({"rows": of(ROWS, 3, page), "next": more})


def by_header(asked):
    page = int(asked.query.get("p", 0))
    link = {"Link": f'</?p={page + 1}>; rel="next", </>; rel="first"'}
    return Reply(of(ROWS, 3, page), headers=link if page < 2 else {})


PAGED = {
    "page": (by_page, "/?p={page}", "", {"by": "page"}, 4),
    "short page": (
        by_page,
        "/?p={page}",
        "",
        {"by": "page", "size": 3, "stop": "short"},
        3,
    ),
    "offset, capped": (by_offset, "/?from={offset}", "rows", {"by": "offset"}, 4),
    "total": (
        by_offset,
        "/?from={offset}",
        "rows",
        {"by": "offset", "total": "count"},
        3,
    ),
    "cursor": (
        by_cursor,
        "/?after={cursor}",
        "rows",
        {"by": "cursor", "cursor": "meta.next"},
        3,
    ),
    "link": (by_link, "/", "rows", {"by": "next", "next": "next"}, 3),
    "header": (by_header, "/", "", {"by": "next", "next": "header"}, 3),
}


@pytest.mark.parametrize("way", PAGED)
def test_every_page_is_read_and_no_page_more(db, settings, portal, fetch, way):
    portal.answer, path, rows, paging, requests = PAGED[way]
    http = {"url": portal.url + path, "rows": rows, "paging": paging}

    [result] = fetch(described(settings, http))

    assert result.accepted == 7
    assert codes(db) == [f"d{number}" for number in range(7)]
    assert len(portal.asked) == requests


ENDLESS = {
    "the last page for ever": (
        lambda asked: Reply([row(1)]),
        {"by": "page"},
        "?p={page}",
    ),
    "a cursor that comes again": (
        lambda asked: Reply({"next": "abc", "rows": [row(len(asked.query))]}),
        {"by": "cursor", "cursor": "next"},
        "?c={cursor}",
    ),
    "a link to itself": (
        lambda asked: Reply({"next": "/", "rows": [row(1)]}),
        {"by": "next", "next": "next"},
        "",
    ),
    "always another page": (
        lambda asked: Reply([row(int(asked.query["p"]))]),
        {"by": "page", "pages": 5},
        "?p={page}",
    ),
}


@pytest.mark.parametrize("way", ENDLESS)
def test_pages_that_do_not_end_are_refused(db, settings, portal, fetch, way):
    portal.answer, paging, query = ENDLESS[way]
    rows = "rows" if "next" in paging or "cursor" in paging else ""
    http = {"url": f"{portal.url}/{query}", "rows": rows, "paging": paging}

    keeps_yesterday(db, settings, fetch, described(settings, http), "do not end")
    assert len(portal.asked) <= 6


def test_fewer_rows_than_announced_are_refused(db, settings, portal, fetch):
    portal.answer = lambda asked: Reply(
        {"n": 9, "rows": [] if asked.query["from"] != "0" else [row(1)]}
    )
    http = {
        "url": portal.url + "/?from={offset}",
        "rows": "rows",
        "paging": {"by": "offset", "total": "n"},
    }

    keeps_yesterday(
        db, settings, fetch, described(settings, http), "9 rows were announced and 1"
    )


# -- answers that cannot be trusted


HALF = json.dumps([row(1), row(2)]).encode()
BROKEN = {
    "a body shorter than announced": (Reply(raw=HALF, length=9999), "broke off"),
    "half of the JSON": (Reply(raw=HALF[:-20]), "not JSON, or was cut off"),
    "a page to sign in": (Reply(raw=b"<!doctype html><p>Sign in"), "web page"),
    "nothing at all": (Reply(raw=b""), "not JSON"),
    "no list": (Reply({"rows": 7}), "no list of rows"),
    "no objects": (Reply([1, 2]), "no object"),
    "a required column gone": (
        Reply([{**row(3), "code": None} | {"received": 1}, {"code": "d3"}][1:]),
        "columns have changed",
    ),
    "a needed column renamed": (
        Reply([{("kenh" if n == "channel" else n): v for n, v in row(1).items()}]),
        "columns have changed: channel",
    ),
    "an error for ever": (Reply(status=500), "error 500"),
    "not found": (Reply(status=404), "error 404"),
    "who are you": (Reply(status=401), "refuses us"),
    "304 that nobody asked for": (Reply(status=304), "error 304"),
}


@pytest.mark.parametrize("way", BROKEN)
def test_an_answer_that_cannot_be_trusted_changes_nothing(
    db, settings, portal, fetch, way
):
    source = described(settings, {"url": portal.url})
    portal.answer = lambda asked: Reply([row(1)])
    fetch(source)
    reply, words = BROKEN[way]
    portal.answer = lambda asked: reply

    keeps_yesterday(db, settings, fetch, source, words)


def test_columns_that_change_on_the_second_page_refuse_the_first_too(
    db, settings, portal, fetch
):
    renamed = {("id" if n == "code" else n): v for n, v in row(2).items()}
    pages = {"1": [row(1)], "2": [renamed]}
    portal.answer = lambda asked: Reply(pages.get(asked.query["p"], []))
    http = {"url": portal.url + "/?p={page}", "paging": {"by": "page"}}

    keeps_yesterday(
        db, settings, fetch, described(settings, http), "columns have changed: code"
    )
    assert codes(db) == []


def test_an_answer_over_the_limit_is_given_up(db, settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(n) for n in range(50)])
    http = {"url": portal.url, "limits": {"answer_mb": 0.005}}

    keeps_yesterday(db, settings, fetch, described(settings, http), "larger than 0.005")


def test_an_answer_that_unpacks_beyond_the_limit_is_given_up(
    db, settings, portal, fetch
):
    bomb = gzip.compress(b"[" + b" " * 3_000_000 + b"]")
    portal.answer = lambda asked: Reply(raw=bomb, headers={"Content-Encoding": "gzip"})
    http = {"url": portal.url, "limits": {"answer_mb": 1}}

    assert len(bomb) < 10_000
    keeps_yesterday(db, settings, fetch, described(settings, http), "larger than 1")


def test_many_small_answers_over_the_limit_of_the_run_are_given_up(
    db, settings, portal, fetch
):
    portal.answer = by_page
    http = {"url": portal.url + "/?p={page}", "paging": {"by": "page"}}
    http["limits"] = {"answer_mb": 1, "run_mb": 0.001}

    source = described(settings, http)
    keeps_yesterday(db, settings, fetch, source, "larger than 0.001")
    assert len(portal.asked) == 2


def test_a_run_of_too_many_requests_is_given_up(db, settings, portal, fetch):
    portal.answer = by_page
    http = {"url": portal.url + "/?p={page}", "paging": {"by": "page"}}
    http["limits"] = {"requests": 2}

    keeps_yesterday(db, settings, fetch, described(settings, http), "more than 2 req")


# -- time


def test_a_server_that_does_not_answer_is_given_up(db, settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(1)], hang=0.6)
    http = {"url": portal.url, "limits": {"read_seconds": 0.1, "attempts": 2}}

    keeps_yesterday(db, settings, fetch, described(settings, http), "in time")
    assert len(portal.asked) == 2


def test_a_server_that_drips_is_given_up_by_the_time_of_the_run(
    db, settings, portal, fetch
):
    portal.answer = lambda asked: Reply([row(1)], drip=0.01)
    http = {"url": portal.url, "limits": {"run_seconds": 0.3}}
    begun = time.monotonic()

    keeps_yesterday(db, settings, fetch, described(settings, http), "longer than 0.3")
    assert time.monotonic() - begun < 2


def test_nobody_there_is_told(db, settings, fetch):
    with office() as gone:
        url = gone.url
    source = described(settings, {"url": url})

    keeps_yesterday(db, settings, fetch, source, "connection failed")


# -- patience and politeness


def in_turn(*replies: Reply):
    left = list(replies)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


def test_an_error_that_passes_is_waited_out(settings, portal, fetch, naps):
    portal.answer = in_turn(Reply(status=500), Reply(status=503), Reply([row(1)]))

    [result] = fetch(
        described(settings, {"url": portal.url, "limits": {"backoff_seconds": 8}})
    )

    assert result.accepted == 1
    assert 4 <= naps[0] <= 8 and 8 <= naps[1] <= 16, "doubled, with a chance part"


def test_the_server_says_how_long_to_wait(settings, portal, fetch, naps):
    portal.answer = in_turn(
        Reply(status=429, headers={"Retry-After": "7"}), Reply([row(1)])
    )

    [result] = fetch(described(settings, {"url": portal.url}))

    assert (result.accepted, naps) == (1, [7.0])


def test_a_moment_to_wait_for_is_understood(settings, portal, fetch, naps, clock):
    at = "Thu, 24 Jul 2025 10:00:20 GMT"
    portal.answer = in_turn(
        Reply(status=503, headers={"Retry-After": at}), Reply([row(1)])
    )

    fetch(described(settings, {"url": portal.url}))

    assert naps == [20.0]


def test_a_wait_beyond_our_patience_ends_the_run_and_is_kept(
    db, settings, portal, fetch, naps, clock
):
    portal.answer = lambda asked: Reply(status=429, headers={"Retry-After": "7200"})

    refused(fetch, described(settings, {"url": portal.url}), "7200 seconds")

    assert naps == [] and len(portal.asked) == 1
    circuit = sources.circuit(db, "portal")
    assert (circuit.state, circuit.next_try_at) == ("open", "2025-07-24T12:00:00Z")


def test_requests_keep_their_distance(settings, portal, fetch, naps):
    portal.answer = by_page
    http = {"url": portal.url + "/?p={page}", "paging": {"by": "page"}}

    fetch(described(settings, {**http, "limits": {"pause_seconds": 5}}))

    assert len(naps) == 3 and all(4 < nap <= 5 for nap in naps)


# -- nothing new


def test_an_unchanged_answer_is_not_sent_again(db, settings, portal, fetch):
    tags = {"ETag": '"v1"', "Last-Modified": "Thu, 24 Jul 2025 09:00:00 GMT"}

    def answer(asked):
        known = asked.headers.get("if-none-match") == '"v1"'
        return Reply(status=304) if known else Reply([row(1)], headers=tags)

    portal.answer = answer
    source = described(settings, {"url": portal.url})
    fetch(source)
    taken = loads(db)

    assert fetch(source) == []
    assert portal.asked[1].headers["if-modified-since"] == tags["Last-Modified"]
    assert loads(db) == taken
    assert sources.connections(db)["state"].tolist() == ["closed"]


def test_an_answer_with_rejected_rows_is_asked_for_again_in_full(
    db, settings, portal, fetch
):
    rows = [row(1), row(2, unit="H26.9")]
    portal.answer = lambda asked: Reply(rows, headers={"ETag": '"v1"'})
    source = described(settings, {"url": portal.url})
    fetch(source)
    take(db, settings, "u2.csv", "code,name,kind\nH26.9,Ô Diên,ward\n")

    [again] = fetch(source)

    assert (again.accepted, again.rejected) == (1, 0)
    assert codes(db) == ["d1", "d2"]


def test_somebody_who_asks_gets_the_answer_in_full(settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(1)], headers={"ETag": '"v1"'})
    source = described(settings, {"url": portal.url})
    fetch(source)
    fetch(source, by_hand=True)

    assert "if-none-match" not in portal.asked[1].headers


def test_a_changed_description_reads_the_answer_anew(settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(1)], headers={"ETag": '"v1"'})
    fetch(described(settings, {"url": portal.url}))

    fetch(described(settings, {"url": portal.url}, constants={"submitted_by": "proxy"}))

    assert "if-none-match" not in portal.asked[1].headers


def test_a_first_page_that_is_unchanged_says_nothing_of_the_others(
    settings, portal, fetch
):
    def answer(asked):
        return Reply(by_page(asked).body, headers={"ETag": '"v1"'})

    portal.answer = answer
    http = {"url": portal.url + "/?p={page}", "paging": {"by": "page"}}
    source = described(settings, http)
    fetch(source)
    fetch(source)

    assert all("if-none-match" not in asked.headers for asked in portal.asked)


# -- the mark


def incremental(settings, portal, **since):
    http = {
        "url": portal.url,
        "query": {"since": "{since}", "until": "{until}"},
        "since": {"field": "updated", "first": "2025-07-01T00:00:00", **since},
    }
    return described(settings, http)


def test_only_what_changed_after_the_mark_is_asked_for(settings, portal, fetch, clock):
    portal.answer = lambda asked: Reply([row(5), row(3)])
    source = incremental(settings, portal)
    fetch(source)
    portal.answer = lambda asked: Reply([])
    fetch(source)
    fetch(source)

    assert [asked.query["since"] for asked in portal.asked] == [
        "2025-07-01T00:00:00",
        "2025-07-15T08:05:00",
        "2025-07-15T08:05:00",
    ]
    assert portal.asked[0].query["until"] == "2025-07-24T17:00:00"


def test_rows_written_down_late_are_caught_by_an_overlap(settings, portal, fetch):
    portal.answer = lambda asked: Reply([row(5)])
    source = incremental(settings, portal, overlap_minutes=10)
    fetch(source)
    fetch(source)

    assert portal.asked[1].query["since"] == "2025-07-15T07:55:00"


def test_a_failure_does_not_move_the_mark(db, settings, portal, fetch):
    pages = {"1": [row(5)], "2": [{"code": "d9"}]}
    portal.answer = lambda asked: Reply(pages[asked.query["p"]])
    http = {
        "url": portal.url + "/?p={page}&since={since}",
        "paging": {"by": "page"},
        "since": {"field": "updated", "first": "2025-07-01T00:00:00"},
    }

    keeps_yesterday(
        db, settings, fetch, described(settings, http), "columns have changed"
    )


def test_rows_of_which_none_could_be_taken_are_asked_for_again(
    db, settings, portal, fetch
):
    portal.answer = lambda asked: Reply([row(5, unit="99999")])
    source = incremental(settings, portal)

    [result] = fetch(source)

    assert result.rejected == 1
    with db.read() as connection:
        assert sources.reached(connection, "portal").mark == ""


def test_a_moment_in_the_future_moves_no_mark(settings, portal, fetch, clock):
    portal.answer = lambda asked: Reply([row(1), row(2, updated="9999-12-31")])
    source = incremental(settings, portal)
    fetch(source)
    fetch(source)

    assert portal.asked[1].query["since"] == "2025-07-15T08:01:00"


def test_somebody_may_ask_from_an_earlier_moment_and_the_mark_stays(
    settings, portal, fetch
):
    portal.answer = lambda asked: Reply([row(5)])
    source = incremental(settings, portal)
    fetch(source)
    portal.answer = lambda asked: Reply([row(1)])
    fetch(source, since="2025-07-10T00:00:00")
    fetch(source)

    assert [asked.query["since"] for asked in portal.asked[1:]] == [
        "2025-07-10T00:00:00",
        "2025-07-15T08:05:00",
    ]


# -- who we are


TOKEN = "a-token-nobody-may-see"


def secured(settings, portal, auth, **http):
    return described(settings, {"url": portal.url, "auth": auth, **http})


def test_a_token_comes_from_the_environment(settings, portal, fetch, monkeypatch):
    monkeypatch.setenv("PORTAL_TOKEN", TOKEN)
    fetch(secured(settings, portal, {"by": "bearer", "token_env": "PORTAL_TOKEN"}))

    assert portal.asked[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_key_may_stand_in_a_header_of_its_own(settings, portal, fetch, monkeypatch):
    monkeypatch.setenv("PORTAL_KEY", TOKEN)
    auth = {"by": "header", "name": "X-Api-Key", "token_env": "PORTAL_KEY"}
    fetch(secured(settings, portal, auth))

    assert portal.asked[0].headers["x-api-key"] == TOKEN


def test_a_user_with_a_password(settings, portal, fetch, monkeypatch):
    monkeypatch.setenv("PORTAL_USER", "an")
    monkeypatch.setenv("PORTAL_PASSWORD", "mật khẩu")
    auth = {"by": "basic", "user_env": "PORTAL_USER", "password_env": "PORTAL_PASSWORD"}
    fetch(secured(settings, portal, auth))

    assert portal.asked[0].headers["authorization"] == "Basic YW46beG6rXQga2jhuql1"


def test_a_variable_that_is_not_set_is_told_before_anybody_is_asked(
    db, settings, portal, fetch
):
    source = secured(settings, portal, {"by": "bearer", "token_env": "PORTAL_TOKEN"})

    with pytest.raises(SettingsError, match="PORTAL_TOKEN"):
        fetch(source)
    assert portal.asked == []
    assert sources.connections(db).empty


def test_a_token_may_stand_in_the_file_of_settings(
    settings, portal, fetch, tmp_path, monkeypatch
):
    (tmp_path / ".env").write_text(f"PORTAL_TOKEN={TOKEN}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    fetch(secured(settings, portal, {"by": "bearer", "token_env": "PORTAL_TOKEN"}))

    assert portal.asked[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_our_own_settings_are_sent_to_nobody(settings, portal, fetch, monkeypatch):
    monkeypatch.setenv("HAICAP_SECRET", TOKEN)
    source = secured(settings, portal, {"by": "bearer", "token_env": "HAICAP_SECRET"})

    with pytest.raises(SettingsError, match="never sent"):
        fetch(source)


OAUTH = {
    "by": "oauth2",
    "client_id_env": "PORTAL_ID",
    "client_secret_env": "PORTAL_SECRET",
    "scope": "reports",
}


class Gate:
    """An office whose tokens live for a number of requests, or of seconds."""

    def __init__(self, portal, lives: int, seconds: float = 3600) -> None:
        self.portal, self.lives, self.seconds = portal, lives, seconds
        self.given = 0
        self.left = 0

    def __call__(self, asked):
        if asked.path == "/token":
            self.given += 1
            self.left = self.lives
            token = f"{TOKEN}-{self.given}"
            return Reply({"access_token": token, "expires_in": self.seconds})
        wanted = f"Bearer {TOKEN}-{self.given}"
        if asked.headers.get("authorization") != wanted or not self.left:
            return Reply(status=401)
        self.left -= 1
        return by_page(asked)


@pytest.fixture
def client_secret(monkeypatch):
    monkeypatch.setenv("PORTAL_ID", "office-1")
    monkeypatch.setenv("PORTAL_SECRET", TOKEN)


@pytest.mark.usefixtures("client_secret")
def test_a_token_that_ends_in_the_middle_of_a_run_is_renewed(
    db, settings, portal, fetch
):
    portal.answer = Gate(portal, lives=2)
    auth = {**OAUTH, "token_url": portal.url + "/token"}
    http = {"url": portal.url + "/rows?p={page}", "paging": {"by": "page"}}

    [result] = fetch(described(settings, {**http, "auth": auth}))

    assert result.accepted == 7
    first, *more = portal.asked_for("/token")
    assert len(more) == 1, "renewed once, after two pages of four"
    assert b"grant_type=client_credentials" in first.body
    assert f"client_secret={TOKEN}".encode() in first.body


@pytest.mark.usefixtures("client_secret")
def test_a_token_is_renewed_before_it_ends(settings, portal, fetch):
    portal.answer = Gate(portal, lives=99, seconds=0.001)
    auth = {**OAUTH, "token_url": portal.url + "/token", "send": "basic"}
    http = {"url": portal.url + "/rows?p={page}", "paging": {"by": "page"}}

    fetch(described(settings, {**http, "auth": auth}))

    assert len(portal.asked_for("/token")) == 4
    assert portal.asked[0].headers["authorization"].startswith("Basic ")
    assert TOKEN.encode() not in portal.asked[0].body


@pytest.mark.usefixtures("client_secret")
def test_a_client_that_is_refused_a_token_is_told_so(db, settings, portal, fetch):
    portal.answer = lambda asked: Reply({"error": TOKEN}, status=400)
    auth = {**OAUTH, "token_url": portal.url + "/token"}
    source = described(settings, {"url": portal.url, "auth": auth})

    keeps_yesterday(db, settings, fetch, source, "hands out tokens gave none")
    assert portal.asked_for("/") == []


# -- secrets go nowhere else


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("PORTAL_TOKEN", TOKEN)
    return {"by": "bearer", "token_env": "PORTAL_TOKEN"}


def test_a_redirect_to_another_host_is_refused(settings, portal, fetch, token):
    with office() as thief:
        portal.answer = lambda asked: Reply(
            status=302, headers={"Location": thief.url + "/rows"}
        )

        refused(fetch, secured(settings, portal, token), "redirects to 127.0.0.1")

        assert thief.asked == []


def test_a_redirect_within_the_host_is_followed(settings, portal, fetch, token):
    portal.answer = lambda asked: (
        Reply([row(1)])
        if asked.path == "/v2"
        else Reply(status=301, headers={"Location": "/v2"})
    )

    [result] = fetch(secured(settings, portal, token))

    assert result.accepted == 1


def test_a_link_to_the_next_page_on_another_host_is_refused(
    db, settings, portal, fetch, token
):
    with office() as thief:
        portal.answer = lambda asked: Reply({"rows": [row(1)], "next": thief.url})
        paging = {"by": "next", "next": "next"}
        source = secured(settings, portal, token, rows="rows", paging=paging)

        keeps_yesterday(db, settings, fetch, source, "goes on at another address")

        assert thief.asked == []


def test_no_secret_is_told_or_kept_even_if_the_server_repeats_it(
    db, settings, portal, fetch, token, caplog
):
    def answer(asked):
        said = asked.headers["authorization"]
        return Reply(status=302, headers={"Location": f"http://{said[7:]}.example/"})

    portal.answer = answer
    caplog.set_level("DEBUG", logger="haicap")
    error = refused(fetch, secured(settings, portal, token), "redirects")

    assert TOKEN not in error.text() + str(error) + repr(error.values)
    assert TOKEN not in caplog.text
    assert TOKEN not in sources.connections(db).to_string()
    for path in settings.var.rglob("*"):
        if path.is_file():
            assert TOKEN.encode() not in path.read_bytes(), path.name
