"""The walk through the callbacks, without a browser."""

import json

import pytest

from app import create_app
from core.settings import Settings
from layouts.pages import pages
from tests.make_answers import MadeBoard


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(Settings(var=tmp_path_factory.mktemp("var")), MadeBoard())


@pytest.fixture
def client(app):
    return app.server.test_client()


CONTENT = (
    "..content.children...head.children...date-line.children...title.data..."
    "notice.children.."
)
FRAME = "..tools.children...menu.children...controls.children.."


def outputs(output):
    return [
        {"id": one.rpartition(".")[0], "property": one.rpartition(".")[2]}
        for one in output.strip(".").split("...")
    ]


def ask(client, output, inputs, state=()):
    def part(name, value):
        one, _dot, prop = name.rpartition(".")
        return {"id": one, "property": prop, "value": value}

    answer = client.post(
        "/_dash-update-component",
        json={
            "output": output,
            "outputs": outputs(output),
            "inputs": [part(*one) for one in inputs],
            "state": [part(*one) for one in state],
            "changedPropIds": [inputs[0][0]],
        },
    )
    assert answer.status_code == 200, answer.text
    return json.loads(answer.data)


def content(client, path, search=""):
    return ask(client, CONTENT, [("url.pathname", path), ("url.search", search)])[
        "response"
    ]


def frame(client, path, search=""):
    given = [("url.pathname", path), ("shared.data", "")]
    return ask(client, FRAME, given, [("url.search", search)])["response"]


@pytest.mark.parametrize("path", ["/", "/rankings"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_shown_in_either_language(client, path, lang):
    shown = content(client, path, f"?lang={lang}")

    assert "Hai Cấp" in shown["title"]["data"]
    assert shown["notice"]["children"] is None
    words = {"vi": "Số liệu đến 24/7/2025", "en": "Data to 24/7/2025"}
    assert words[lang] in json.dumps(shown["date-line"], ensure_ascii=False)


def test_an_unknown_page_says_so_where_the_answer_would_stand(client):
    shown = content(client, "/nowhere")

    assert "/nowhere" in json.dumps(shown["content"], ensure_ascii=False)
    assert "title" not in shown


def test_an_unreadable_day_says_how_to_write_it(client):
    shown = content(client, "/", "?as_of=24/7")

    assert "2025-07-24" in json.dumps(shown["content"])


def test_the_frame_names_every_page(client):
    menu = json.dumps(frame(client, "/")["menu"])

    assert all((f'"{page.path}"' in menu) == page.in_menu for page in pages())


def test_the_frame_carries_plan_and_language_along(client):
    menu = json.dumps(frame(client, "/rankings", "?plan=p&lang=en&q=x")["menu"])

    assert "/trends?plan=p&lang=en" in menu
    assert "q=x" not in menu


def test_a_page_has_one_heading_of_the_first_rank(client):
    controls = frame(client, "/rankings")["controls"]["children"]

    assert [part["type"] for part in controls].count("H1") == 1


def test_a_bug_is_admitted_with_a_number(app, monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(MadeBoard, "overview", broken)
    answer = ask(
        app.server.test_client(),
        CONTENT,
        [("url.pathname", "/"), ("url.search", "?map=real")],
    )
    said = json.dumps(answer, ensure_ascii=False)
    number = caplog.records[0].getMessage().split()[-1]

    assert number in said
    assert "secret detail" not in said


def test_the_first_document_names_its_language(client):
    assert '<html lang="vi">' in client.get("/").text
    assert '<html lang="en">' in client.get("/trends?lang=en").text


def test_the_first_document_names_no_other_host(client):
    document = client.get("/").text

    assert "http://" not in document.replace("http://www.w3.org", "")
    assert "https://" not in document


def test_two_apps_in_one_process_both_answer(tmp_path):
    apps = [
        create_app(Settings(var=tmp_path), MadeBoard(empty=empty))
        for empty in (True, False)
    ]
    said = [
        json.dumps(content(app.server.test_client(), "/"), ensure_ascii=False)
        for app in apps
    ]

    assert "python -m ingest load" in said[0]
    assert "Cần hỏi hôm nay" in said[1]


def test_health_is_a_plain_address(client):
    assert client.get("/healthz").json == {"ok": True, "data_version": 1}


def test_no_tool_server_is_offered(client, monkeypatch):
    monkeypatch.setenv("DASH_MCP_ENABLED", "1")

    assert client.post("/_mcp", json={}).status_code in (404, 405)
