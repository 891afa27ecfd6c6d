"""Ask for the outlines of countries at the addresses that world-atlas's README gives for its files.

The release is pinned to 2.0.2 of 2021, the last one, so that the files never change.
"""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, Guide, Option, Request

HOST = "https://cdn.jsdelivr.net"
_FILES = {
    "110m": "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8",
    "50m": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
}

GUIDE = Guide(
    example="sverka fetch world_atlas",
    page="https://github.com/topojson/world-atlas",
    looked_up=date(2026, 11, 23),
    options=(
        Option(
            name="scale",
            help="110m for maps of the world, 50m for maps of a region",
            default="110m",
            choices=tuple(_FILES),
        ),
    ),
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  it uses no key
    """Ask for the file of one scale."""
    file = f"countries-{chosen['scale']}.json"
    return (
        Request(
            url=f"{HOST}/npm/world-atlas@2.0.2/{file}",
            file=file,
            expects=("application/json",),
            sha256=_FILES[chosen["scale"]],
        ),
    )
