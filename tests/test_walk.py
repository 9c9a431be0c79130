"""From a file to the row on the screen: through the one door in, the app's own
callback out, on each engine; no browser.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from dash import Dash

from app import create_app
from board import Board
from core.settings import ROOT, Settings
from store.engine import open_database
from tests import make
from tests.asking import content, grid_rows

HANOI = ROOT / "places" / "hanoi"
SAMPLES = ROOT / "tests" / "samples"


@contextmanager
def app_over(settings: Settings) -> Iterator[Dash]:
    db = open_database(settings)
    yield create_app(settings, Board(db, settings))
    db.close()


def rows(app: Dash, search: str) -> dict[str, dict]:
    """Unit code -> the row of the ranking at an address."""
    return {row["code"]: row for row in grid_rows(content(app, "/rankings", search))}


def shown(cell: dict | None) -> str:
    """A cell as it is read: its percentage and the counts beside it."""
    return "–" if cell is None else plain(f"{cell['text']} ({cell['counts']})")


def plain(text: str) -> str:
    """The text with ordinary spaces: a percentage is never broken at its sign."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def told(app: Dash, path: str, search: str = "") -> str:
    """All that a page says, as one text."""
    return plain(json.dumps(content(app, path, search), ensure_ascii=False))


def test_the_real_place_reads_180_of_208_everywhere(settings):
    make.load_folder(settings, HANOI)
    with app_over(settings) as app:
        found = rows(app, "?indicator=online_procedures")

    assert len(found) == 126
    assert {shown(row["firstCell"]) for row in found.values()} == {"86,54 % (180/208)"}
    assert {row["rank"] for row in found.values()} == {1}
    # The catalogue does not tell the level: not known is not zero.
    assert {shown(row["secondCell"]) for row in found.values()} == {"–"}
    assert list(found)[:2] == ["00004", "00292"], "equal ranks by the alphabet"


@pytest.mark.parametrize(
    ("indicator", "reads"),
    [
        ("online_dossiers", "59,71 % (317.199/531.269)"),
        ("on_time", "99,85 % (509.772/510.541)"),
        ("e2e_dossiers", "–"),
    ],
)
def test_hanois_published_quarter_reads_as_published(settings, indicator, reads):
    make.load_folder(settings, SAMPLES / "hanoi_2025q3")
    with app_over(settings) as app:
        found = rows(app, f"?indicator={indicator}")

    assert shown(found["01-xp"]["firstCell"]) == reads


def counts(cell: dict | None) -> tuple[int, int]:
    """The counts of a cell, as they are read on the screen."""
    above, below = (cell or {"counts": "0/0"})["counts"].replace(".", "").split("/")
    return int(above), int(below)


def test_a_place_nobody_planned_for_reads_its_own_figures(settings):
    make.load_folder(settings, SAMPLES / "uk_services")
    year = "?indicator=online_dossiers&from=2014-04-01&as_of=2015-03-31"
    with app_over(settings) as app:
        agencies = rows(app, f"{year}&kind=agency")

    read = [counts(row["firstCell"]) for row in agencies.values()]
    assert sum(above for above, _ in read) == 1_778_684_416
    assert sum(below for _, below in read) == 2_086_234_098
    # A service that reports volumes but no digital volumes is left out, not zero.
    assert shown(agencies["GB-002"]["firstCell"]) == "–"


def test_the_cast_stands_as_it_was_cast(db, settings):
    make.load(db, settings, *make.cast())
    with app_over(settings) as app:
        found = rows(app, "?indicator=online_dossiers&kind=all")

    assert shown(found[make.GOOD]["firstCell"]) == "90,00 % (9/10)"
    assert shown(found[make.LATE]["firstCell"]) == "20,00 % (2/10)"
    assert shown(found[make.CHANGED]["firstCell"]) == "50,00 % (10/20)"
    assert shown(found[make.EMPTY]["firstCell"]) == "–"
    ranks = {code: row["rank"] for code, row in found.items()}
    assert ranks[make.GOOD] == 1
    assert ranks[make.CHANGED] == 2
    assert ranks[make.LATE] == 3
    assert ranks[make.EMPTY] is None
    assert found[make.GOOD]["status"] == "met"
    assert found[make.CHANGED]["chair"] == "Hoàng Văn Sau"
    assert "quyền" in found[make.EMPTY]["chair"]


def test_a_correction_is_on_the_screen_at_once(db, settings):
    first = make.dossier(unit_code=make.LATE, channel="counter")
    code = first.values["dossier_code"]
    make.load(db, settings, *make.place(), first)
    with app_over(settings) as app:
        search = "?indicator=online_dossiers&kind=all"
        before = rows(app, search)
        moved = make.dossier(dossier_code=code, unit_code=make.GOOD, channel="online")
        make.load(db, settings, moved)
        after = rows(app, search)

    assert shown(before[make.LATE]["firstCell"]) == "0,00 % (0/1)"
    assert shown(after[make.LATE]["firstCell"]) == "–"
    assert shown(after[make.GOOD]["firstCell"]) == "100,00 % (1/1)"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_demo_city_stands_on_every_page(settings):
    make.load_city(settings, dossiers_per_day=400)
    with app_over(settings) as app:
        found = rows(app, "")
        pages = [
            told(app, path)
            for path in ("/", "/trends", "/chairs", "/procedures", "/data")
        ]
        unit = told(app, "/units/00004")
        definitions = told(app, "/definitions")

    assert len(found) == 126
    assert sum(bool(row["firstCell"]) for row in found.values()) > 120
    assert sum(bool(row["chair"]) for row in found.values()) > 120
    assert all(len(page) > 1000 for page in [*pages, definitions])
    assert found["00004"]["firstCell"]["counts"] in unit


def test_an_empty_database_says_so_on_every_page(settings):
    with app_over(settings) as app:
        for path in ("/", "/rankings", "/trends", "/chairs", "/procedures", "/data"):
            assert told(app, path)


def test_an_address_that_is_none_says_what_is_wrong(db, settings):
    make.load(db, settings, *make.place())
    with app_over(settings) as app:
        assert "no_such_key" in told(app, "/rankings", "?indicator=no_such_key")
        assert "99999" in told(app, "/units/99999")
        assert "2025-13-45" in told(app, "/rankings", "?as_of=2025-13-45")


def test_the_same_address_speaks_english(settings):
    make.load_folder(settings, SAMPLES / "hanoi_2025q3")
    with app_over(settings) as app:
        found = rows(app, "?indicator=online_dossiers&lang=en")

    assert shown(found["01-xp"]["firstCell"]) == "59.71% (317,199/531,269)"
