"""The page around a message: plain tables and styles inside the tags, for mail programs
read no style sheets; nothing is loaded from anywhere."""

from __future__ import annotations

import re
from html import escape

from core.language import translate
from core.messages import KINDS
from figures.theme import FONT, LIGHT

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_WRITTEN = "overflow-wrap:anywhere;line-height:1.5"
P = f"margin:0 0 14px;font-size:16px;{_WRITTEN};color:{LIGHT['ink']}"
QUIET = f"margin:0 0 8px;font-size:13px;{_WRITTEN};color:{LIGHT['muted']}"
_BODY = "margin:0;padding:0;background:#f3f5f8"
_CARD = (
    f"width:100%;max-width:600px;background:{LIGHT['card']};"
    f"border:1px solid {LIGHT['line']};border-radius:6px;font-family:{FONT}"
)


def link(address: str, text: str) -> str:
    """A link as HTML; both are escaped."""
    style = f"color:{LIGHT['value']};text-decoration:underline"
    return f'<a href="{escape(address)}" style="{style}">{escape(text)}</a>'


def of_text(text: str) -> str:
    """Paragraphs of a plain text as HTML, its addresses as links."""
    return "\n".join(
        f'<p style="{P}">{_lines(part)}</p>' for part in text.split("\n\n") if part
    )


def _lines(part: str) -> str:
    written, end = [], 0
    for found in _LINK.finditer(part):
        written.append(escape(part[end : found.start()]))
        written.append(link(found.group(), found.group()))
        end = found.end()
    written.append(escape(part[end:]))
    return "".join(written).replace("\n", "<br>")


def foot(language: str, kind: str, reader: str, off: str) -> str:
    """Why somebody got a message and how to end that, in two lines of text."""
    told = translate(
        "{kind}, sent by Hai Cấp to {reader}.",
        language,
        kind=translate(KINDS[kind], language),
        reader=reader,
    )
    if not off:
        return told
    end = translate("Turn these messages off: {address}", language, address=off)
    return f"{told}\n{end}"


def whole(inside: str, subject: str, language: str, foot: str) -> str:
    """A message as an HTML document around what stands `inside` (HTML); `foot` is text
    of `foot`."""
    below = "".join(
        f'<p style="{QUIET}">{_lines(line)}</p>' for line in foot.split("\n")
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head>'
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light">'
        f"<title>{escape(subject)}</title></head>\n"
        f'<body style="{_BODY}"><table role="presentation" width="100%" '
        'cellspacing="0" cellpadding="0"><tr>'
        '<td align="center" style="padding:16px 8px">\n'
        f'<table role="presentation" cellspacing="0" cellpadding="0" style="{_CARD}">'
        f'<tr><td style="padding:20px 20px 8px">\n{inside}\n</td></tr>'
        f'<tr><td style="padding:12px 20px 14px;border-top:1px solid {LIGHT["line"]}">'
        f"\n{below}\n</td></tr></table>\n</td></tr></table></body></html>\n"
    )
