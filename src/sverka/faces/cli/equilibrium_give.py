"""Write and show an answer of a model of the world: as data, as pictures, as tables."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from sverka.faces.cli.equilibrium_ask import exit_code, places
from sverka.faces.cli.output import STDOUT, say, write_data, write_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from sverka.faces.cli.equilibrium_ask import Answered
    from sverka.models.equilibrium.pair.answer import Target, WhatIf

_LINE, _UNDER = 94, 110
"""Characters that stand in one line over a picture: of its title, and of the smaller line under that."""

_HIGH, _GAP = 18, 10
"""Pixels of a line of the title, and between it and the picture."""

_FONT = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"

_VALUATIONS = {
    "many sectors with inputs from one another": "basic prices: what makers get, without freight and taxes",
    "one sector": "as declared to customs, the importer's figure first, which is CIF as a rule",
}


class Shown(NamedTuple):
    """How an answer is said in a sentence, over its pictures, and in full on the screen."""

    headline: Callable[[], str]
    tables: Callable[[], None]


def give(options: Namespace, answered: Answered[Any], after: WhatIf | None, shown: Shown) -> int:
    """Write the answer where the options ask for it, show it where standard output is free.

    `after` is the world that pictures are drawn of. Returns the exit code. Raises OutputError,
    PictureNotDrawn.
    """
    if options.json:
        write_data(as_data(answered.found), options.json)
    if after is None and (options.svg or options.map):
        say("note: no picture is drawn, for nothing changes")
    if after is not None and options.svg:
        write_text(_steps(after, shown.headline()), options.svg)
    if after is not None and options.map:
        write_text(_winners(after, answered.outlines, shown.headline()), options.map)
    if STDOUT not in places(options).values():
        shown.tables()
    return exit_code(answered)


def as_data(found: WhatIf | Target) -> dict[str, Any]:
    """Return an answer as JSON-ready data with its `units`; what is not known is null."""
    import msgspec  # noqa: PLC0415  after `--help`

    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(found))
    after = data if "setting" in data else data["after"]
    return {"units": _units(after["setting"] if after else None), **data}


def _units(setting: dict[str, Any] | None) -> dict[str, str]:
    """Say what the figures are in; those of a model only where one was asked."""
    units = {"changes": "percent", "factors": "times what it was"}
    if setting is None:
        return {"money": "US dollars of the year beside it", **units}
    return {
        "money": f"US dollars; of {setting['year']} where no year stands beside it",
        "valuation": _VALUATIONS[setting["model"]] + "; of declared figures by their method",
        **units,
    }


def _steps(found: WhatIf, headline: str) -> str:
    from sverka.dossier.sections.what_if_parts import steps_picture  # noqa: PLC0415  only where it is asked for

    return _drawn(steps_picture(found), headline, f"{_world(found)}, US dollars of {found.setting.year}")


def _winners(found: WhatIf, outlines: dict[str, dict[str, object]], headline: str) -> str:
    from sverka.dossier.sections.what_if_parts import winners_picture  # noqa: PLC0415  likewise

    return _drawn(winners_picture(found, outlines), headline, f"{_world(found)}: change of real income")


def _world(found: WhatIf) -> str:
    setting = found.setting
    return f"A model of {setting.model}, from {setting.source} of {setting.year}"


def _drawn(picture: Any, headline: str, under: str) -> str:  # noqa: ANN401  any picture of a briefing
    """Draw a picture that will stand alone, so with what it shows and where that is from over it."""
    from sverka.dossier.picture import draw  # noqa: PLC0415  likewise
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    specification = picture.specification(language("en"))
    padding = specification["padding"]
    text, subtitle = wrap(headline, _LINE), wrap(under, _UNDER)
    top = padding["top"] + _HIGH * (len(text) + len(subtitle)) + _GAP
    title = {
        "text": text,
        "subtitle": subtitle,
        "anchor": "start",
        "frame": "group",
        "dx": -padding["left"],
        "offset": _GAP,
        "font": _FONT,
        "subtitleFont": _FONT,
        "fontSize": 14,
        "subtitleFontSize": 12,
        "lineHeight": _HIGH,
        "subtitleLineHeight": _HIGH,
    }
    return draw({**specification, "padding": {**padding, "top": top}, "title": title})
