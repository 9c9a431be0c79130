"""Colours of charts, one palette for light and dark.

A figure is always built in the LIGHT colours. When the reader switches to dark, the
style sheet (assets/charts.css) swaps each of them for its DARK twin, so that no chart
is asked for again; a test holds palette and style sheet together.
"""

from __future__ import annotations

from typing import Any

Figure = dict[str, Any]

STATUSES = ("met", "on_track", "at_risk", "off_track", "unknown")

LIGHT: dict[str, str] = {
    "ink": "#17202b",
    "muted": "#4f5b69",
    "line": "#dfe4ea",
    "card": "#ffffff",
    "value": "#1b3a5c",
    "target": "#8a1526",
    "path": "#5f6b79",
    "band": "#c3ccd6",
    "met": "#1d7367",
    "on_track": "#84c8bd",
    "at_risk": "#e3a61a",
    "off_track": "#b13a12",
    "unknown": "#eef1f4",
    "hatch": "#98a3af",
    "second": "#8b5fa8",
    "third": "#2f7fb8",
    "fourth": "#a8672a",
    "fifth": "#5a7d2a",
    "sixth": "#b8487a",
}
DARK: dict[str, str] = {
    "ink": "#e9eef4",
    "muted": "#aab5c2",
    "line": "#323d4b",
    "card": "#1a222d",
    "value": "#86b7e8",
    "target": "#f48b97",
    "path": "#9aa7b6",
    "band": "#45566a",
    "met": "#2f9c8c",
    "on_track": "#9bd9cf",
    "at_risk": "#efbd4a",
    "off_track": "#d5603a",
    "unknown": "#27313e",
    "hatch": "#7d8a98",
    "second": "#c09bdb",
    "third": "#6db6ea",
    "fourth": "#dda06a",
    "fifth": "#9dc26a",
    "sixth": "#ea8ab4",
}
# Lines of several units, in this order; told apart by dashes as well.
SERIES = ("value", "fourth", "third", "second", "fifth", "sixth")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
# Letters on a tile of that colour: contrast of at least 4.5 : 1 in light and dark.
ON_STATUS = {
    "met": "#ffffff",
    "on_track": "#10201d",
    "at_risk": "#241a02",
    "off_track": "#ffffff",
    "unknown": "#17202b",
}
FONT = "'Be Vietnam Pro', system-ui, -apple-system, 'Segoe UI', sans-serif"


def separators(lang: str) -> str:
    """Decimal and thousands signs as Plotly wants them."""
    return ",." if lang == "vi" else ".,"


def layout(lang: str, **changes: Any) -> Figure:
    """The layout every chart starts from: quiet, no background, our font."""
    base: Figure = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": LIGHT["muted"]},
        "margin": {"l": 48, "r": 16, "t": 16, "b": 36},
        "separators": separators(lang),
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": LIGHT["card"],
            "bordercolor": LIGHT["line"],
            "font": {"family": FONT, "size": 12, "color": LIGHT["ink"]},
            "align": "left",
        },
        "dragmode": False,
    }
    return base | changes


def config(lang: str) -> Figure:
    """The config of every chart: nothing is sent or fetched anywhere."""
    return {
        "displaylogo": False,
        "displayModeBar": False,
        "modeBarButtonsToRemove": ["sendChartToCloud", "sendDataToCloud"],
        "plotlyServerURL": "",
        "topojsonURL": "/assets/",
        "locale": lang,
        "responsive": True,
        "scrollZoom": False,
    }
