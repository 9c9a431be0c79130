"""The house rules that a machine can read: who imports whom, sizes, languages, docs."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from core.settings import ROOT, Settings

EVERYONE = {"core"}
# Room -> the rooms it may import beside core and itself.
MAY_IMPORT = {
    "core": set(),
    "metrics": set(),
    "store": {"metrics"},
    "ingest": {"metrics", "store"},
    "board": {"metrics", "store"},
    "accounts": {"store"},
    "demo": set(),
    "figures": {"metrics"},
    "layouts": {"metrics", "figures"},
    "reports": {"metrics", "figures", "board"},
    "actions": {"metrics", "store", "ingest", "accounts"},
    "callbacks": {
        "metrics",
        "figures",
        "layouts",
        "board",
        "reports",
        "actions",
        "accounts",
    },
    "api": {"board", "actions", "accounts"},
    "jobs": {
        "metrics",
        "store",
        "ingest",
        "board",
        "figures",
        "reports",
        "actions",
        "accounts",
        "demo",
    },
}
# Library -> the only rooms (or files at the top) that may import it.
ONLY_IN = {
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlite3": {"store"},
    "psycopg": {"store"},
    "dash": {"layouts", "callbacks", "app"},
    "dash_ag_grid": {"layouts", "callbacks", "app"},
    "dash_mantine_components": {"layouts", "callbacks", "app"},
    "plotly": {"figures"},
    "flask": {"accounts", "api", "app"},
    "apscheduler": {"jobs"},
    "xlsxwriter": {"reports", "ingest"},
    "httpx": {"ingest"},
    "tenacity": {"ingest"},
    "authlib": {"accounts"},
    "joserfc": {"accounts"},
    "requests": {"accounts"},
    "pyotp": {"accounts"},
}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
# Files that speak of Vietnamese letters or of real names, as data.
VIETNAMESE_FILES = {
    "core/kinds.py",
    "core/names.py",
    "ingest/labels.py",
}
VIETNAMESE_ROOMS = {"demo", "tests", "bench"}
VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]",
    re.IGNORECASE,
)
# Names and titles that stay Vietnamese in every language: places, the software.
PROPER_NAMES = re.compile("Hai Cấp|Tiếng Việt|Hà Nội|QĐ ?|NĐ ?|ĐMPT")


def python_files() -> list[Path]:
    rooms = [*MAY_IMPORT, "bench", "tests"]
    found = [*ROOT.glob("*.py")]
    for room in rooms:
        found += sorted((ROOT / room).rglob("*.py"))
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    """The room of a file; a file at the top is a room of its own."""
    return path.relative_to(ROOT).with_suffix("").parts[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """The first part of every module imported, wherever it stands in the file."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            found.add((node.module or "").split(".")[0])
    return found


ROOM_FILES = [path for path in python_files() if room_of(path) in MAY_IMPORT]
OWN_FILES = [path for path in python_files() if room_of(path) not in ("tests", "bench")]


def at_fault(paths, faults):
    """File name -> what `faults` finds in it, of the files where it finds anything."""
    return {name(path): found for path in paths if (found := faults(path))}


def test_a_room_imports_only_what_the_design_allows():
    def astray(path):
        room = room_of(path)
        ours = imports(path) & ({*MAY_IMPORT} | {"app", "bench", "tests"})
        return ours - EVERYONE - {room} - MAY_IMPORT[room]

    assert len(ROOM_FILES) > 100
    assert at_fault(ROOM_FILES, astray) == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_room(library):
    users = {room_of(path) for path in OWN_FILES if library in imports(path)}

    assert users <= ONLY_IN[library]


def test_only_one_module_knows_how_another_system_is_asked():
    users = {name(path) for path in OWN_FILES if {"httpx", "tenacity"} & imports(path)}

    assert users == {"ingest/remote/client.py"}


# Migrations are written by a machine and read top to bottom.
WRITTEN_FILES = [path for path in OWN_FILES if "versions" not in path.parts]


def test_a_file_stays_short():
    def too_long(path):
        lines = path.read_text(encoding="utf-8").count("\n")
        return lines if lines > LONGEST_FILE else 0

    assert at_fault(WRITTEN_FILES, too_long) == {}


def test_a_function_stays_short():
    def too_long(path):
        return [
            f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
        ]

    assert at_fault(WRITTEN_FILES, too_long) == {}


def test_no_error_is_swallowed():
    def swallowed(path):
        return [
            f"line {node.lineno}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ExceptHandler)
            and (
                node.type is None or all(isinstance(one, ast.Pass) for one in node.body)
            )
        ]

    assert at_fault(OWN_FILES, swallowed) == {}


def vietnamese_lines(path: Path) -> list[str]:
    """String constants and names in Vietnamese; comments and docstrings may cite."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and VIETNAMESE.search(PROPER_NAMES.sub("", node.value))
    ]


def test_no_vietnamese_text_stands_in_the_logic():
    logic = [
        path
        for path in OWN_FILES
        if name(path) not in VIETNAMESE_FILES and room_of(path) not in VIETNAMESE_ROOMS
    ]

    assert at_fault(logic, vietnamese_lines) == {}


TRANSLATING = {"_", "translate", "Note", "KpiError", "SourceError", "UsageError"}
TRANSLATING |= {"SettingsError", "AskedToWait", "_error", "ClosedError"}
TRANSLATING |= {"NotAllowedError", "RefusedError", "RestingError", "OutageError"}
TRANSLATING |= {"Why", "FinalError", "ServerAwayError", "UnsureError"}
TRANSLATING |= {"TooLateError"}
TRANSLATING |= {"TooLateError", "ProviderError"}


def keys(path: Path) -> set[str]:
    """Every literal that is given to a translation, or raised to be told."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and node.args:
            called = node.func
            word = getattr(called, "id", getattr(called, "attr", ""))
            first = node.args[0]
            if word in TRANSLATING and isinstance(first, ast.Constant):
                found.add(first.value)
    return {key for key in found if isinstance(key, str) and key}


def catalogue_messages(language: str):
    for path in sorted((ROOT / "locales" / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    yield path, message


def test_every_text_for_readers_is_in_vietnamese():
    known = {message.id for _, message in catalogue_messages("vi") if message.string}

    def untold(path):
        return keys(path) - known - {"Hai Cấp"}

    assert at_fault(OWN_FILES, untold) == {}


def test_a_key_is_translated_in_one_way_only():
    ways: dict[str, set[str]] = {}
    for _, message in catalogue_messages("vi"):
        ways.setdefault(message.id, set()).add(message.string)

    assert {key: told for key, told in ways.items() if len(told) > 1} == {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_translation_fills_the_same_places(language):
    def places(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)", text))

    odd = [
        f"{path.name}: {message.id}"
        for path, message in catalogue_messages(language)
        if message.string and places(message.string) - places(message.id)
    ]

    assert odd == []


def test_a_source_description_has_a_name_of_its_own():
    stems = [path.stem for path in (ROOT / "ingest" / "sources").glob("*.y*ml")]

    assert len(stems) == len(set(stems)) > 0


def test_the_settings_table_is_complete():
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `HAICAP_(\w+)`", text, flags=re.MULTILINE)

    assert listed == [field.upper() for field in Settings.model_fields]


def test_every_room_of_the_design_is_in_the_table():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert rooms - {"bench", "tests"} <= set(MAY_IMPORT)
