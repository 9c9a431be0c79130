"""What the reader looks at: all of it stands in the address bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from core.errors import UsageError
from core.language import DEFAULT_LANGUAGE, LANGUAGES

# Carried along from page to page; all other parameters belong to one page.
SHARED = ("plan", "basis", "lang", "as_of")
# Kept between the pages that can be read under today's borders.
BORDERS = "borders"
_WITH_BORDERS = ("/rankings", "/trends", "/units/", "/data")


@dataclass(frozen=True)
class State:
    """The address, read. `plan`, `basis`, `as_of` are empty for the defaults of
    contract, section 1; `code` is the unit of /units/<code>; `parameters` are the
    page's own, defaults left out."""

    plan: str = ""
    basis: str = ""
    lang: str = DEFAULT_LANGUAGE
    as_of: date | None = None
    path: str = "/"
    code: str = ""
    parameters: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The page parameter `name`, or `default`."""
        return dict(self.parameters).get(name, default)

    def having(self, **parameters: str) -> State:
        """The same with these page parameters."""
        told = {**dict(self.parameters), **parameters}
        return replace(self, parameters=tuple(sorted(told.items())))

    def many(self, name: str) -> tuple[str, ...]:
        """The words of a page parameter that holds several, joined by commas."""
        return tuple(word for word in self.get(name).split(",") if word)

    def day(self, name: str) -> date | None:
        """The page parameter `name` as a day; UsageError when it is none."""
        return day_of(self.get(name))

    def whole(self, name: str) -> int | None:
        """The page parameter `name` as a whole number; UsageError when it is none."""
        text = self.get(name)
        return whole_of(text) if text else None


def whole_of(text: str) -> int:
    """A whole number as an address or a button gives it; UsageError when it is none."""
    if not text.isdecimal():
        raise UsageError("“{text}” is not a whole number.", text=text)
    return int(text)


def day_of(text: str | None) -> date | None:
    """A day as an address or a control gives it; UsageError when it is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            "The day “{day}” cannot be read; write it as 2025-07-24.", day=text
        ) from None


def language_of(search: str | None) -> str:
    """The language a search string asks for; the default when it is no known one."""
    asked = dict(parse_qsl((search or "").lstrip("?"))).get("lang", "")
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def read(path: str | None, search: str | None, code: str = "") -> State:
    """The state behind an address. UsageError when its as-of day cannot be read."""
    given = dict(parse_qsl((search or "").lstrip("?")))
    own = {name: value for name, value in given.items() if name not in SHARED}
    return State(
        plan=given.get("plan", ""),
        basis=given.get("basis", ""),
        lang=language_of(search),
        as_of=day_of(given.get("as_of", "")),
        path=path or "/",
        code=code,
        parameters=tuple(sorted(own.items())),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(str(word) for word in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _search(state: State, own: Mapping[str, object]) -> str:
    shared = {
        "plan": state.plan,
        "basis": state.basis,
        "lang": "" if state.lang == DEFAULT_LANGUAGE else state.lang,
        "as_of": state.as_of,
    }
    pairs = [(name, _text(value)) for name, value in {**shared, **own}.items()]
    query = urlencode([pair for pair in pairs if pair[1]], quote_via=quote, safe=",|")
    return f"?{query}" if query else ""


def href(path: str, state: State, /, **changes: object) -> str:
    """A link to `path` that keeps plan, basis, language and as-of, and the borders
    where that page knows them; `changes` sets those or parameters of the page linked
    to (None or "" leaves one out)."""
    shared = {name: changes.pop(name) for name in SHARED if name in changes}
    if path.startswith(_WITH_BORDERS):
        changes.setdefault(BORDERS, state.get(BORDERS))
    return quote(path, safe="/") + _search(
        replace(state, **shared),  # type: ignore[arg-type]
        changes,
    )


def here(state: State, /, **changes: object) -> str:
    """A link to the page that is shown, with all it shows but for `changes`."""
    return href(state.path, state, **{**dict(state.parameters), **changes})
