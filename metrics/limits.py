"""The thresholds of signals and guardrails as an office writes them, made exact."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.errors import SettingsError
from metrics.signals import SHARES, Limits

AllLimits = Mapping[str, Limits]


def limits_of(
    written: object, known: Mapping[str, frozenset[str]], file: str
) -> dict[str, dict[str, Fraction]]:
    """The thresholds written in one file. `known`: part -> the thresholds it has.

    Raises SettingsError in one line that names `file` and the entry that is wrong.
    """
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        raise _shapeless(file)
    return {
        str(key): _part(str(key), part, known, file) for key, part in written.items()
    }


def _shapeless(file: str) -> SettingsError:
    return SettingsError("{file}: parts with thresholds are expected.", file=file)


def _strange(file: str, entry: str, known: frozenset[str]) -> SettingsError:
    return SettingsError(
        "{file}: “{entry}” is not known. Use: {known}.",
        file=file,
        entry=entry,
        known=", ".join(sorted(known)),
    )


def _part(
    key: str, part: object, known: Mapping[str, frozenset[str]], file: str
) -> dict[str, Fraction]:
    if key not in known:
        raise _strange(file, key, frozenset(known))
    if not isinstance(part, Mapping):
        raise _shapeless(file)
    for name in part:
        if name not in known[key]:
            raise _strange(file, f"{key}.{name}", known[key])
    return {str(n): _number(f"{key}.{n}", str(n), v, file) for n, v in part.items()}


def _number(entry: str, name: str, value: object, file: str) -> Fraction:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    try:
        # The text of a number is what was written; its binary value is not.
        exact = Fraction(str(value)) if is_number else Fraction(-1)
    except ValueError:  # .inf and .nan are numbers in YAML
        exact = Fraction(-1)
    if exact < 0 or (name in SHARES and exact > 1):
        raise SettingsError(
            "{file}: “{entry}” must be a number of 0 or more, a share at most 1.",
            file=file,
            entry=entry,
        )
    return exact


def over(shipped: AllLimits, own: AllLimits) -> dict[str, dict[str, Fraction]]:
    """`shipped` with what an office writes over it."""
    return {key: {**part, **own.get(key, {})} for key, part in shipped.items()}
