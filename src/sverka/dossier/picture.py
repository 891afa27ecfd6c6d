"""Draw a Vega-Lite specification, where the extra `pictures` is installed."""

from typing import Any


class PicturesNotInstalled(RuntimeError):
    """The package that draws is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Pictures need the package vl-convert-python. Install it with `pip install 'sverka[pictures]'`, "
            "or write the picture's specification instead: --picture OUT.vl.json."
        )


def draw(specification: dict[str, Any]) -> str:
    """Return a specification's picture as SVG; raise PicturesNotInstalled where nothing can draw it."""
    try:
        import vl_convert  # noqa: PLC0415 - 40 MB of an optional extra
    except ImportError as error:
        raise PicturesNotInstalled from error
    svg: str = vl_convert.vegalite_to_svg(specification)
    return svg
