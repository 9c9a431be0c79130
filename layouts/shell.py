"""The frame of every page: head, menu, the line that says of which day the data are."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from core.account import OPERATOR, Account, role_name
from core.language import LANGUAGES, _, language
from figures import formats
from layouts import pickers
from layouts.names import place_name
from layouts.pages import Page, pages
from layouts.parts import aria, icon, link
from layouts.stale import stale_line
from layouts.state import State, here, href
from metrics.answers import Header
from metrics.questions import Plan

URL, HEAD, TOOLS, MENU = "url", "head", "tools", "menu"
CONTROLS, CONTENT, NOTICE = "controls", "content", "notice"
DATE_LINE, TITLE, DOWNLOAD, SHARED = "date-line", "title", "download", "shared"

# Pages that stand beside the app, as plain HTML; whom they are open to:
# accounts/rights.py.
BESIDE = (
    Page("accounts", "/accounts", "Accounts", "users", 92),
    Page("audit", "/audit", "Audit", "shield-check", 94),
)


def skeleton() -> Component:
    """The empty frame; the callbacks of callbacks/frame.py fill it."""
    return dmc.MantineProvider(
        [
            dcc.Location(id=URL, refresh="callback-nav"),
            dcc.Store(id=TITLE),
            dcc.Store(id=SHARED, data=""),
            dcc.Download(id=DOWNLOAD),
            _shell(),
        ],
        theme={
            "fontFamily": "var(--font)",
            "primaryColor": "navy",
            "primaryShade": {"light": 8, "dark": 4},
            "defaultRadius": 6,
            "colors": {"navy": _NAVY, "dark": _DARK},
        },
        defaultColorScheme="auto",
    )


def _shell() -> Component:
    head = [
        html.Div(id=HEAD, className="start"),
        html.Div(id=DATE_LINE, className="date-line"),
        html.Div(id=TOOLS, className="tools no-print"),
    ]
    main = [
        html.Div(id=NOTICE, role="alert"),
        html.Div(id=CONTROLS),
        html.Div(id=CONTENT, className="content"),
    ]
    return html.Div(
        [
            html.Header(head, className="head"),
            html.Nav(id=MENU, className="menu no-print"),
            html.Main(main, id="main", tabIndex=-1),
        ],
        id="shell",
        className="shell",
    )


# Mantine's dark greys, in the tone of assets/main.css.
_DARK = [
    "#e9eef4",
    "#c3ccd6",
    "#aab5c2",
    "#7d8a98",
    "#46545f",
    "#323d4b",
    "#212b37",
    "#1a222d",
    "#151c24",
    "#12181f",
]
_NAVY = [
    "#eef4fa",
    "#d8e4f0",
    "#b3cae1",
    "#8caed0",
    "#86b7e8",
    "#4f80b0",
    "#376895",
    "#285480",
    "#1b3a5c",
    "#132b45",
]


def head(
    state: State, header: Header, usual: tuple[Plan | None, str]
) -> list[Component]:
    """The start of the bar at the top: place, plan, basis. `usual` are the plan and
    the basis that the address leaves out."""
    return [
        html.A(_("Skip to the content"), href="#main", className="skip"),
        html.Div(
            [
                link(_("Hai Cấp"), href("/", state), className="brand"),
                html.Span(place_name(header), className="place"),
                html.Span(_("demo data"), className="demo") if header.demo else None,
            ],
            className="who",
        ),
        html.Div(_choices(header, usual), className="plan no-print"),
    ]


def _choices(header: Header, usual: tuple[Plan | None, str]) -> list[Component]:
    plans = []
    if header.plan is not None:
        options = [(plan.key, plan.title) for plan in header.plans]
        default = usual[0].key if usual[0] else ""
        plans = [
            pickers.select(
                "plan",
                _("Plan"),
                options,
                header.plan.key,
                default,
                width=320,
                hidden_label=True,
            )
        ]
    words = [("procedures", _("By procedures")), ("dossiers", _("By dossiers"))]
    basis = pickers.switch("basis", _("What is counted"), words, header.basis, usual[1])
    return [*plans, basis]


def tools(
    state: State, account: Account = OPERATOR, token: str = ""
) -> list[Component]:
    """The end of the bar at the top: who reads, language, light or dark, the menu's
    button. `token`: what the form to sign out carries."""
    other = next(word for word in LANGUAGES if word != language())
    # Each language is named in itself.
    names = {"vi": "Tiếng Việt", "en": "English"}
    return [
        *_reader(account, token),
        html.A(
            [
                html.B(language().upper()),
                f" | {other.upper()}",
                html.Span(f" {names[other]}", lang=other, className="unseen"),
            ],
            id={"type": "language", "to": other},
            href=here(state, lang=other),
            title=names[other],
            className="button",
        ),
        html.Button(
            [icon("moon"), icon("sun")],
            id="scheme",
            className="button square",
            title=_("Light or dark"),
            **aria(label=_("Light or dark")),
        ),
        html.Button(
            icon("menu-2"),
            id="burger",
            className="button square burger",
            **aria(label=_("Menu"), expanded="false", controls=MENU),
        ),
    ]


def _reader(account: Account, token: str) -> list[Component]:
    if account == OPERATOR:
        return []
    if not account.signed_in:
        # By a plain link, the form knows from which page it was asked for.
        to = f"/sign-in?lang={language()}"
        return [html.A(_("Sign in"), href=to, className="button")]
    role = html.Small(role_name(account.role))
    out = html.Button(
        _("Sign out"), type="submit", name="token", value=token, className="button"
    )
    form = html.Form(out, action=f"/sign-out?lang={language()}", method="POST")
    own = html.A(
        _("Your account"), href=f"/account?lang={language()}", className="button"
    )
    told = [html.P([html.B(account.name), role]), own, form]
    named = [icon("user-check"), html.Span(account.name, className="name")]
    head = html.Summary(named, className="button", title=_("Your account"))
    return [html.Details([head, html.Div(told)], className="account")]


def menu(state: State, closed: tuple[str, ...] = ()) -> Component:
    """The list of pages without those `closed` (their names); assets/address.js marks
    the one shown and keeps the links' plan, basis and language up to date."""
    links = [
        dcc.Link(
            _entry(page),
            id={"type": "menu", "path": page.path},
            href=href(page.path, state),
        )
        for page in pages()
        if page.in_menu and page.name not in closed
    ]
    beside = [
        html.A(_entry(page), href=f"{page.path}?lang={language()}")
        for page in BESIDE
        if page.name not in closed
    ]
    return html.Ul([html.Li(one) for one in (*links, *beside)])


def _entry(page: Page) -> list[Component]:
    return [icon(page.icon), html.Span(_(page.title))]


def older() -> Component:
    """Told above a page that is being made anew for others."""
    text = _(
        "New figures have come in and this page is being made anew. It still shows "
        "what was known before; open it again in a moment."
    )
    return html.P(text, className="older")


def date_line(header: Header) -> list[Component]:
    """Of which day the numbers are, what is left of the time, when they were known,
    how many units they cover; and a warning when they are old."""
    if header.empty:
        return [html.Span(_("No data yet"))]
    day = _("Data to {day}", day=formats.day(header.as_of))
    known = _("known {moment}", moment=formats.moment(header.known_at))
    ready = _(
        "{ready}/{total} units with enough data",
        ready=formats.number(header.ready),
        total=formats.number(header.total),
    )
    lines: list[Component] = [
        html.Div([html.B(day), *_time_left(header)]),
        html.Div(f"{known} · {ready}"),
    ]
    if header.stale_days and not header.demo and header.stale_days > 2:
        lines.append(
            html.Div(
                _("▲ No newer data for {days} days", days=header.stale_days),
                className="stale",
            )
        )
    return [*lines, *stale_line(header.stale)]


def _time_left(header: Header) -> list[str]:
    if header.deadline is None:
        return []
    left = (header.deadline - header.as_of).days
    if left < 0:
        return [" · " + _("{days} days past the deadline", days=-left)]
    return [" · " + _("{days} days left", days=left)]
