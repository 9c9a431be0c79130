"""The route that takes files from the browser: from pages of this app alone."""

import io

import pytest

from actions import upload
from actions.carry import carry_out
from app import create_app
from board import Board
from callbacks.downloads import file_for
from callbacks.frame import frame
from callbacks.pages import data as data_page
from callbacks.pages.upload import standing
from callbacks.uploads import DEEDS, done
from core.errors import ClosedError, UsageError
from core.language import set_language
from ingest.load import load_paths
from layouts import state as address
from store import uploads
from store.engine import write_setting
from tests.layouts.components import ids, links, texts
from tests.make import cast, load

MARK = {"X-Haicap": "upload"}


@pytest.fixture
def settings(new_sqlite):
    return new_sqlite(upload_mb=1)


@pytest.fixture
def web(db, settings):
    return create_app(settings).server.test_client()


def post(web, *files, headers=MARK, lang="en"):
    given = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return web.post(f"/uploads?lang={lang}", data=given, headers=headers)


def test_files_are_kept_for_a_look(web, db, settings):
    answer = post(web, ("a.csv", b"a,b\n"), ("../b.csv", b"c\n"))

    assert answer.status_code == 201
    kept = uploads.get(db, answer.json["id"])
    assert [(file.name, file.size) for file in kept.files] == [
        ("a.csv", 4),
        ("b.csv", 2),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**MARK, "Sec-Fetch-Site": "cross-site"},
        {**MARK, "Sec-Fetch-Site": "same-site"},
        {**MARK, "Origin": "http://evil.example"},
        {**MARK, "Origin": "null"},
    ],
)
def test_another_site_cannot_hand_in_files(web, db, headers):
    answer = post(web, ("a.csv", b"a,b\n"), headers=headers)

    assert answer.status_code == 403
    assert uploads.newest(db) == []


def test_a_page_of_this_app_can(web):
    headers = {**MARK, "Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}

    assert post(web, ("a.csv", b"a,b\n"), headers=headers).status_code == 201


@pytest.mark.parametrize("size", [(1 << 20) + 1, 3 << 20])
def test_what_is_too_large_is_told_with_the_other_ways(web, db, settings, size):
    answer = post(web, ("a.csv", b"x" * size))

    assert answer.status_code in (400, 413)
    assert "python -m ingest load" in answer.json["error"]
    assert str(settings.inbox_folder) in answer.json["error"]
    assert uploads.newest(db) == []


def test_no_file_at_all_is_told_in_the_readers_language(web):
    assert "Chưa chọn tệp" in post(web, lang="vi").json["error"]


def test_the_demo_city_takes_no_files(web, db, settings):
    with db.write() as connection:
        write_setting(connection, "demo", "yes")

    answer = post(web, ("a.csv", b"a,b\n"))

    assert answer.status_code == 400
    assert "HAICAP_DEMO=no" in answer.json["error"]


@pytest.fixture
def off(settings):
    return settings.model_copy(update={"upload": "no"})


@pytest.mark.parametrize("headers", [MARK, {}])
def test_where_it_is_switched_off_the_route_is_closed_and_names_the_inbox(
    db, off, headers
):
    web = create_app(off).server.test_client()

    answer = post(web, ("a.csv", b"a,b\n"), headers=headers)

    assert answer.status_code == 403
    assert str(off.inbox_folder) in answer.json["error"]
    assert "\n" not in answer.json["error"]
    assert uploads.newest(db) == []
    assert not (off.var / "uploads").exists()


@pytest.mark.parametrize("what", DEEDS)
def test_where_it_is_switched_off_no_button_does_a_thing(db, settings, off, what):
    token = upload.receive(db, settings, [("a.csv", io.BytesIO(b"a,b\n"))])
    before = uploads.newest(db)

    with pytest.raises(ClosedError, match="HAICAP_UPLOAD"):
        done(Board(db, off), what, "1", "/upload", f"?id={token}&lang=en")

    assert uploads.newest(db) == before


def test_where_it_is_switched_off_every_address_of_the_page_says_what_to_do(
    db, settings, off
):
    token = upload.receive(db, settings, [("a.csv", io.BytesIO(b"a,b\n"))])
    for search in ("", f"?id={token}", "?undo=17", "?id=nothing"):
        shown, under_way = standing(Board(db, off), address.read("/upload", search))
        assert "Việc nộp tệp và hoàn tác lần nạp trên trình duyệt" in texts(shown)
        assert str(off.inbox_folder) in texts(shown)
        assert ids(shown) == links(shown) == []
        assert not under_way
        assert ("ingest undo 17" in texts(shown)) == ("undo" in search)


def test_where_it_is_switched_off_no_menu_and_no_load_leads_there(db, settings, off):
    load(db, settings, *cast())
    state = address.read("/data", "")

    def leading(chosen):
        board = Board(db, chosen)
        led = [*links(frame(board, "/", "")[1]), *links(data_page.show(board, state))]
        return {to.partition("=")[0] for to in led if "upload" in to}

    assert leading(settings) == {"/upload", "/upload?undo"}
    assert leading(off) == set()


def looked_at(db, settings, token):
    state = address.read("/upload", f"?id={token}&lang=en")
    set_language("en")
    return texts(standing(Board(db, settings), state)[0])


def test_where_no_file_can_be_taken_none_is_said_to_be_able_to(db, settings):
    odd = [("a.csv", io.BytesIO(b"")), ("b.csv", io.BytesIO(b"a,b\n1,2\n"))]
    token = upload.receive(db, settings, odd)
    carry_out(db, settings)

    shown = looked_at(db, settings, token)
    assert "None of the files can be taken." in shown
    assert "The other files can be taken" not in shown


def test_an_upload_that_was_discarded_says_so(db, settings):
    token = upload.receive(db, settings, [("a.csv", io.BytesIO(b"a,b\n"))])
    upload.discard(db, settings, token)

    assert "Discarded" in looked_at(db, settings, token)


ROW = "dossier_code,unit_code,procedure_code,received_at\n{code},9,1.001193,x\n"


def test_what_a_look_would_reject_is_taken_away_file_by_file(db, settings, clock):
    load(db, settings, *cast())
    given = {"Hồ sơ Ba Đình.csv": "N-1", "khác.csv": "M-1"}
    files = [
        (name, io.BytesIO(ROW.format(code=code).encode()))
        for name, code in given.items()
    ]
    token = upload.receive(db, settings, files)
    carry_out(db, settings)
    board, vi, en = Board(db, settings), f"?id={token}", f"?id={token}&lang=en"

    name, content = file_for(board, "looked_rejected:1", "csv", "/upload", vi)
    text = content.decode("utf-8-sig")
    assert name == "cac-dong-se-bi-loai_ho-so-ba-dinh.csv_2025-07-24_vi.csv"
    assert "load_id" not in text
    assert "Ghi ngày dạng 2025-07-24" in text
    assert ("N-1" in text, "M-1" in text) == (True, False)

    name, content = file_for(board, "looked_rejected:2", "csv", "/upload", en)
    text = content.decode("utf-8-sig")
    assert name == "rows-that-would-be-rejected_khac.csv_2025-07-24_en.csv"
    assert ("N-1" in text, "M-1" in text) == (False, True)

    assert file_for(board, "looked_rejected:2", "xlsx", "/upload", en)[1]
    for which in ("", ":", ":3", ":../1"):
        with pytest.raises(UsageError):
            file_for(board, f"looked_rejected{which}", "csv", "/upload", vi)
    shown = ids(standing(board, address.read("/upload", vi))[0])
    offered = {one["what"] for one in shown if one["type"] == "download"}
    assert offered == {"looked_rejected:1", "looked_rejected:2"}


def test_the_rows_of_known_bytes_are_told_under_the_name_handed_in_now(db, settings):
    load(db, settings, *cast())
    text = ROW.format(code="N-1")
    (settings.var / "old.csv").write_text(text, encoding="utf-8")
    load_paths([settings.var / "old.csv"], db, settings)
    token = upload.receive(db, settings, [("new.csv", io.BytesIO(text.encode()))])
    carry_out(db, settings)

    _name, content = file_for(
        Board(db, settings), "looked_rejected:1", "csv", "/upload", f"?id={token}"
    )
    assert b"new.csv" in content
    assert b"old.csv" not in content
