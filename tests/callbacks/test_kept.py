"""What was shown is shown again only while address and data stand."""

from dataclasses import replace

import pytest
from dash import html

from callbacks.frame import content
from callbacks.kept import Kept, as_plain
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
    board, kept = Counting(), Kept()

    first = content(board, kept, "/", "")

    assert content(board, kept, "/", "") == first
    assert board.asked == 1


@pytest.mark.parametrize("search", ["?lang=en", "?basis=dossiers", "?map=real"])
def test_another_address_is_another_page(search):
    board, kept = Counting(), Kept()

    content(board, kept, "/", "")
    content(board, kept, "/", search)

    assert board.asked == 2


def test_a_change_of_data_is_shown_at_once():
    board, kept = Counting(), Kept()

    content(board, kept, "/", "")
    board.version = 2
    content(board, kept, "/", "")

    assert board.asked == 2


def test_the_least_lately_shown_goes_first():
    kept = Kept()
    for place in range(65):
        kept.page(place, lambda place=place: place)
        kept.page(0, lambda: "never asked again")

    assert kept.page(0, lambda: "new") == 0
    assert kept.page(1, lambda: "new") == "new"


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
