"""Where a text names a country, a bloc or the capital that stands for its government."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, repeat
from typing import Literal, NamedTuple, TypeAlias

from sverka.vocabulary.country import Country

Form: TypeAlias = Literal["noun", "adjective", "capital"]

_LANGUAGES = ("ru", "en")
_FORMS: tuple[Form, ...] = ("noun", "adjective", "capital")
_MASK = "-"
_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"([\W\d_]{1,3})([^\W\d_]+)")  # as far apart as in "Папуа — Новая Гвинея"
_ENTRY_WORD = re.compile(r"(?P<exact>=?)(?P<stem>[^\W\d_]+)(?P<declined>~(?P<ending>[^\W\d_]*))?")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’ʼ‘`´", "'"))

_ENDINGS = {
    "": ("", "а", "у", "ом", "е"),
    "й": ("й", "я", "ю", "ем", "е", "и"),
    "ь": ("ь", "я", "ю", "ем", "е", "и", "ью"),
    "я": ("я", "и", "ю", "ей", "ею", "е"),
    "а": ("а", "ы", "е", "у", "ой", "ою"),
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


def find_countries(text: str, lang: str) -> list[Mention]:
    """Find the countries and blocs that a text of language `lang` names, in order and without overlap.

    Of two names at one place the longer wins; both parts of "казахстанско-китайский" are found. A currency
    or a language named after a country ("долларов США", "китайский язык") is no mention of it. In a
    language that has no names yet nothing is found.
    """
    return list(_mentions(_Text(text, _fold(text)), _lexicon(lang))) if lang in _LANGUAGES else []


@cache
def blocs() -> frozenset[Country]:
    """Return the codes that stand for a bloc of countries."""
    header, *rows = _table()
    kind = header.index("kind")
    return frozenset(row[0] for row in rows if row[kind] == "bloc")


def _mentions(text: _Text, lexicon: _Lexicon) -> Iterator[Mention]:
    names = lexicon.names
    free = 0  # up to here the text belongs to a name already
    for word in _WORD.finditer(text.folded):
        candidates = names.get(word[0])
        if candidates is None or word.start() < free:
            continue
        for name in candidates:
            end = _end(name, text, word, names)
            if end is not None:
                free = end
                if name.code != _MASK and not (name.form == "adjective" and _of_thing(text, end, lexicon)):
                    yield Mention(word.start(), end, name.code, name.form)
                break


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


def _end(name: _Name, text: _Text, word: re.Match[str], names: dict[str, tuple[_Name, ...]]) -> int | None:
    """Return where the name that begins with this word ends, or None where another thing stands."""
    words = _spans(name, text, word)
    if not words or (name.capital and not any(text.given[start].isupper() for start, _ in words)):
        return None
    if not all(map(_spelt, repeat(text), words, name.words)):
        return None
    end = words[-1][1]
    if not text.given.startswith(name.tail, end) or not _goes_on(name, text, end, names):
        return None
    return end + len(name.tail)


def _spans(name: _Name, text: _Text, word: re.Match[str]) -> list[tuple[int, int]]:
    """Return the places of as many words as the name has, empty where other signs stand between them."""
    spans = [word.span()]
    for wanted in name.gaps:
        following = _NEXT.match(text.folded, spans[-1][1])
        if following is None or _sign(following[1]) not in (wanted, " " * (wanted == "-")):
            return []
        spans.append(following.span(2))
    return spans


def _spelt(text: _Text, span: tuple[int, int], expected: _Word) -> bool:
    start, end = span
    return (text.given if expected.exact else text.folded)[start:end] in expected.spellings


def _sign(gap: str) -> str:
    """Name what stands between two words: a sign, or a space."""
    return gap.translate(_SIGNS).strip() or " "


def _goes_on(name: _Name, text: _Text, end: int, names: dict[str, tuple[_Name, ...]]) -> bool:
    """Tell whether what must follow the first part of a compound does."""
    if name.before == "":
        return True
    if name.before == "-":
        return _sign(text.given[end : end + 2])[0] == "-"
    following = _NEXT.match(text.folded, end)
    if following is None or _sign(following[1]) != "-":
        return False
    return any(other.form == "adjective" for other in names.get(following[2], ()))


def _of_thing(text: _Text, end: int, lexicon: _Lexicon) -> bool:
    following = _NEXT.match(text.folded, end)
    return following is not None and following[2] in lexicon.things and _sign(following[1]) in (" ", "-")


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


@cache
def _table() -> tuple[list[str], ...]:
    lines = files("sverka.claims.lexicon").joinpath("countries.tsv").read_text("utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if not line.startswith("#"))


def _entries(lang: str) -> Iterator[tuple[Country, Form, str]]:
    """Go through the alternatives of every cell in the columns of a language."""
    header, *rows = _table()
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
    spellings = frozenset(_inflected(found["stem"], ending) for ending in endings)
    return _Word(spellings, exact=bool(found["exact"]))


def _inflected(stem: str, ending: str) -> str:
    """Put a stem and an ending together as Russian spells them: Америки, Польшей."""
    if stem[-1] in "гкхжчшщ":
        ending = ending.replace("ы", "и")
    if stem[-1] in "жчшщц" and ending.startswith("о"):
        ending = "е" + ending[1:]
    return stem + ending
