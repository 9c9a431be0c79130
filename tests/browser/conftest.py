"""A real browser before a real app process over the demo city, made small."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

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
        self._listeners = {
            "console": self._hear,
            "pageerror": self._break,
            "request": self._see,
            "response": self._answer,
        }
        for event, heard in self._listeners.items():
            page.on(event, heard)  # type: ignore[call-overload]

    def end(self) -> None:
        """Nothing more that happens on the page is of this visit."""
        for event, heard in self._listeners.items():
            self.page.remove_listener(event, heard)

    def _break(self, error: object) -> None:
        self.errors.append(str(error))

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


class Windows:
    """A window a size and scheme, kept open so that scripts are fetched and compiled
    once."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[tuple[int, bool], BrowserContext] = {}
        self._idle: dict[tuple[int, bool], list[Page]] = {}

    def open(self, width: int, dark: bool) -> Page:
        """A page in such a window that nobody looks at."""
        idle = self._idle.setdefault((width, dark), [])
        page = idle.pop() if idle else self._context(width, dark).new_page()
        page.set_viewport_size(_size(width))
        page.emulate_media(media="screen")
        return page

    def leave(self, width: int, dark: bool, page: Page) -> None:
        """The page is looked at no longer: it forgets what it showed."""
        page.goto("about:blank")
        self._idle[width, dark].append(page)

    def close(self) -> None:
        """Closes them all."""
        for context in self._contexts.values():
            context.close()

    def _context(self, width: int, dark: bool) -> BrowserContext:
        if (width, dark) not in self._contexts:
            self._contexts[width, dark] = self._browser.new_context(
                viewport=_size(width),
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                accept_downloads=True,
            )
        return self._contexts[width, dark]


def _size(width: int) -> ViewportSize:
    return {"width": width, "height": 844 if width < 500 else 900}


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    """The windows of all visits."""
    kept = Windows(browser)
    yield kept
    kept.close()


@pytest.fixture
def visit(windows: Windows, city: str) -> Iterator[Opener]:
    """Opens a path of the demo city: visit("/rankings", width=390)."""
    visits: list[tuple[int, bool, Visit]] = []

    def open_page(path: str, width: int = 1440, dark: bool = False) -> Visit:
        opened = Visit(windows.open(width, dark), city)
        visits.append((width, dark, opened))
        opened.open(path)
        return opened

    yield open_page
    for width, dark, opened in visits:
        opened.end()
        windows.leave(width, dark, opened.page)
