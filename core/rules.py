"""The checks as data: what each does with a row that it fits, and who must look.

`core/checks.yaml` holds them all; an office's own `checks.yaml` in HAICAP_VAR goes
over it. The contract's reasons always reject. What looks at weeks, not at rows, can
only flag (metrics/unusual.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import SettingsError
from core.reasons import UNUSUAL
from core.settings import ROOT
from core.written import read_yaml

SHIPPED = ROOT / "core" / "checks.yaml"
OWN = "checks.yaml"
ACTIONS = ("reject", "hold", "flag", "off")


@dataclass(frozen=True)
class Rule:
    """One check. `limit`: the number it measures with; `least`: the dossiers below
    which it says nothing; `pattern`: the text it looks for; `owner`: who must look, as
    a catalogue key or in the office's own words."""

    key: str
    action: str
    owner: str
    limit: float | None = None
    least: float | None = None
    pattern: str = ""
    contract: bool = False


Rules = Mapping[str, Rule]


def read_rules(own: Path) -> Rules:
    """Every check by its key, those of the file `own` changed as it says (no such
    file: none). SettingsError, one clear line, for a file that cannot be meant so."""
    shipped = shipped_rules()
    if not own.exists():
        return shipped
    try:
        written = read_yaml(own.read_text(encoding="utf-8")) or {}
        if not isinstance(written, dict):
            raise ValueError("it is no list of checks with what they do")
        changed = {key: _changed(shipped, key, told) for key, told in written.items()}
    except (yaml.YAMLError, ValueError, TypeError, UnicodeDecodeError) as error:
        raise SettingsError(
            "{file}: {details}. Correct it; docs/checks.md lists every check.",
            file=own.name,
            details=" ".join(str(error).split()),
        ) from error
    return {**shipped, **changed}


@cache
def shipped_rules() -> Rules:
    """The checks as they are without an office's own file."""
    written = read_yaml(SHIPPED.read_text(encoding="utf-8"))
    return {
        key: Rule(key, **{"action": "reject", **told}) for key, told in written.items()
    }


def _changed(shipped: Rules, key: object, told: object) -> Rule:
    rule = shipped.get(str(key))
    if rule is None:
        raise ValueError(f"there is no check {key}")
    if not isinstance(told, dict) or not told:
        raise ValueError(f"{key}: say what changes, as in “action: hold”")
    changed: dict[str, Any] = {
        str(name): _value(rule, str(name), value) for name, value in told.items()
    }
    return replace(rule, **changed)


def _value(rule: Rule, name: str, value: Any) -> object:
    """`value` as the rule takes it; ValueError where it may not stand there."""
    if name == "owner" and str(value).strip():
        return str(value)
    if rule.contract:
        raise ValueError(f"{rule.key} always rejects; only its owner can be changed")
    if name == "action":
        return _action(rule, value)
    if name in ("limit", "least") and getattr(rule, name) is not None:
        return _limit(rule, value)
    if name == "pattern" and rule.pattern:
        return _pattern(rule, value)
    raise ValueError(f"{rule.key} has nothing to change that is called {name}")


def _action(rule: Rule, value: Any) -> str:
    # YAML 1.1 reads a bare off as the truth value false.
    word = "off" if value is False else value
    if word not in ACTIONS:
        raise ValueError(f"{rule.key}: {value} is not one of {', '.join(ACTIONS)}")
    if rule.key in UNUSUAL and word not in ("flag", "off"):
        raise ValueError(f"{rule.key} looks at weeks, not at rows: say flag or off")
    return str(word)


def _limit(rule: Rule, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise ValueError(f"{rule.key}: {value} is no number from 0 on")
    return float(value)


def _pattern(rule: Rule, value: Any) -> str:
    try:
        re.compile(str(value))
    except re.error as error:
        raise ValueError(f"{rule.key}: {value} is no pattern: {error}") from error
    return str(value)
