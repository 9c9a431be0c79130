"""Asking the app's callbacks as a browser does, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash import Dash


def callback_of(app: Dash, component: str, prop: str) -> dict[str, Any]:
    """The callback that fills `component.prop`, as the app tells browsers."""
    wanted = f"{component}.{prop}"
    for known in app._callback_list:
        outputs = known["output"].strip(".").split("...")
        if wanted in outputs and known["clientside_function"] is None:
            return known
    raise LookupError(f"no callback fills {wanted}")


def payload(callback: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The request of a browser: `values` by "id.property"; None for the others."""

    def filled(inputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {**one, "value": values.get(f"{one['id']}.{one['property']}")}
            for one in inputs
        ]

    outputs = [
        dict(zip(("id", "property"), part.rsplit(".", 1), strict=True))
        for part in callback["output"].strip(".").split("...")
    ]
    several = callback["output"].startswith("..")
    inputs = filled(callback["inputs"])
    return {
        "output": callback["output"],
        "outputs": outputs if several else outputs[0],
        "inputs": inputs,
        "state": filled(callback["state"]),
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs[:1]],
    }


def page_request(app: Dash, path: str, search: str = "") -> dict[str, Any]:
    """The request for the content of the page at an address."""
    callback = callback_of(app, "content", "children")
    return payload(callback, {"url.pathname": path, "url.search": search})


def content(app: Dash, path: str, search: str = "") -> Any:
    """What the page at an address shows, as JSON; AssertionError when it failed."""
    client = app.server.test_client()
    answer = client.post(
        "/_dash-update-component", json=page_request(app, path, search)
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    told = answer.get_json()["response"]
    assert "content" in told, told
    return told["content"]["children"]


def components(node: Any) -> Iterator[dict[str, Any]]:
    """Every component of a layout in JSON, outermost first."""
    if isinstance(node, list):
        for one in node:
            yield from components(one)
    elif isinstance(node, dict):
        if "props" in node and "type" in node:
            yield node
        for value in node.values():
            yield from components(value)


def grid_rows(node: Any) -> list[dict[str, Any]]:
    """The rows of the first grid of a page."""
    for one in components(node):
        if one["type"] == "AgGrid":
            rows: list[dict[str, Any]] = one["props"]["rowData"]
            return rows
    raise LookupError("there is no grid on the page")
