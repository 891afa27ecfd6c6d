"""Make a drawn picture safe to stand inside a page: nothing that runs, fetches, or takes another's id."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = {
    *("svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text", "tspan"),
    *("defs", "clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop"),
    *("use", "symbol", "marker"),
}
_ATTRIBUTES = {
    *("id", "class", "href", "viewBox", "display", "visibility", "opacity", "transform", "mask"),
    *("x", "x1", "x2", "y", "y1", "y2", "dx", "dy", "cx", "cy", "fx", "fy", "r", "rx", "ry", "d", "points"),
    *("width", "height", "offset", "clip-path", "clip-rule", "marker-start", "marker-end"),
    *("fill", "fill-opacity", "fill-rule", "stop-color", "stop-opacity", "stroke", "stroke-dasharray"),
    *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
    *("stroke-width", "gradientTransform", "gradientUnits", "patternTransform", "patternUnits"),
    *("font-family", "font-size", "font-style", "font-weight", "letter-spacing", "text-anchor"),
    *("text-decoration", "dominant-baseline"),
}
_PLACES = {"d", "transform", "points", "x", "x1", "x2", "y", "y1", "y2", "r", "cx", "cy"}
_LONG_DECIMALS = re.compile(r"(\.\d)\d+")
_URL = re.compile(r"url\(\s*['\"]?(#?)([^)'\"]*)['\"]?\s*\)")
_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class UnsafePicture(ValueError):
    """A picture is not SVG that a page can take in."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The picture cannot stand in a page: {reason}. Report it with the command that you ran; "
            "the picture's numbers are in the table behind it."
        )


def inline_svg(svg: str, name: str, *, title: str, described: str) -> str:
    """Return a picture as an `svg` element for a page, with a title and a description read out for it.

    Only shapes, text and their presentation are kept; ids and references to them begin with `name`, which is
    unique in the page. Coordinates keep one decimal. Raise UnsafePicture for what is no SVG.
    """
    root = _parsed(svg)
    _clean(root, name)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")
    for at, (tag, text) in enumerate((("title", title), ("desc", described))):
        said = ET.Element(tag, {"id": f"{name}-{tag}"})
        said.text = text
        root.insert(at, said)
    return ET.tostring(root, encoding="unicode")


def _parsed(svg: str) -> ET.Element:
    if _DECLARED.search(svg):
        raise UnsafePicture("it declares a document type or an entity")
    try:
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing, and nothing is declared in it
    except ET.ParseError as error:
        raise UnsafePicture(f"it is not XML ({error})") from error
    if root.tag != f"{_SVG}svg":
        raise UnsafePicture("it is not SVG")
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {root.get('width', '0')} {root.get('height', '0')}")
    return root


def _clean(node: ET.Element, name: str) -> None:
    node.tag = node.tag.removeprefix(_SVG)
    node.attrib = dict(filter(None, (_attribute(key, value, name) for key, value in node.attrib.items())))
    for child in list(node):
        if str(child.tag) in {f"{_SVG}{shape}" for shape in _SHAPES}:
            _clean(child, name)
        elif child.tag == f"{_SVG}a":
            child.tag = f"{_SVG}g"
            child.attrib = {}
            _clean(child, name)
        else:
            node.remove(child)


def _attribute(key: str, value: str, name: str) -> tuple[str, str] | None:
    key = "href" if key == _LINK else key
    if key not in _ATTRIBUTES:
        return None
    if key == "id":
        return key, f"{name}-{value}"
    if key == "href":
        return (key, f"#{name}-{value[1:]}") if value.startswith("#") else None
    if key in _PLACES:
        value = _LONG_DECIMALS.sub(r"\1", value)
    return key, _URL.sub(lambda url: f"url(#{name}-{url[2]})" if url[1] else "none", value)
