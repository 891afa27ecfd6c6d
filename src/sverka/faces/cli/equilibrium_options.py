"""The options that `sverka what-if` and `sverka target` share, and how their values are read."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.faces.cli.options import add_engine, year
from sverka.faces.cli.output import STDOUT

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.models.equilibrium.pair.answer import Route
    from sverka.models.equilibrium.pair.question import Options

MODELS = {
    "sectors": "many industries with inputs from one another, on the book's input-output tables",
    "one": "one sector, on the book's totals of all pairs",
}
FINAL_GOODS = {
    "like-inputs": "in the proportions of their inputs",
    "balanced": "nearest to that without deficits",
    "as-published": "as the official CSV has it",
}
DIRECTIONS = {
    "both": "both directions",
    "exports": "from the first country to the second",
    "imports": "from the second to the first",
}
_MOST_SEED = 2**32
_MOST_DRAWS = 100_000
_HUNDRED = 100.0
_HIGHEST_CUT, _HIGHEST_RISE = 99.0, 900.0
_MOST_DOLLARS = Decimal("1e15")
_MAGNITUDES = {
    "": 0,
    "thousand": 3, "k": 3, "тыс": 3,
    "million": 6, "millions": 6, "mn": 6, "mln": 6, "m": 6, "млн": 6,
    "billion": 9, "billions": 9, "bn": 9, "bln": 9, "b": 9, "млрд": 9,
    "trillion": 12, "tn": 12, "трлн": 12,
}  # fmt: skip
_DOLLARS = re.compile(r"^(?:usd|us\$|\$)|(?:usd|us dollars?|dollars?|\$)$")
_AMOUNT = re.compile(r"(-?[0-9][0-9., ]*(?:e\+?[0-9]{1,2})?)([^0-9.,]*)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def add_model_options(parser: ArgumentParser) -> None:
    """Add which model answers, what it assumes, how its errors are drawn, and where the answer goes."""
    add = parser.add_argument
    add("--model", choices=MODELS, help=_listed(MODELS) + " (sectors where the tables hold both countries)")
    add(
        "--final-goods",
        choices=FINAL_GOODS,
        default="like-inputs",
        help="who buys final goods where the tables do not say it: " + _listed(FINAL_GOODS),
    )
    add(
        "--closure",
        metavar="NAME",
        help="what becomes of deficits; sectors: held, proportional, none; one: ratio, value, balanced",
    )
    add(
        "--elasticities",
        default="head-mayer",
        metavar="NAME|FILE",
        help="how strongly trade reacts to costs: head-mayer (one number for all), caliendo-parro (their "
        "figures by industry), or your own CSV with sector,elasticity[,error]",
    )
    add(
        "--elasticity-error",
        type=elasticity_error,
        metavar="P",
        help="the standard error of every elasticity in percent of it (20%%, assumed, unless the set has "
        "its own)",
    )
    add("--draws", type=draws, default=100, metavar="N", help="draws for intervals (100; 0 for none)")
    add("--seed", type=seed, default=0, metavar="N", help="the same seed gives the same draws (0)")
    add("--level", type=level, default=0.95, metavar="P", help="the level of intervals (95%%)")
    add("--year", type=year, metavar="YEAR", help="the year of the world before (the newest)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the whole answer as data")
    add("--svg", metavar="OUT", help="draw what the change in turnover is made of, as a waterfall")
    add("--map", metavar="OUT", help="draw a map of who gains and who loses")
    add_engine(parser)


def add_trade(parser: ArgumentParser, direction: str) -> None:
    """Add the options that say whose costs of trade change; `direction` says what the default means."""
    add = parser.add_argument
    add(
        "--sectors",
        type=names,
        default=(),
        metavar="NAME,…",
        help="only these goods, as in machinery or C28,C29 (all); a wrong name lists those there are",
    )
    add("--direction", choices=DIRECTIONS, default="both", help=direction)


def asked_options(options: Namespace) -> Options:
    """Return how the question is to be answered. Raises QuestionError."""
    from sverka.models.equilibrium.from_icio import FinalGoods  # noqa: PLC0415  after `--help`
    from sverka.models.equilibrium.pair.answer import Model  # noqa: PLC0415  likewise
    from sverka.models.equilibrium.pair.question import Options, Uncertainty  # noqa: PLC0415  likewise

    models = {"sectors": Model.SECTORS, "one": Model.ONE}
    file = elasticities_file(options.elasticities)
    named = {} if file else {"elasticities": options.elasticities}
    return Options(
        model=models.get(options.model),
        final_goods=FinalGoods(options.final_goods.replace("-", " ")),
        closure=options.closure,
        elasticities_file=file,
        year=options.year,
        uncertainty=Uncertainty(
            draws=options.draws, seed=options.seed, level=options.level, error=options.elasticity_error
        ),
        **named,
    )


def asked_routes(one: str, other: str, direction: str) -> tuple[Route, ...]:
    """Return exporter and importer of what `--direction` names."""
    return {
        "both": ((one, other), (other, one)),
        "exports": ((one, other),),
        "imports": ((other, one),),
    }[direction]


def elasticities_file(text: str) -> Path | None:
    """Return the file that a value of `--elasticities` names, None where it is the name of a set."""
    path = Path(text)
    return path if path.suffix or len(path.parts) > 1 or path.is_file() else None


def percent(text: str) -> float:
    """Read "10%", "10 %", "10" or "2,5%" as 10.0, 10.0, 10.0 and 2.5."""
    written = text.strip().removesuffix("%").strip().replace(",", ".").replace("−", "-")
    try:
        found = float(written)
    except ValueError:
        found = float("nan")
    if not -1e6 < found < 1e6:  # noqa: PLR2004  neither a number that means nothing nor one without end
        message = f"“{text}” is no percentage: write it as in 10% or 10"
        raise ArgumentTypeError(message)
    return found


def cut(text: str) -> float:
    """Read by how many percent costs fall."""
    found = percent(text)
    if found > _HIGHEST_CUT:
        message = (
            f"costs cannot fall by {text}: they are what goods cost at their destination, of which something "
            f"is always left; write a cut of at most {_HIGHEST_CUT:g}%, as in 10%"
        )
        raise ArgumentTypeError(message)
    if found <= 0:
        message = f"“{text}” is no cut: write by how much costs fall, above 0, or --raise-costs"
        raise ArgumentTypeError(message)
    return found


def rise(text: str) -> float:
    """Read by how many percent costs rise."""
    found = percent(text)
    if 0 < found <= _HIGHEST_RISE:
        return found
    message = (
        f"“{text}” is no rise of costs: write how much higher they are, above 0 and at most "
        f"{_HIGHEST_RISE:g}%, or --cut-costs for lower ones"
    )
    raise ArgumentTypeError(message)


def tariff(text: str) -> float:
    """Read a tariff in percent of the goods' value."""
    found = percent(text)
    if 0 <= found <= _HIGHEST_RISE:
        return found
    message = f"“{text}” is no tariff: write it in percent of the goods' value, from 0 to {_HIGHEST_RISE:g}%"
    raise ArgumentTypeError(message)


def elasticity_error(text: str) -> float:
    """Read "20%" as 0.2 of every elasticity."""
    found = percent(text)
    if 0 <= found <= _HUNDRED:
        return found / _HUNDRED
    message = f"“{text}” is no error of an elasticity: write it in percent of the elasticity, from 0 to 100%"
    raise ArgumentTypeError(message)


def level(text: str) -> float:
    """Read "95%", "95" or "0.95" as 0.95."""
    found = percent(text)
    share = found if 0 < found < 1 and "%" not in text else found / _HUNDRED
    if found != 1 and 0 < share < 1:
        return share
    message = f"“{text}” is no level of an interval: write it as in 95%, above 0 and below 100"
    raise ArgumentTypeError(message)


def draws(text: str) -> int:
    """Read a number of draws; 0 asks for no intervals."""
    return _count(text, "number of draws", _MOST_DRAWS)


def seed(text: str) -> int:
    """Read what draws start from."""
    return _count(text, "seed", _MOST_SEED)


def names(text: str) -> tuple[str, ...]:
    """Read "machinery, C29"."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not found:
        message = "no sector is named: write one or several with commas, as in machinery or C28,C29"
        raise ArgumentTypeError(message)
    return found


def dollars(text: str) -> float:
    """Read US dollars: "2e9", "2bn", "2 billion", "2 000 000 000", "2,000,000,000", "$2.5bn", "2,5 млрд".

    A comma before three digits groups thousands, any other is a decimal one; where both could be meant it
    is refused, as is another currency.
    """
    bare = _DOLLARS.sub("", _plain(text)).strip()
    bare = _DOLLARS.sub("", bare).strip(" .")
    read = _AMOUNT.fullmatch(bare)
    scale = _MAGNITUDES.get(read[2].strip()) if read else None
    number = _number(read[1].replace(" ", ""), scale or 0) if read else None
    if number is None or scale is None:
        message = (
            f"“{text}” is no amount of US dollars: write it as in 2e9, 2bn, 2.5 billion or “2 000 000 000”. "
            "Turn other currencies into dollars first."
        )
        raise ArgumentTypeError(message)
    if not 0 < number.scaleb(scale) < _MOST_DOLLARS:
        message = (
            f"“{text}” cannot be a goal: write an amount above 0 and below 1e15 (the whole world makes a "
            "tenth of that in a year), as in 2e9 or 2bn"
        )
        raise ArgumentTypeError(message)
    return float(number.scaleb(scale))


def _plain(text: str) -> str:
    for space in ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "_", "'", "’"):
        text = text.replace(space, " ")
    return text.replace("−", "-").strip().casefold()


def _number(written: str, scale: int) -> Decimal | None:
    if _GROUPED.fullmatch(written):
        if scale and written.count(",") == 1 and "." not in written:
            return None  # "1,234 million" may be either
        written = written.replace(",", "")
    elif written.count(",") == 1 and "." not in written:
        written = written.replace(",", ".")
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def _count(text: str, what: str, most: int) -> int:
    written = text.strip()
    if written.isdecimal() and written.isascii() and int(written) <= most:
        return int(written)
    message = f"“{text}” is no {what}: write a whole number from 0 to {most:,}"
    raise ArgumentTypeError(message)


def _listed(choices: dict[str, str]) -> str:
    return "; ".join(f"{name}: {meaning}" for name, meaning in choices.items())
