"""Texts that people write for others to read."""

from __future__ import annotations

from core.errors import UsageError


def text_of(text: object, most: int, missing: str = "") -> str:
    """A text without spaces around it. UsageError where it has more than `most` signs,
    or says nothing although `missing`, which then is what is told, asks for one."""
    told = str(text or "").strip()
    if missing and not told:
        raise UsageError(missing)
    if len(told) > most:
        raise UsageError("The text is longer than {most} signs.", most=most)
    return told
