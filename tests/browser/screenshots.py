"""`make screenshots`: the pictures of docs/screenshots, from the running app."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from core.settings import ROOT
from tests.browser.conftest import FLAGS
from tests.conftest import settings_for
from tests.make import load_city, load_folder
from tests.serving import serving

PICTURES = ROOT / "docs" / "screenshots"
SAMPLES = ROOT / "tests" / "samples"
DESK, PHONE = (1440, 900), (390, 844)
# Name, address, size, light or dark.
DEMO = (
    ("overview", "/", DESK, "light"),
    ("overview-en", "/?lang=en", DESK, "light"),
    ("overview-dark", "/", DESK, "dark"),
    ("rankings", "/rankings", DESK, "light"),
    ("trends", "/trends", DESK, "light"),
    ("unit", "/units/00004", DESK, "light"),
    ("unit-phone", "/units/00004", PHONE, "light"),
    ("chairs", "/chairs", DESK, "light"),
    ("procedures", "/procedures", DESK, "light"),
    ("data", "/data", DESK, "light"),
    ("definitions", "/definitions", DESK, "light"),
)
HANOI = (("tutorial-hanoi", "/rankings?indicator=online_dossiers", DESK, "light"),)
BRITAIN = (
    (
        "tutorial-uk",
        "/rankings?indicator=online_dossiers&kinds=agency&lang=en&as_of=2015-03-31",
        DESK,
        "light",
    ),
)


def take(browser: Browser, address: str, pictures: tuple[tuple[str, ...], ...]) -> None:
    """Opens each address and keeps what is seen."""
    for name, path, (width, height), scheme in pictures:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address + path)
        page.wait_for_selector("#content > *")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=width < 500)
        context.close()
        print(PICTURES.relative_to(ROOT) / f"{name}.png")


@contextmanager
def shown(folder: Path, *samples: Path) -> Iterator[str]:
    """The address of an app over the files given, or over the demo city."""
    settings = settings_for(folder)
    if samples:
        for sample in samples:
            load_folder(settings, sample)
    else:
        load_city(settings)
    with serving(settings) as address:
        yield address


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory(prefix="haicap-screenshots-") as name,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        folder = Path(name)
        with shown(folder / "demo") as address:
            take(browser, address, DEMO)
        with shown(folder / "hanoi", SAMPLES / "hanoi_2025q3") as address:
            take(browser, address, HANOI)
        with shown(folder / "uk", SAMPLES / "uk_services") as address:
            take(browser, address, BRITAIN)
        browser.close()


if __name__ == "__main__":
    main()
