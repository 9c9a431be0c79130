"""The rules of the dialogue in force: those shipped, and an office's own over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import SettingsError
from core.kinds import POSTS
from core.settings import Settings
from core.written import read_written
from metrics.ladder import COMMITMENT, OFFICES, REQUEST, Rung
from metrics.requests import RequestRule

SHIPPED = Path(__file__).with_name("dialogue.yaml")
OWN = "dialogue.yaml"
_WORDS = {"who": tuple(POSTS.values()), "of": (REQUEST, COMMITMENT)}
# A ladder may begin so many days before something is due.
_BEFORE = 60
_OF_RULE = ("title", "active", "who", "answer_days", "rest_days")
Parts = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class DialogueRules:
    """Every rule, also those switched off."""

    requests: tuple[RequestRule, ...]
    ladder: tuple[Rung, ...]

    def request(self, key: str) -> RequestRule | None:
        """The rule of a key; None of one that is not known any more."""
        return next((rule for rule in self.requests if rule.key == key), None)


def dialogue_rules(settings: Settings) -> DialogueRules:
    """What is in force now; an office's own file is read each time, so that a change
    shows at once. Raises SettingsError in one line for a file that cannot be used."""
    parts, own = _shipped(), settings.var / OWN
    if own.exists():
        try:
            parts = _over(parts, read_written(own) or {})
        except ValueError as error:
            raise SettingsError(
                "{file}: {details}. Correct it; docs/dialogue.md lists every rule.",
                file=own.name,
                details=str(error),
            ) from error
    return DialogueRules(
        tuple(_rule(key, told) for key, told in parts["requests"].items()),
        tuple(_rung(key, told) for key, told in parts["ladder"].items()),
    )


@cache
def _shipped() -> Parts:
    written: Any = read_written(SHIPPED)
    return dict(written)


def _rule(key: str, told: Mapping[str, Any]) -> RequestRule:
    limits = {n: Fraction(str(v)) for n, v in told.items() if n not in _OF_RULE}
    own = {name: told[name] for name in _OF_RULE}
    return RequestRule(key, **own, limits=limits)


def _rung(key: str, told: Mapping[str, Any]) -> Rung:
    return Rung(key, **{**told, "to": tuple(told["to"])})


def _over(shipped: Parts, own: object) -> Parts:
    """`shipped` with what `own` changes; ValueError for what it cannot mean."""
    found = {part: dict(entries) for part, entries in shipped.items()}
    for part, entries in _named(own, shipped, "parts").items():
        for key, told in _named(entries, shipped[part], part).items():
            known = shipped[part][key]
            changed = {
                name: _value(f"{part}.{key}.{name}", name, value, known[name])
                for name, value in _named(told, known, f"{part}.{key}").items()
            }
            found[part][key] = {**known, **changed}
    return found


def _named(written: object, known: Mapping[str, Any], where: str) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise ValueError(f"{where}: names with what they say are expected")
    strange = next((str(name) for name in written if name not in known), None)
    if strange is not None:
        raise ValueError(f"{where}: {strange} is none of {', '.join(known)}")
    return written


def _value(where: str, name: str, value: object, shipped: object) -> object:
    """`value` where it is of the sort of the one shipped."""
    if name in _WORDS and value not in _WORDS[name]:
        raise ValueError(f"{where}: say one of {', '.join(_WORDS[name])}")
    if isinstance(shipped, list):
        return _offices(where, value)
    if isinstance(value, bool) != isinstance(shipped, bool):
        raise ValueError(f"{where}: {value} cannot stand there")
    if isinstance(shipped, bool) or (isinstance(shipped, str) and str(value).strip()):
        return value if isinstance(shipped, bool) else str(value)
    whole = isinstance(value, int) or (name == "points" and isinstance(value, float))
    least = -_BEFORE if where.startswith("ladder.") else 0
    if not whole or float(str(value)) < least:
        raise ValueError(f"{where}: {value} is no number that can stand there")
    return value


def _offices(where: str, value: object) -> list[object]:
    told = value if isinstance(value, list) else []
    if not told or any(str(one) not in OFFICES for one in told):
        raise ValueError(f"{where}: say a list of {', '.join(OFFICES)}")
    return told
