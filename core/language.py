"""The reader's language: gettext catalogues read with Babel, no web framework.

Keys are English sentences; `locales/<language>/*.po` hold the translations, one
file a room or page. A key without a translation is shown as it stands.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
LOCALES = Path(__file__).resolve().parent.parent / "locales"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def set_language(language: str | None) -> str:
    """Make `language` the reader's for this context; unknown words mean the default."""
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    _language.set(chosen)
    return chosen


def language() -> str:
    """The reader's language in this context: "vi" or "en"."""
    return _language.get()


@cache
def catalogue(language: str) -> dict[str, str]:
    """Key -> translation, from every .po file of the language (sorted by name)."""
    found: dict[str, str] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if isinstance(message.id, str) and message.id and message.string:
                    found[message.id] = str(message.string)
    return found


def translate(key: str, language: str | None = None, /, **values: object) -> str:
    """`key` in `language` (default: the reader's), its `{placeholders}` filled."""
    text = catalogue(language or _language.get()).get(key, key)
    return text.format(**values) if values else text


_ = translate
