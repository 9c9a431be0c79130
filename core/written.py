"""YAML as people write it into settings of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from core.errors import SettingsError

# The parser in C reads the same in a tenth of the time; not every build has it.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)


def read_yaml(text: str) -> Any:
    """What the only document of `text` holds, of plain types alone: a tag builds
    nothing. Raises yaml.YAMLError, whose mark says where, for what is no YAML."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  # safe, whichever it is


def read_written(path: Path) -> object:
    """What a YAML file holds. Raises SettingsError in one line where it holds none."""
    try:
        return read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(
            "{file} cannot be read as YAML: {cause}",
            file=path.name,
            cause=" ".join(str(error).split()),
        ) from error
