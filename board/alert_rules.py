"""The rules of alerts in force: those shipped, and an office's own over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from core.errors import SettingsError
from core.settings import Settings
from core.written import read_written
from metrics.alerts import LOOKED_FOR, SLIP, WEEK, WHOM, AlertRule
from metrics.indicators import BY_KEY

SHIPPED = Path(__file__).with_name("alerts.yaml")
OWN = "alerts.yaml"
# A rule that an office adds begins as this one of ours does.
_LIKE = {"below": "fell_below", "above": "rose_above", "slip": "slipped"}
_MOST = 366
Entry = dict[str, Any]


def alert_rules(settings: Settings) -> tuple[AlertRule, ...]:
    """What is in force now, also what is switched off; an office's own file is read
    each time, so that a change shows at once. Raises SettingsError in one line for a
    file that cannot be used."""
    entries, own = _entries(read_written(SHIPPED), "alerts"), settings.var / OWN
    try:
        if own.exists():
            written = _named(read_written(own) or {}, ("alerts",), OWN)
            entries = _over(entries, _entries(written, "alerts"))
        return tuple(_rule(key, told) for key, told in entries.items())
    except ValueError as error:
        raise SettingsError(
            "{file}: {details}. Correct it; docs/alerts.md explains each entry.",
            file=own.name,
            details=str(error),
        ) from error


def _entries(written: object, part: str) -> dict[str, Entry]:
    told = written.get(part) if isinstance(written, Mapping) else None
    if not isinstance(told or {}, Mapping):
        raise ValueError(f"{part}: rules with what they say are expected")
    return {str(key): entry for key, entry in (told or {}).items()}


def _over(shipped: Mapping[str, Entry], own: Mapping[str, Entry]) -> dict[str, Entry]:
    """`shipped` with what `own` changes and adds."""
    found = dict(shipped)
    for key, entry in own.items():
        told = _named(entry, shipped["slipped"], key)
        if key in shipped:
            like = shipped[key]
            if told.get("looks_for", like["looks_for"]) != like["looks_for"]:
                raise ValueError(f"{key}.looks_for: add a rule of another name instead")
        elif told.get("looks_for") in LOOKED_FOR and told.get("title"):
            like = shipped[_LIKE[told["looks_for"]]]
        else:
            raise ValueError(f"{key}: a new rule says its title and looks_for")
        found[key] = {**like, **told}
    return found


def _named(written: object, known: object, where: str) -> Entry:
    if not isinstance(written, dict):
        raise ValueError(f"{where}: names with what they say are expected")
    names = [str(name) for name in known] if isinstance(known, Mapping | tuple) else []
    strange = next((str(name) for name in written if name not in names), None)
    if strange is not None:
        raise ValueError(f"{where}: {strange} is none of {', '.join(names)}")
    return written


def _rule(key: str, told: Entry) -> AlertRule:
    def part(name: str, read: Callable[[object], Any]) -> Any:
        try:
            return read(told[name])
        except (TypeError, ValueError) as error:
            raise ValueError(f"{key}.{name}: {error}") from error

    rule = AlertRule(
        key=key,
        title=part("title", _text),
        active=part("active", _switch),
        looks_for=str(told["looks_for"]),
        to=part("to", _whom),
        indicators=part("indicators", lambda value: _words(value, tuple(BY_KEY))),
        points=part("points", _points),
        rearm=part("rearm", _points),
        days=part("days", _whole),
        least=part("least", _whole),
    )
    if rule.looks_for == SLIP:
        _check_slip(rule)
    return rule


def _check_slip(rule: AlertRule) -> None:
    if rule.days < WEEK or rule.days % WEEK:
        raise ValueError(f"{rule.key}.days: whole weeks are expected, 28 for example")
    if not 0 < rule.rearm <= rule.points:
        # Otherwise it would fire and be armed by the same share.
        raise ValueError(f"{rule.key}.rearm: more than 0 and at most points")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is expected")
    return value.strip()


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("say true or false")
    return value


def _words(value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, list) or any(word not in known for word in value):
        raise ValueError(f"a list of any of {', '.join(known)} is expected")
    return tuple(dict.fromkeys(value))


def _whom(value: object) -> tuple[str, ...]:
    if not value:
        raise ValueError("somebody must be told; switch a rule off by active: false")
    return _words(value, WHOM)


def _points(value: object) -> Fraction:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= float(str(value)) <= 100:
        raise ValueError(f"{value} is no number of points from 0 to 100")
    return Fraction(str(value)) / 100


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError(f"{value} is no whole number from 0 to {_MOST}")
    return value
