"""Requests: what a publisher is asked for, written by a source and carried out by `fetch.py`.

A source that can be fetched has a `requests.py` beside its reader, `GUIDE` and `requests(chosen, keyed)`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from sverka.vocabulary.country import PairError, parse_pair

_HERE = Path(__file__).parent
_EARLIEST, _LATEST = 1800, 2100


class Remark(msgspec.Struct, frozen=True):
    """What a source says of an answer that came whole and is not to be kept.

    `failed` tells a failure (an answer cut off at the publisher's limit of rows) from an empty answer.
    """

    text: str
    failed: bool = True


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One question to a publisher's documented address, and the file that its answer is kept in.

    `key_header` names the header that carries the user's key, None where no key is used, and `key_setting`
    the setting that holds it; `key_needed` says whether the publisher answers without one. `expects` lists
    the media types of a good answer, `sha256` its hash where the publisher never changes it. `look` says why
    an answer that came whole is not to be kept. `follow` reads an answer that names further files, a listing
    say, into the requests for them; it is given the answer and its address, and such an answer is not kept.
    `pause` is the least number of seconds between two questions to the same host, `largest` counts bytes.
    """

    url: str
    params: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    file: str
    key_header: str | None = None
    key_setting: str | None = None
    key_needed: bool = False
    expects: tuple[str, ...]
    sha256: str | None = None
    look: "Callable[[Path], Remark | None] | None" = None
    follow: "Callable[[bytes, str], tuple[Request, ...]] | None" = None
    pause: float = 1.0
    largest: int = 8 << 30

    @property
    def address(self) -> str:
        """Write the whole address; it never holds a key, which travels in a header."""
        return f"{self.url}?{urlencode(self.params, safe=',:')}" if self.params else self.url


class ByHand(msgspec.Struct, frozen=True, kw_only=True):
    """A file that no program can be told to fetch: the page where a person gets it, and the steps."""

    file: str
    page: str
    why: str
    steps: tuple[str, ...]


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """What can be chosen when a source is fetched; one without `default` must be given."""

    name: str
    help: str
    default: str | None = None
    choices: tuple[str, ...] = ()


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """How a source is asked: its options, an example, and the page that documents the addresses.

    `looked_up` is the day on which the addresses were last compared with that page or, where it names none,
    with public clients that ask them. `key_setting` names the setting that holds the user's key, None where
    the publisher uses none.
    """

    example: str
    page: str
    looked_up: date
    options: tuple[Option, ...] = ()
    key_setting: str | None = None
    note: str = ""


Asked = tuple[Request | ByHand, ...]


class BadOption(ValueError):
    """An option of a source has a value that cannot be asked for."""

    def __init__(self, option: str, value: str, why: str) -> None:
        super().__init__(f"--{option} “{value}” cannot be asked for: {why}.")


class MissingOption(ValueError):
    """An option that a source cannot do without is not given."""

    def __init__(self, source: str, options: str, example: str) -> None:
        super().__init__(f"{source} needs {options}, as in: {example}")


class NotFetched(LookupError):
    """A source has no `requests.py`: it is shipped, or its files are the user's own."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"“{source}” cannot be fetched. These sources can: {', '.join(fetchable())}. "
            "A file that you have already is entered with: sverka post SOURCE PATH"
        )


def fetchable() -> tuple[str, ...]:
    """List the sources that can be fetched, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/requests.py")))


def guide_of(source: str) -> Guide:
    """Return how a source is asked; raise NotFetched."""
    if source not in fetchable():
        raise NotFetched(source)
    guide: Guide = import_module(f"sverka.sources.{source}.requests").GUIDE
    return guide


def requests_of(source: str, chosen: Mapping[str, str], *, keyed: bool = False) -> Asked:
    """Turn what was chosen into requests, or into the steps of a person; `keyed` where the user has a key.

    Raises NotFetched, MissingOption, BadOption.
    """
    guide = guide_of(source)
    given: dict[str, str] = {}
    for option in guide.options:
        value = chosen.get(option.name) or option.default
        if value is None:
            raise MissingOption(source, f"--{option.name}", guide.example)
        if option.choices and value not in option.choices:
            raise BadOption(option.name, value, f"choose one of {', '.join(option.choices)}")
        given[option.name] = value
    asked: Asked = import_module(f"sverka.sources.{source}.requests").requests(given, keyed=keyed)
    return asked


def years_of(text: str, option: str = "years") -> tuple[int, ...]:
    """Read "2015-2020", "2018" or "2015,2018-2020" into years in order; raise BadOption."""
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        if not re.fullmatch(r"\d{4}(-\d{4})?", part):
            raise BadOption(option, text, "write years as in 2015-2020 or 2015,2018")
        first, last = int(part[:4]), int(part[-4:])
        if not _EARLIEST <= first <= last <= _LATEST:
            raise BadOption(option, text, f"years run from {_EARLIEST} to {_LATEST}, the earlier one first")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def spans_of(years: tuple[int, ...], most: int) -> tuple[tuple[int, ...], ...]:
    """Cut years into runs of at most `most`, in order."""
    return tuple(years[at : at + most] for at in range(0, len(years), most))


def codes_of(text: str, option: str) -> tuple[str, ...]:
    """Read "BLR,KAZ" into alpha-3 codes, whether or not there are such countries; raise BadOption."""
    codes = tuple(dict.fromkeys(text.upper().replace(" ", "").split(",")))
    if not all(re.fullmatch(r"[A-Z][A-Z0-9]{2}", code) for code in codes):
        raise BadOption(option, text, "write countries by their three letters, as in BLR,KAZ")
    return codes


def parties_of(
    source: str, chosen: Mapping[str, str], example: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the options pair, or reporter and partner, into the codes of reporters and of partners.

    A pair asks both countries about each other. Raises BadOption and MissingOption.
    """
    if chosen["pair"] and chosen["reporter"]:
        raise BadOption(
            "reporter", chosen["reporter"], "--pair names the reporters already; give one of the two"
        )
    if chosen["pair"]:
        try:
            pair = parse_pair(chosen["pair"])
        except PairError as problem:
            raise BadOption("pair", chosen["pair"], "write two countries as in BLR-KAZ") from problem
        return (pair.first, pair.second), (pair.first, pair.second)
    if not chosen["reporter"]:
        raise MissingOption(source, "--pair or --reporter", example)
    return codes_of(chosen["reporter"], "reporter"), codes_of(chosen["partner"], "partner")
