"""Components of plain HTML as its text, for a file that no server stands behind."""

from __future__ import annotations

from html import escape
from typing import Any

from dash.development.base_component import Component

# What React calls otherwise than HTML does.
_NAMES = {"className": "class", "tabIndex": "tabindex", "colSpan": "colspan"}


def as_html(part: Any) -> str:
    """The text of a component, of several, or of plain text, all of it escaped.

    Raises TypeError for a component that is not plain HTML.
    """
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(as_html(one) for one in part)
    if not isinstance(part, Component):
        return escape(str(part), quote=False)
    told = part.to_plotly_json()
    if told["namespace"] != "dash_html_components":
        raise TypeError(f"{told['type']} is no plain HTML")
    tag, props = told["type"].lower(), dict(told["props"])
    inside = as_html(props.pop("children", None))
    written = "".join(_attribute(name, value) for name, value in props.items())
    return f"<{tag}{written}>{inside}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if name == "style":
        value = ";".join(f"{key}:{one}" for key, one in value.items())
    return f' {_NAMES.get(name, name)}="{escape(str(value))}"'
