"""The first page."""

from dash import html

from layouts import pickers


def show(board, state):
    return [html.Pre(repr(state))]


def controls(board, state):
    return pickers.bar(
        [
            pickers.select(
                "kind", "Loại", [("", "Tất cả"), ("a", "A")], state.get("kind")
            ),
            pickers.text("q", "Tìm", state.get("q")),
            pickers.many(
                "units",
                "Đơn vị",
                [("1", "Ba Đình"), ("2", "Cửa Nam")],
                state.many("units"),
            ),
            pickers.day("day", "Ngày", state.get("day")),
        ]
    )
