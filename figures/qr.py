"""A QR code of an address, for paper: a phone finds the passport of what is printed."""

from __future__ import annotations

import io

import segno

# Modules of quiet zone that a reader needs around the code.
_BORDER, _SCALE = 4, 4


def png(address: str) -> bytes:
    """The code as a PNG image."""
    target = io.BytesIO()
    _code(address).save(target, kind="png", scale=_SCALE, border=_BORDER)
    return target.getvalue()


def svg(address: str) -> str:
    """The code as an SVG image."""
    return str(_code(address).svg_inline(scale=_SCALE, border=_BORDER, light="#fff"))


def data_uri(address: str) -> str:
    """The code as an image that a page carries itself."""
    uri: str = _code(address).svg_data_uri(scale=_SCALE, border=_BORDER, light="#fff")
    return uri


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
