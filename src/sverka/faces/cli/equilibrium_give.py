"""Write and show an answer of a model of the world: as data, as pictures, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sverka.faces.cli.equilibrium_ask import exit_code, places
from sverka.faces.cli.output import STDOUT, say, write_data, write_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from sverka.faces.cli.equilibrium_ask import Answered
    from sverka.models.equilibrium.pair.answer import Target, WhatIf


def give(options: Namespace, answered: Answered[Any], after: WhatIf | None, show: Callable[[], None]) -> int:
    """Write the answer where the options ask for it, show it where standard output is free.

    `after` is the world that pictures are drawn of. Returns the exit code. Raises OutputError,
    PictureNotDrawn.
    """
    if options.json:
        write_data(as_data(answered.found), options.json)
    if after is None and (options.svg or options.map):
        say("note: no picture is drawn, for nothing changes")
    if after is not None and options.svg:
        write_text(_steps(after), options.svg)
    if after is not None and options.map:
        write_text(_winners(after, answered.outlines), options.map)
    if STDOUT not in places(options).values():
        show()
    return exit_code(answered)


def as_data(found: WhatIf | Target) -> dict[str, Any]:
    """Return an answer as JSON-ready data; US dollars and percent, what is not known is null."""
    import msgspec  # noqa: PLC0415  after `--help`

    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(found))
    return data


def _steps(found: WhatIf) -> str:
    from sverka.dossier.sections.what_if_parts import steps_picture  # noqa: PLC0415  only where it is asked for

    return _drawn(steps_picture(found))


def _winners(found: WhatIf, outlines: dict[str, dict[str, object]]) -> str:
    from sverka.dossier.sections.what_if_parts import winners_picture  # noqa: PLC0415  likewise

    return _drawn(winners_picture(found, outlines))


def _drawn(picture: Any) -> str:  # noqa: ANN401  any picture of a briefing
    from sverka.dossier.picture import draw  # noqa: PLC0415  likewise
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    return draw(picture.specification(language("en")))
