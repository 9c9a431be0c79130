"""The web app: wiring, nothing else. `gunicorn app:server` serves it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import flask
from dash import Dash
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from accounts import door, first, headers, rights, routes
from api import unsubscribe, uploads
from board import Board
from callbacks import register
from callbacks.failures import tell_the_reader
from core.errors import OutageError
from core.language import translate
from core.settings import ROOT, Settings, settings
from layouts.shell import skeleton
from layouts.state import language_of
from store.engine import open_database

if TYPE_CHECKING:
    server: flask.Flask

_A_YEAR = 31_536_000


def _early() -> str:
    # Assets are kept by browsers for a year, so the address carries the time.
    changed = (ROOT / "assets" / "early" / "scheme.js").stat().st_mtime
    return f"early/scheme.js?m={changed:.0f}"


class HaiCap(Dash):
    """Dash, with a first document that names its language and reads no outside file."""

    def _setup_plotlyjs(self) -> None:
        # Our charts need no globe and no 3D: assets/vendor has the part of plotly.js
        # that they draw with, at a third of the size. Dash has no public way to say so.
        self._plotlyjs_url = ""

    def interpolate_index(self, **parts: Any) -> str:
        """The first document: language of the address, light or dark before paint."""
        lang = language_of(flask.request.query_string.decode())
        title = escape(translate("Hai Cấp", lang))
        told = escape(translate("This page needs JavaScript.", lang))
        return (
            f'<!DOCTYPE html><html lang="{lang}"><head>{parts["metas"]}'
            f"<title>{title}</title>{parts['favicon']}{parts['css']}"
            f'<script src="{self.get_asset_url(_early())}"></script></head>'
            f"<body><noscript>{told}</noscript>{parts['app_entry']}"
            f"<footer>{parts['config']}{parts['scripts']}{parts['renderer']}</footer>"
            "</body></html>"
        )


def create_app(given: Settings, board: Board | None = None) -> Dash:
    """The app over the database of `given`; tests may hand in a board of their own.

    Raises KpiError when the database cannot be opened, or holds what a production
    setting does not start with.
    """
    asked = (board or Board(open_database(given), given)).read_by(rights.scope)
    if given.production == "yes":
        first.check_production(asked.db, given)
    app = HaiCap(
        __name__,
        use_async=False,
        enable_mcp=False,
        use_pages=False,
        assets_ignore=r"scheme\.js",
        suppress_callback_exceptions=True,
        update_title="",
        title=translate("Hai Cấp"),
        on_error=tell_the_reader,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"}
        ],
    )
    _guard(app.server, asked, given)
    _serve(app.server, asked)
    app.layout = skeleton()
    register(app, asked)
    # Told once every script of the first document is known.
    headers.register(app.server, app.csp_hashes())
    return app


def _guard(web: flask.Flask, board: Board, given: Settings) -> None:
    """The door stands before everything else that answers."""
    if given.proxies:
        web.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            web.wsgi_app, x_for=given.proxies, x_proto=given.proxies
        )
    guarding = door.Door(lambda: board.db, given)
    door.register(web, guarding)
    routes.register(web, guarding)


def _serve(web: flask.Flask, board: Board) -> None:
    web.config["COMPRESS_BR_LEVEL"] = 4
    web.config["SEND_FILE_MAX_AGE_DEFAULT"] = _A_YEAR
    Compress(web)
    uploads.register(web, board)
    unsubscribe.register(web, board)

    @web.get("/healthz")
    def health() -> tuple[dict[str, object], int]:
        try:
            return {"ok": True, "data_version": board.data_version()}, 200
        except OutageError as error:
            return {"ok": False, "why": error.text()}, 503


def __getattr__(name: str) -> Any:
    # Made when gunicorn asks for it, so that importing this file opens nothing.
    if name == "server":
        globals()["server"] = create_app(settings()).server
        return globals()["server"]
    raise AttributeError(name)
