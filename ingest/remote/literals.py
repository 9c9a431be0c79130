"""No secret stands in a description: only the name of the variable that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

PLACEHOLDER = re.compile(r"\{(since|until|page|offset|cursor|size)\}")

_TELLING_KEY = re.compile(
    r"pass(word|wd|phrase)|secret|token|api[-_]?key|authorization|credential|cookie"
    r"|(^|[-_])(pwd|pass|key|sig|signature|auth|jwt|session)($|[-_])",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SCHEME = re.compile(r"\b(bearer|basic|token)\s+\S{6,}", re.IGNORECASE)
_LONG = re.compile(r"[A-Za-z0-9+/_=.~-]{24,}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def refuse_literals(written: object, key: str = "") -> None:
    """ValueError, which names the key and never the value, where a value looks like
    a secret or its key says that it is one."""
    for name, text in _values(written, key):
        if name.endswith("_env"):
            if not _VARIABLE.fullmatch(text):
                raise ValueError(f"{name} is the name of an environment variable")
        elif _telling(name, text) or _looks_secret(text):
            raise ValueError(
                f"{name} seems to hold a secret; a description names the environment "
                "variable that holds it (token_env, password_env…)"
            )


def _values(written: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(written, dict):
        for name, inner in written.items():
            yield from _values(inner, str(name))
    elif isinstance(written, list | tuple):
        for inner in written:
            yield from _values(inner, key)
    elif isinstance(written, str):
        yield key, written


def _telling(key: str, text: str) -> bool:
    """A key such as `password` or `X-Api-Key` beside more than a placeholder. The
    address that hands out tokens is none."""
    left = PLACEHOLDER.sub("", text).strip()
    return bool(left and _TELLING_KEY.search(key)) and key != "token_url"


def _looks_secret(text: str) -> bool:
    if _SCHEME.search(text):
        return True
    if "://" in text:
        return _secret_address(text)
    return any(_dense(found) for found in _LONG.findall(PLACEHOLDER.sub("", text)))


def _secret_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        pairs = parse_qsl(parts.query)
    except ValueError:
        return True
    named = any(_telling(name, value) or _looks_secret(value) for name, value in pairs)
    return "@" in parts.netloc or named


def _dense(word: str) -> bool:
    """Long, with letters of both cases or none, and digits: nobody's word. An
    identifier in the form of a UUID is taken as what it is."""
    if _UUID.fullmatch(word):
        return False
    digits = sum(letter.isdigit() for letter in word)
    return digits >= 4 and any(letter.isalpha() for letter in word) and "." not in word
