"""Where a text names a country, a bloc or the capital that stands for its government."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from sverka.vocabulary.country import Country

Form: TypeAlias = Literal["noun", "adjective", "capital"]

_LANGUAGES = ("ru", "en")
_FORMS: tuple[Form, ...] = ("noun", "adjective", "capital")
_MASK = "-"
_WORD = re.compile(r"[^\W\d_]+")
_ENTRY_WORD = re.compile(r"(?P<exact>=?)(?P<stem>[^\W\d_]+)(?P<declined>~(?P<ending>[^\W\d_]*))?")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’ʼ‘`´", "'"))
_WIDEST_GAP = 3  # characters between two words of one name, as in "Папуа — Новая Гвинея"

_ENDINGS = {
    "": ("", "а", "у", "ом", "ем", "е"),
    "й": ("й", "я", "ю", "ем", "е", "и"),
    "ь": ("ь", "я", "ю", "ем", "е", "и", "ью"),
    "я": ("я", "и", "ю", "ей", "ею", "е"),
    "а": ("а", "ы", "и", "е", "у", "ой", "ою", "ей"),
    "о": ("о", "а", "у", "ом", "е"),
    "е": ("е", "я", "ю", "ем"),
    "ы": ("ы", "", "ам", "ами", "ах"),
    "ов": ("ы", "ов", "ам", "ами", "ах"),
    "ев": ("и", "ев", "ям", "ями", "ях"),
    "и": ("и", "й", "ей", "ям", "ями", "ях"),
    "ова": ("ова", "овов", "овам", "овами", "овах"),
    "ий": ("ий", "ая", "ое", "ие", "ого", "ому", "им", "ом", "ой", "ую", "ою", "их", "ими"),
    "ый": ("ый", "ая", "ое", "ые", "ого", "ому", "ым", "ом", "ой", "ую", "ою", "ых", "ыми"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A country named at text[start:end], as itself, as an adjective or by its capital."""

    start: int
    end: int
    code: Country
    form: Form


class _Word(NamedTuple):
    spellings: frozenset[str]
    exact: bool  # compared with its capitals, else in lower case


class _Name(NamedTuple):
    code: Country
    form: Form
    words: tuple[_Word, ...]
    gaps: tuple[str, ...]  # what stands between the words: " ", "-", "'", "."
    tail: str  # what stands right after them and belongs to the name: "", ".", "$"
    before: Literal["", "-", "adjective"]  # what must follow: a hyphen; a hyphen and another adjective
    capital: bool  # some word must begin with a capital letter


class _Lexicon(NamedTuple):
    names: dict[str, tuple[_Name, ...]]  # by the first word in lower case, the longest first
    things: frozenset[str]  # nouns that an adjective belongs to without being a mention: "язык", "рублей"


class _Text(NamedTuple):
    given: str
    folded: str  # of the same length
    words: list[re.Match[str]]


def find_countries(text: str, lang: str) -> list[Mention]:
    """Find the countries and blocs that a text of language `lang` names, in order and without overlap.

    Of two names at one place the longer wins; both parts of "казахстанско-китайский" are found. A currency
    or a language named after a country ("долларов США", "китайский язык") is no mention of it. In a
    language that has no names yet nothing is found.
    """
    if lang not in _LANGUAGES:
        return []
    folded = _fold(text)
    return list(_mentions(_Text(text, folded, list(_WORD.finditer(folded))), _lexicon(lang)))


def _mentions(text: _Text, lexicon: _Lexicon) -> Iterator[Mention]:
    names = lexicon.names
    free = 0  # the first word that belongs to no name yet
    for position, word in enumerate(text.words):
        candidates = names.get(word[0])
        if candidates is None or position < free:
            continue
        name = next((name for name in candidates if _stands(name, text, position, names)), None)
        if name is None:
            continue
        free = position + len(name.words)
        if name.code != _MASK and not (name.form == "adjective" and _of_thing(text, free, lexicon.things)):
            yield Mention(word.start(), text.words[free - 1].end() + len(name.tail), name.code, name.form)


def _fold(text: str) -> str:
    """Write a text in lower case, ё as е and Latin letters without accents, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(character.lower()[0] for character in text)
    lower = lower.replace("ё", "е")
    return lower.translate(_accents()) if _ACCENTED.search(lower) else lower


@cache
def _accents() -> dict[int, str]:
    letters = map(chr, range(0xC0, 0x250))
    bare = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {ord(letter): base for letter, base in bare.items() if base != letter} | {ord("ı"): "i"}


def _stands(name: _Name, text: _Text, position: int, names: dict[str, tuple[_Name, ...]]) -> bool:
    """Tell whether a name that begins with this word stands here whole."""
    words = text.words[position : position + len(name.words)]
    if len(words) < len(name.words):
        return False
    if not all(_spelt(word, expected, text) for word, expected in zip(words, name.words, strict=True)):
        return False
    if name.capital and not any(text.given[word.start()].isupper() for word in words):
        return False
    gaps = (_gap(text, position + step) for step in range(len(name.gaps)))
    if not all(gap in (wanted, " " * (wanted == "-")) for gap, wanted in zip(gaps, name.gaps, strict=True)):
        return False
    after = position + len(words)
    return text.given.startswith(name.tail, words[-1].end()) and _continues(name, text, after, names)


def _spelt(word: re.Match[str], expected: _Word, text: _Text) -> bool:
    spelling = text.given[word.start() : word.end()] if expected.exact else word[0]
    return spelling in expected.spellings


def _gap(text: _Text, position: int) -> str | None:
    """Name what stands between this word and the next: a space, a sign, or None for the end of the text."""
    if position + 1 >= len(text.words):
        return None
    return _sign(text.given[text.words[position].end() : text.words[position + 1].start()])


def _sign(gap: str) -> str:
    return gap[: _WIDEST_GAP + 1].translate(_SIGNS).strip() or " "


def _continues(name: _Name, text: _Text, after: int, names: dict[str, tuple[_Name, ...]]) -> bool:
    """Tell whether what must follow the first part of a compound does."""
    if not name.before:
        return True
    if name.before == "-":
        return _sign(text.given[text.words[after - 1].end() :][:2])[0] == "-"
    if _gap(text, after - 1) != "-":
        return False
    return any(other.form == "adjective" for other in names.get(text.words[after][0], ()))


def _of_thing(text: _Text, after: int, things: frozenset[str]) -> bool:
    return _gap(text, after - 1) in (" ", "-") and text.words[after][0] in things


@cache
def _lexicon(lang: str) -> _Lexicon:
    names: dict[str, list[_Name]] = {}
    things: set[str] = set()
    for code, form, entry in _entries(lang):
        if entry.startswith("* "):
            things.update(*(_word(found).spellings for found in _ENTRY_WORD.finditer(entry)))
            continue
        for name in _names(
            code, form, entry, capital=code != _MASK and (lang == "en" or form != "adjective")
        ):
            for spelling in name.words[0].spellings:
                names.setdefault(spelling.lower(), []).append(name)
    longest_first = {first: tuple(sorted(found, key=_length, reverse=True)) for first, found in names.items()}
    return _Lexicon(longest_first, frozenset(things))


def _length(name: _Name) -> tuple[int, int, bool]:
    return len(name.words), len(name.tail), name.code == _MASK


def _entries(lang: str) -> Iterator[tuple[Country, Form, str]]:
    """Go through the alternatives of every cell in the columns of a language."""
    lines = files("sverka.claims.lexicon").joinpath("countries.tsv").read_text("utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    columns = [header.index(f"{lang}_{form}s") for form in _FORMS]
    for row in rows:
        for column, form in zip(columns, _FORMS, strict=True):
            for entry in filter(None, row[column].split("|")):
                yield row[0], form, entry


def _names(code: Country, form: Form, entry: str, *, capital: bool) -> Iterator[_Name]:
    found = list(_ENTRY_WORD.finditer(entry))
    words = tuple(map(_word, found))
    gaps = tuple(_sign(entry[one.end() : other.start()]) for one, other in pairwise(found))
    tail = entry[found[-1].end() :]
    if tail == "-":
        yield _Name(code, form, words, gaps, "", "adjective", capital)
        return
    yield _Name(code, form, words, gaps, tail, "", capital)
    if form == "adjective" and found[-1]["ending"] == "ий":
        first_part = _Word(frozenset({found[-1]["stem"] + "о"}), exact=False)
        yield _Name(code, form, (*words[:-1], first_part), gaps, "", "-", capital)


def _word(found: re.Match[str]) -> _Word:
    endings = _ENDINGS[found["ending"]] if found["declined"] else ("",)
    return _Word(frozenset(found["stem"] + ending for ending in endings), exact=bool(found["exact"]))
