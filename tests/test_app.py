"""The first document and what it loads."""

from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from app import create_app
from core.settings import ROOT, Settings
from tests.make_answers import MadeBoard

BUNDLE = "vendor/15_plotly-cartesian.min.js"
FLAT = {"scatter", "bar", "heatmap", "pie", "box"}
ELSEWHERE = {"scattergeo", "choropleth", "scattermap", "surface", "scattergl"}


@pytest.fixture(scope="module")
def document(tmp_path_factory) -> str:
    app = create_app(Settings(var=tmp_path_factory.mktemp("var")), MadeBoard())
    return app.server.test_client().get("/").text


def test_the_charts_load_the_small_bundle_and_no_other(document):
    assert BUNDLE in document
    assert "plotly.min.js" not in document.replace("plotly-cartesian.min.js", "")


def test_the_bundle_is_of_the_version_that_the_python_package_speaks():
    head = (ROOT / "assets" / BUNDLE).read_text(encoding="utf-8")[:200]

    assert f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}" in head


def trace_types(path: Path) -> set[str]:
    written = path.read_text(encoding="utf-8")
    return {word for word in FLAT | ELSEWHERE if f'"type": "{word}"' in written}


def test_every_chart_is_drawn_with_what_is_loaded():
    found = {t for path in (ROOT / "figures").glob("*.py") for t in trace_types(path)}

    assert "scatter" in found
    assert found <= FLAT
