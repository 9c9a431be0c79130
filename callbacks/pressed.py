"""The buttons of a form, and what is done with what stands in its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from layouts import shell

Fields = Mapping[str, Any]
# What a button does, what it speaks of, the fields, the address' search; the search of
# where to go on, and what went wrong.
Done = Callable[[str, str, Fields, str], tuple[Any, Any]]


def fields_of(values: list[Any], ids: list[dict[str, str]]) -> Fields:
    """What stands in the fields, by name."""
    return {one["name"]: value for one, value in zip(ids, values, strict=True)}


def written(field: str) -> list[State]:
    """What a callback is given of a form, whose fields have ids of the type `field`."""
    one = {"type": field, "name": ALL}
    return [State(one, "value"), State(one, "id"), State(shell.URL, "search")]


def tie(
    app: Dash, button: Mapping[str, str], field: str, said: str, done: Done
) -> None:
    """Have `done` called for each press of a button: ids like `button`, with any
    `what` and `about`. What went wrong stands in `said`."""

    @app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(said, "children"),
        Input({**button, "what": ALL, "about": ALL}, "n_clicks"),
        *written(field),
        prevent_initial_call=True,
    )
    def act(clicks: list[int | None], values: Any, ids: Any, search: str) -> Any:
        pressed = ctx.triggered_id
        # Buttons that have just appeared also fire.
        if not pressed or not any(clicks):
            return no_update, no_update
        fields = fields_of(values, ids)
        return done(pressed["what"], pressed["about"], fields, search or "")
