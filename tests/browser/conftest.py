"""A real browser before a real app process over the demo city, made small."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.conftest import missing, settings_for
from tests.make import load_city
from tests.serving import serving

# Root may not sandbox; the rest keeps Chromium from calling home by itself.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("chromium")
    return {"executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that shows the demo city with few dossiers."""
    settings = settings_for(tmp_path_factory.mktemp("city"))
    load_city(settings, dossiers_per_day=400)
    with serving(settings) as address:
        yield address


class Visit:
    """A page opened, with all that went wrong while it was open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._see)
        page.on("response", self._answer)

    def _hear(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.errors.append(getattr(message, "text", ""))

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def _answer(self, response: object) -> None:
        if getattr(response, "status", 0) >= 400:
            self.errors.append(f"{response.status} {response.url}")  # type: ignore[attr-defined]

    def open(self, path: str) -> Page:
        """The page at `path`, once it shows its content."""
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until the page has its content and asks for nothing more."""
        self.page.wait_for_selector("#content > *", timeout=30_000)
        self.page.wait_for_load_state("networkidle")
        # Grids and charts are painted in the frames after their data came.
        self.page.wait_for_timeout(300)


Opener = Callable[..., Visit]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Callable[[int, bool], BrowserContext]]:
    """A window a size and scheme, kept open so that scripts are fetched once."""
    kept: dict[tuple[int, bool], BrowserContext] = {}

    def window(width: int, dark: bool) -> BrowserContext:
        if (width, dark) not in kept:
            kept[width, dark] = browser.new_context(
                viewport={"width": width, "height": 844 if width < 500 else 900},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                accept_downloads=True,
            )
        return kept[width, dark]

    yield window
    for context in kept.values():
        context.close()


@pytest.fixture
def visit(
    windows: Callable[[int, bool], BrowserContext], city: str
) -> Iterator[Opener]:
    """Opens a path of the demo city: visit("/rankings", width=390)."""
    pages = []

    def open_page(path: str, width: int = 1440, dark: bool = False) -> Visit:
        page = windows(width, dark).new_page()
        pages.append(page)
        opened = Visit(page, city)
        opened.open(path)
        return opened

    yield open_page
    for page in pages:
        page.close()
