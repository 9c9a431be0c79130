"""The one border where failures meet the reader: an expected one speaks for itself;
a bug is logged with a number that the reader can quote."""

from __future__ import annotations

import logging
from collections.abc import Callable
from secrets import token_hex
from typing import Any

from dash import no_update, set_props

from core.errors import KpiError
from core.language import _
from layouts.parts import problem
from layouts.shell import NOTICE

log = logging.getLogger(__name__)


def shown(answer: Callable[[], tuple[Any, ...]], outputs: int) -> tuple[Any, ...]:
    """`answer()`; for an expected failure its text as the first of `outputs`, and
    the others left as they are."""
    try:
        return answer()
    except KpiError as error:
        return (problem(error.text()), *[no_update] * (outputs - 1))


def tell_the_reader(error: Exception) -> None:
    """Say above the page what went wrong; Dash leaves the outputs as they are."""
    if isinstance(error, KpiError):
        text = error.text()
    else:
        number = token_hex(4)
        log.exception("Bug %s", number, exc_info=error)
        text = _(
            "Something is wrong in the software. Please report number {number}.",
            number=number,
        )
    set_props(NOTICE, {"children": problem(text)})
