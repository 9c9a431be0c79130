"""What was shown is shown again only while address, data and software stand."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from threading import Event

import pytest
from dash import html

from callbacks.frame import content
from callbacks.kept import Kept, Shown, as_plain
from core.kept import KeptFiles
from tests.make_answers import MadeBoard


class Counting(MadeBoard):
    """Counts how often the overview was worked out, at a version that can move."""

    asked = 0
    version = 1

    def overview(self, *args):
        self.asked += 1
        return super().overview(*args)

    def header(self, *args):
        return replace(super().header(*args), data_version=self.version)


def test_a_page_is_worked_out_once_while_nothing_changes():
    board = Counting()
    kept = Kept(board.settings)

    first = content(board, kept, "/", "")

    assert content(board, kept, "/", "") == first
    assert board.asked == 1


@pytest.mark.parametrize("search", ["?lang=en", "?basis=dossiers", "?map=real"])
def test_another_address_is_another_page(search):
    board = Counting()
    kept = Kept(board.settings)

    content(board, kept, "/", "")
    content(board, kept, "/", search)

    assert board.asked == 2


def test_a_change_of_data_is_shown_at_once():
    board = Counting()
    kept = Kept(board.settings)

    content(board, kept, "/", "")
    board.version = 2
    content(board, kept, "/", "")

    assert board.asked == 2


def other(settings, **changed):
    return settings.model_copy(update=changed)


def test_what_one_process_made_is_shown_by_another():
    settings = Counting().settings

    assert Kept(settings).page("/", 1, lambda: "made").page == "made"
    assert Kept(settings).page("/", 1, lambda: "made again").page == "made"


def test_another_setting_makes_pages_anew():
    settings = Counting().settings
    Kept(settings).page("/", 1, lambda: "made")

    later = Kept(other(settings, at_risk=settings.at_risk / 2))

    assert later.page("/", 1, lambda: "made again").page == "made again"


def test_a_page_that_many_ask_for_is_made_once():
    kept, begun, go_on = Kept(Counting().settings), Event(), Event()
    made = []

    def make():
        made.append(begun.set())
        go_on.wait(10)
        return "page"

    with ThreadPoolExecutor(3) as readers:
        first = readers.submit(kept.page, "/", 1, make)
        begun.wait(10)
        others = [readers.submit(kept.page, "/", 1, make) for _ in range(2)]
        go_on.set()
        shown = [one.result(10).page for one in (first, *others)]

    assert shown == ["page"] * 3
    assert len(made) == 1


def test_who_would_wait_for_long_is_shown_the_page_of_before_and_told_so():
    kept, begun, go_on = Kept(Counting().settings), Event(), Event()
    kept.page("/", 1, lambda: "of 1")

    def make():
        begun.set()
        go_on.wait(10)
        return "of 2"

    with ThreadPoolExecutor(1) as readers:
        first = readers.submit(kept.page, "/", 2, make)
        begun.wait(10)
        other = kept.page("/", 2, lambda: "made twice")
        go_on.set()
        assert first.result(10) == Shown("of 2")

    assert other == Shown("of 1", older=True)
    assert kept.page("/", 2, lambda: "made twice") == Shown("of 2")


def test_no_more_than_two_pages_are_made_at_once():
    kept, go_on = Kept(Counting().settings), Event()
    kept.page("/c", 1, lambda: "c of 1")
    begun = [Event(), Event()]

    def make(place):
        begun[place].set()
        go_on.wait(10)
        return "new"

    with ThreadPoolExecutor(2) as readers:
        for place in (0, 1):
            readers.submit(kept.page, f"/{place}", 2, partial(make, place))
        assert all(one.wait(10) for one in begun)
        other = kept.page("/c", 2, lambda: "c of 2")
        go_on.set()

    assert other == Shown("c of 1", older=True)
    assert kept.page("/c", 2, lambda: "c of 2") == Shown("c of 2")


def test_what_is_older_than_an_hour_is_never_shown_in_place_of_the_new():
    settings = Counting().settings
    kept, begun, go_on = Kept(settings), Event(), Event()
    kept.page("/", 1, lambda: "of 1")
    for file in (settings.var / "kept").iterdir():
        os.utime(file, (0, 0))

    def make():
        begun.set()
        go_on.wait(0.7)
        return "of 2"

    with ThreadPoolExecutor(1) as readers:
        readers.submit(kept.page, "/", 2, make)
        begun.wait(10)
        other = kept.page("/", 2, lambda: "made twice")

    assert other == Shown("of 2")


def test_a_page_that_cannot_be_made_leaves_nobody_waiting():
    kept = Kept(Counting().settings)

    with pytest.raises(ZeroDivisionError):
        kept.page("/", 1, lambda: 1 / 0)

    assert kept.page("/", 1, lambda: "page").page == "page"


@pytest.mark.parametrize("spoilt", [b"", b"x" * 40])
def test_a_page_that_cannot_be_kept_or_read_is_made_anew(spoilt):
    settings = Counting().settings
    folder = settings.var / "kept"
    kept = Kept(settings)
    kept.page("/", 1, lambda: "page")
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:32] + spoilt)

    assert kept.page("/", 1, lambda: "page again").page == "page again"

    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("no folder")
    assert kept.page("/", 1, lambda: "page unkept").page == "page unkept"


def test_of_too_many_pages_the_oldest_go(tmp_path):
    files = KeptFiles(tmp_path / "kept", most=3)
    for number in range(100):
        files.keep(str(number), "", b"page")
        file = sha256(str(number).encode()).hexdigest()
        os.utime(tmp_path / "kept" / file, (0, number))
    for _turn in range(100):
        files.keep("newest", "", b"page")

    kept = [n for n in range(100) if files.find(str(n), "")]
    assert kept == [98, 99]
    assert files.find("newest", "").text == b"page"


def test_plain_parts_are_what_dash_would_send():
    part = html.Div([html.B("x", id={"type": "t"}), "y", None])

    assert as_plain(part) == {
        "type": "Div",
        "namespace": "dash_html_components",
        "props": {
            "children": [
                {
                    "type": "B",
                    "namespace": "dash_html_components",
                    "props": {"children": "x", "id": {"type": "t"}},
                },
                "y",
                None,
            ]
        },
    }
