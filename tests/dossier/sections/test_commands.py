"""Every command that a section advises can be run as it stands: the command line's own parser takes it."""

import ast
import shlex
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.sections.fictional_world import lacks, products, totals
from tests.dossier.sections.small_books import Posted, desk_of
from tests.fictional.pair import flow

from sverka.dossier.brief import SECTIONS
from sverka.faces.cli import COMMANDS
from sverka.sources.request import fetchable, requests_of
from sverka.vocabulary.flow import Flow

SOURCE = Path(__file__).parents[3] / "src" / "sverka"
WRITERS = (SOURCE / "dossier" / "sections", SOURCE / "measures")


def named(flows: list[Flow], one: str, other: str) -> list[Flow]:
    """Give Arland and Bedia the names of two countries that publishers know."""
    names = {"ARL": one, "BED": other}
    return [
        replace(
            row,
            exporter=names.get(row.exporter, row.exporter),
            importer=names.get(row.importer, row.importer),
            reporter=names.get(row.reporter or "", row.reporter),
        )
        for row in flows
    ]


PAIR = [flow("ARL", "ARL>BED", "2020", 60), flow("BED", "ARL>BED", "2020", 66)]
BOOKS: dict[str, tuple[tuple[str, str], list[Flow], tuple[int, int] | None]] = {
    "another pair": (("BLR", "KAZ"), totals("2020"), None),
    "totals": (("BLR", "KAZ"), PAIR, None),
    "years": (("BLR", "KAZ"), PAIR, (1995, 2020)),
    "one side": (("BLR", "KAZ"), PAIR[:1], None),
    "the world": (("BLR", "KAZ"), [*totals("2020"), *products()], None),
    "products": (("BLR", "KAZ"), products(), None),
    "gone": (("DEU", "SUN"), [replace(one, period="1989") for one in PAIR], None),
}


def advised(folder: Path, book: str) -> Iterator[str]:
    countries, flows, years = BOOKS[book]
    posted = Posted("2021-02-01", tuple(named(flows, *countries)))
    with desk_of(folder, posted, countries=countries, years=years, today=date(2021, 6, 1)) as desk:
        for section in SECTIONS:
            for lack in lacks(section.compose(desk)):
                yield from lack.commands


def is_understood(command: str) -> bool:
    """Read a command as `sverka` does; what is fetched must be a question that its source can ask."""
    program, name, *given = shlex.split(command)
    assert program == "sverka", command
    assert name in COMMANDS, command
    parser = import_module(f"sverka.faces.cli.{name.replace('-', '_')}").parser()
    options = parser.parse_intermixed_args(given)
    if name == "fetch":
        chosen = {key: value for key, value in vars(options).items() if isinstance(value, str)}
        return bool(requests_of(chosen.pop("source"), chosen))
    return True


@pytest.mark.parametrize("book", BOOKS)
def test_what_a_section_advises_can_be_run(tmp_path: Path, book: str) -> None:
    commands = set(advised(tmp_path, book))
    assert commands
    assert {command for command in commands if command.startswith("pip ")} == set()
    for command in commands:
        assert is_understood(command), command


def written() -> Iterator[tuple[str, str]]:
    """Yield every command that stands in the code as a whole, with its file."""
    for path in (path for folder in WRITERS for path in sorted(folder.glob("*.py"))):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            text = node.value if isinstance(node, ast.Constant) and id(node) not in parts else None
            if isinstance(text, str) and text.startswith("sverka "):
                yield path.name, text


def test_commands_that_are_written_out_can_be_run() -> None:
    found = list(written())
    assert len(found) > 10
    for place, command in found:
        assert is_understood(command), (place, command)


def test_a_command_without_what_its_source_needs_is_told_apart() -> None:
    assert "un_comtrade" in fetchable()
    with pytest.raises(Exception, match="years"):
        is_understood("sverka fetch un_comtrade")
