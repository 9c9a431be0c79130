"""Controls. Each is one parameter of the address: assets/address.js keeps the two
together, so no page has a callback of its own for them.

A control's id carries its parameter's `name` and its `default`, which the address
leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts.parts import aria

Options = Sequence[tuple[str, str]]  # (value, label)


def control_id(name: str, default: str = "") -> dict[str, str]:
    """The id that ties a control to the address parameter `name`."""
    return {"type": "control", "name": name, "default": default}


def _data(options: Options) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in options]


def select(
    name: str,
    label: str,
    options: Options,
    value: str,
    default: str = "",
    *,
    searchable: bool = False,
    width: int = 220,
    hidden_label: bool = False,
) -> Component:
    """One of several; `default` is the option that the address leaves out."""
    return dmc.Select(
        id=control_id(name, default),
        data=_data(options),
        value=value or default,
        label=None if hidden_label else label,
        allowDeselect=False,
        searchable=searchable,
        nothingFoundMessage=_("Nothing found"),
        size="sm",
        w=width,
        maw="100%",
        comboboxProps={"width": "max-content", "position": "bottom-start"},
        maxDropdownHeight=360,
        **(aria(label=label) if hidden_label else {}),
    )


def many(
    name: str,
    label: str,
    options: Options,
    value: Iterable[str],
    *,
    default: Iterable[str] = (),
    placeholder: str = "",
    width: int = 280,
    most: int | None = None,
) -> Component:
    """Any of several, at most `most`; searchable without accents
    (assets/address.js)."""
    chosen = list(value) or list(default)
    return dmc.MultiSelect(
        id=control_id(name, ",".join(default)),
        data=_data(options),
        value=chosen,
        label=label,
        placeholder=None if chosen else placeholder,
        searchable=True,
        clearable=True,
        clearButtonProps={"aria-label": _("Clear")},
        nothingFoundMessage=_("Nothing found"),
        size="sm",
        w=width,
        maw="100%",
        maxValues=most,
        filter={"function": "foldedFilter"},
        maxDropdownHeight=360,
    )


def switch(
    name: str, label: str, options: Options, value: str, default: str = ""
) -> Component:
    """One of two or three, all in sight."""
    return html.Div(
        dmc.SegmentedControl(
            id=control_id(name, default),
            data=_data(options),
            value=value or default,
            size="sm",
            color="navy",
            autoContrast=True,
        ),
        role="group",
        className="switch",
        **aria(label=label),
    )


def text(
    name: str, label: str, value: str, placeholder: str = "", *, width: int = 200
) -> Component:
    """Free text; the address follows when the typing pauses."""
    return dmc.TextInput(
        id=control_id(name),
        value=value,
        label=label,
        placeholder=placeholder,
        debounce=350,
        size="sm",
        w=width,
        maw="100%",
    )


def day(
    name: str, label: str, value: str, *, default: str = "", latest: str = ""
) -> Component:
    """A day, written dd/mm/yyyy; `latest` is the last one that can be chosen."""
    return dmc.DatePickerInput(
        id=control_id(name, default),
        value=value or default or None,
        label=label,
        valueFormat="DD/MM/YYYY",
        maxDate=latest or None,
        clearable=bool(value and value != default),
        clearButtonProps={"aria-label": _("Clear")},
        size="sm",
        w=125,
        ariaLabels=months(),
    )


def months() -> dict[str, str]:
    """What the buttons of a calendar say to who hears the page."""
    return {
        "nextMonth": _("Next month"),
        "previousMonth": _("Previous month"),
        "monthLevelControl": _("Choose a month"),
    }


def bar(controls: Sequence[Component], actions: Sequence[Component] = ()) -> Component:
    """The row of a page's controls, with its buttons at the far end."""
    return html.Div(
        [html.Div(list(controls), className="pickers"), html.Div(list(actions))],
        className="bar no-print",
        role="search",
        **aria(label=_("What is shown")),
    )
