"""The fields of a form, made for a phone. Callbacks find each by its form and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from core.language import _
from layouts import pickers

Options = Sequence[tuple[str, str]]  # (value, label)


@dataclass(frozen=True)
class Form:
    """`kind`: the type in the ids of its fields; `live`: the page knows of each letter,
    and not only once a field is left."""

    kind: str
    live: bool = False

    def _id(self, name: str) -> dict[str, str]:
        return {"type": self.kind, "name": name}

    def select(
        self,
        name: str,
        label: str,
        options: Options,
        value: str | None,
        searchable: bool = False,
    ) -> Component:
        """One of several."""
        return dmc.Select(
            id=self._id(name),
            data=_data(options),
            value=value,
            label=label,
            placeholder=_("Choose"),
            allowDeselect=False,
            searchable=searchable or len(options) > 12,
            nothingFoundMessage=_("Nothing found"),
            size="md",
            maxDropdownHeight=320,
        )

    def many(self, name: str, label: str, options: Options, none: str) -> Component:
        """Any of several; `none`: what it says where none is chosen."""
        return dmc.MultiSelect(
            id=self._id(name),
            data=_data(options),
            value=[],
            label=label,
            placeholder=none,
            searchable=True,
            clearable=True,
            clearButtonProps={"aria-label": _("Clear")},
            nothingFoundMessage=_("Nothing found"),
            size="md",
            filter={"function": "foldedFilter"},
            maxDropdownHeight=320,
        )

    def area(self, name: str, label: str, value: str | None) -> Component:
        """Some lines of text."""
        return dmc.Textarea(
            id=self._id(name),
            value=value or "",
            label=label,
            autosize=True,
            minRows=3,
            debounce=not self.live,
            size="md",
        )

    def line(
        self, name: str, label: str, value: str | None, keys: str = "text"
    ) -> Component:
        """One line of text; `keys`: the keyboard that a phone offers."""
        return dmc.TextInput(
            id=self._id(name),
            value=value or "",
            label=label,
            debounce=not self.live,
            size="md",
            inputProps={"inputMode": keys} if keys != "text" else None,
        )

    def day(
        self,
        name: str,
        label: str,
        value: str | None,
        first: date | None = None,
        last: date | None = None,
    ) -> Component:
        """A day, written dd/mm/yyyy, not before `first` nor after `last`."""
        more: dict[str, Any] = {}
        if first is not None:
            more["minDate"] = first.isoformat()
        if last is not None:
            more["maxDate"] = last.isoformat()
        return dmc.DatePickerInput(
            id=self._id(name),
            value=value or None,
            label=label,
            valueFormat="DD/MM/YYYY",
            placeholder=_("Choose a day"),
            size="md",
            ariaLabels=pickers.months(),
            **more,
        )


def _data(options: Options) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in options]
