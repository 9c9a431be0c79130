"""Boundaries of units from GeoJSON, their outer rings turned clockwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from core.errors import SourceError
from ingest.content import decoded

Ring = list[list[float]]
Geometry = dict[str, object]


@dataclass(frozen=True)
class Boundaries:
    """`shapes`: unit code -> geometry; `unknown`: areas of no unit, not taken, as
    (place in the file, 1 is the first, and code)."""

    shapes: dict[str, Geometry]
    unknown: tuple[tuple[int, str], ...]


def read_boundaries(data: bytes, file: str, units: set[str]) -> Boundaries:
    """The boundaries in a GeoJSON FeatureCollection whose features carry a unit's
    code as property `code` or as id.

    SourceError when the file is no such collection or has no known unit in it.
    """
    try:
        written = orjson.loads(decoded(data, file))
        areas = [
            (_code(feature), clockwise(feature["geometry"]))
            for feature in written["features"]
        ]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, IndexError):
        raise SourceError(
            "{file}: this is not a GeoJSON collection of areas that carry a unit's "
            "code as “code” or as id.",
            file=file,
        ) from None
    unknown = tuple(
        (place, code) for place, (code, _) in enumerate(areas, 1) if code not in units
    )
    known = {code: shape for code, shape in areas if code in units}
    if not known:
        raise SourceError(
            "{file}: none of its areas belongs to a unit. Load the units first.",
            file=file,
        )
    return Boundaries(known, unknown)


def _code(feature: dict[str, Any]) -> str:
    properties = feature.get("properties") or {}
    code = properties.get("code", feature.get("id"))
    if code is None:
        raise KeyError("code")
    return str(code).strip()


def signed_area(ring: Ring) -> float:
    """Twice the area a ring encloses, above zero when it runs counter-clockwise."""
    following = [*ring[1:], ring[0]]
    return sum(
        one[0] * two[1] - two[0] * one[1]
        for one, two in zip(ring, following, strict=True)
    )


def clockwise(geometry: dict[str, Any]) -> Geometry:
    """The Polygon or MultiPolygon with outer rings clockwise and holes against them.

    Plotly's offline map paints the whole plane for rings that follow RFC 7946, which
    asks for the opposite (ecosystem notes, section 3).
    """
    kind, places = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        return {"type": kind, "coordinates": _turned(places)}
    if kind != "MultiPolygon":
        raise ValueError(kind)
    return {"type": kind, "coordinates": [_turned(polygon) for polygon in places]}


def _turned(polygon: list[Ring]) -> list[Ring]:
    """The rings of one polygon: the first clockwise, its holes the other way."""
    turned = []
    for place, ring in enumerate(polygon):
        inward = signed_area(ring) > 0
        turned.append(ring[::-1] if inward == (place == 0) else ring)
    return turned
