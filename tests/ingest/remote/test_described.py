"""Descriptions of sources that are asked: what is refused before anybody is."""

import re

import pytest
import yaml

from core.errors import SettingsError
from core.settings import ROOT
from ingest.fetch import scheduled_sources
from ingest.remote.literals import refuse_literals
from tests.ingest.remote.office import described, write_source

URL = "https://portal.example.vn/api"
SINCE = {"field": "updated", "first": "2025-07-01"}


def wrong(settings, words: str, http: dict, **more) -> str:
    with pytest.raises(SettingsError, match=words) as refused:
        described(settings, {"url": URL, **http}, **more)
    return str(refused.value)


@pytest.mark.parametrize(
    ("http", "words"),
    [
        ({"url": "file:///etc/passwd"}, "http://"),
        ({"url": "ftp://portal.example.vn/"}, "http://"),
        ({"url": "https:///rows"}, "http://"),
        ({"uri": URL}, "unknown: .'uri'."),
        ({"method": "DELETE"}, "DELETE is not one of GET, POST"),
        ({"json": {}, "form": {"a": "b"}}, "json or form"),
        ({"since": SINCE}, "placeholder {since}"),
        ({"query": {"from": "{since}"}}, "placeholder {since}"),
        ({"since": {"field": "updated"}}, "missing: .'first'."),
        ({"paging": {"by": "page"}}, "placeholder {page}"),
        ({"paging": {"by": "cursor", "cursor": "next"}}, "placeholder {cursor}"),
        ({"paging": {"by": "next"}}, "paging by next needs next"),
        ({"paging": {"by": "turn"}}, "turn is not one of"),
        ({"url": URL + "?p={page}", "paging": {"by": "page", "stop": "short"}}, "size"),
        ({"limits": {"attempts": -1}}, "not below 0"),
        ({"limits": {"attempts": True}}, "not below 0"),
        ({"limits": {"patience": 1}}, "unknown"),
        ({"auth": {"by": "bearer"}}, "auth by bearer needs token_env"),
        ({"auth": {"by": "kerberos"}}, "kerberos is not one of"),
    ],
)
def test_a_description_that_cannot_work_is_refused(settings, http, words):
    wrong(settings, words, http)


def test_a_reader_has_its_own_key_and_no_other(settings):
    wrong(settings, "differ", {}, sql={"url_env": "X", "query": "select 1"})
    wrong(settings, "differ", {}, reader="csv")
    wrong(settings, "no folder", {}, folder="x")


def test_a_secret_is_sent_over_https_unless_a_closed_network_has_none(settings):
    bearer = {"by": "bearer", "token_env": "PORTAL_TOKEN"}
    plain = "http://10.0.0.7/rows"
    wrong(settings, "https address only", {"url": plain, "auth": bearer})

    source = described(settings, {"url": plain, "auth": {**bearer, "plain_http": True}})
    assert source.http is not None


def test_the_worked_examples_of_the_handbook_are_descriptions(settings):
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    asked = [yaml.safe_load(block) for block in blocks if "reader: csv" not in block]

    read = [write_source(settings, f"s{at}", one) for at, one in enumerate(asked)]

    assert [one.reader for one in read] == ["http", "sql", "http"]
    assert [one.id for one in scheduled_sources(settings)] == ["s0", "s1"]


SECRET = "s3cr3tV4lue0fS0mebody99"
LONG = "abcDEF0123456789abcDEF0123456789"


@pytest.mark.parametrize(
    "http",
    [
        {"auth": {"by": "bearer", "token": SECRET}},
        {"auth": {"by": "bearer", "token_env": f"Bearer {SECRET}"}},
        {"headers": {"Authorization": SECRET}},
        {"headers": {"X-Api-Key": SECRET}},
        {"headers": {"X-Whatever": f"Bearer {SECRET}"}},
        {"headers": {"Cookie": f"session={SECRET}"}},
        {"query": {"access_token": SECRET}},
        {"query": {"q": LONG}},
        {"json": {"login": {"password": SECRET}}},
        {"json": {"filters": [{"apiKey": SECRET}]}},
        {"form": {"params": f"token={LONG}"}},
        {"url": f"https://an:{SECRET}@portal.example.vn/"},
        {"url": f"https://portal.example.vn/?api_key={SECRET}"},
        {"url": f"https://portal.example.vn/?x={LONG}"},
    ],
    ids=str,
)
def test_a_description_that_holds_a_secret_is_refused_without_telling_it(
    settings, http
):
    told = wrong(settings, "secret|environment variable", http)

    assert SECRET not in told and LONG not in told


def test_a_broken_line_is_not_cited_for_it_might_hold_a_secret(settings):
    folder = settings.var / "sources"
    folder.mkdir(parents=True)
    path = folder / "portal.yaml"
    path.write_text(f"title: x\nhttp: {{token: {SECRET}\nreader: [", encoding="utf-8")
    from ingest.sources import read_source

    with pytest.raises(SettingsError, match=r"line \d") as refused:
        read_source(path)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "written",
    [
        {"query": {"pageToken": "{cursor}"}},
        {"json": {"rootDepartmentId": "019d2be3-6a86-70a8-a0af-76e986804225"}},
        {"auth": {"token_url": "https://id.example.vn/realms/one-stop/token"}},
        {"paging": {"cursor": "data.page.nextPageCursorOfTheAnswer"}},
        {
            "url": "https://portal.example.vn/api/v1/reporting/evaluation/service-results"
        },
        {"headers": {"Accept-Language": "vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7"}},
        {"auth": {"password_env": "PORTAL_PASSWORD"}},
        {"since": {"first": "2025-07-01T00:00:00.000+07:00"}},
    ],
    ids=str,
)
def test_what_only_looks_like_a_secret_is_taken(written):
    refuse_literals(written)


def test_a_database_is_named_by_a_variable_never_by_its_address(settings):
    written = {
        "title": "Register",
        "reader": "sql",
        "kind": "dossiers",
        "columns": {"dossier_code": "code"},
        "sql": {"url_env": f"postgresql://an:{SECRET}@host/x", "query": "select 1"},
    }
    with pytest.raises(SettingsError, match="environment variable") as refused:
        write_source(settings, "register", written)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ({"query": "select * from x where y > :since"}, "parameter :since"),
        ({"since": SINCE}, "parameter :since"),
        ({"chunks": 1}, "unknown"),
        ({"chunk": -5}, "not below 0"),
    ],
)
def test_a_query_that_cannot_work_is_refused(settings, sql, words):
    written = {
        "title": "Register",
        "reader": "sql",
        "kind": "dossiers",
        "columns": {"dossier_code": "code"},
        "sql": {"url_env": "REGISTER_URL", "query": "select 1", **sql},
    }
    with pytest.raises(SettingsError, match=words):
        write_source(settings, "register", written)
