"""Draw a Vega or Vega-Lite specification, where the extra `pictures` is installed.

Nothing is fetched: a specification carries its data, and one that names an address is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTHING = ' width="0" height="0" '
_PPI = 72.0


class PicturesNotInstalled(RuntimeError):
    """The package that draws is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Pictures need the package vl-convert-python. Install it with `pip install 'sverka[pictures]'`. "
            "Without it `sverka promises` writes the picture's specification (--picture OUT.vl.json), and "
            "`sverka brief --html` the numbers behind each picture."
        )


class PictureNotDrawn(ValueError):
    """A specification could not be drawn."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The picture could not be drawn: {reason}. Its numbers stand in the table behind it. If you "
            "edited the specification, compare it with the one that Sverka wrote; else report it with the "
            "command that you ran."
        )


def draw(specification: dict[str, Any]) -> str:
    """Return a specification's picture as SVG, the same bytes for the same specification.

    `$schema` says whether it is Vega or Vega-Lite. Raise PicturesNotInstalled where nothing can draw it,
    PictureNotDrawn where it is wrong or empty, or names data outside itself.
    """
    drawer = _drawer()
    convert = drawer.vega_to_svg if _is_vega(specification) else drawer.vegalite_to_svg
    svg = _converted(convert, specification, {})
    if _NOTHING in svg[:400]:
        raise PictureNotDrawn("nothing in it has a size")
    return str(svg)


def draw_png(specification: dict[str, Any], scale: float = 2.0) -> bytes:
    """Return a specification's picture as PNG, `scale` pixels for each of its own; raise as `draw` does."""
    drawer = _drawer()
    convert = drawer.vega_to_png if _is_vega(specification) else drawer.vegalite_to_png
    return bytes(_converted(convert, specification, {"scale": scale, "ppi": _PPI}))


def _drawer() -> Any:  # noqa: ANN401 - a compiled module without types
    try:
        import vl_convert  # noqa: PLC0415 - 40 MB of an optional extra
    except ImportError as error:
        raise PicturesNotInstalled from error
    return vl_convert


def _is_vega(specification: dict[str, Any]) -> bool:
    return "/schema/vega/" in str(specification.get("$schema", ""))


def _converted(convert: Callable[..., Any], specification: dict[str, Any], more: dict[str, float]) -> Any:  # noqa: ANN401 - text or bytes
    try:
        return convert(specification, allowed_base_urls=[], **more)
    except ValueError as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = [line for line in lines if not line.startswith("at ")]
        raise PictureNotDrawn(" ".join(said[:2]).rstrip(".") or "no reason given") from error
