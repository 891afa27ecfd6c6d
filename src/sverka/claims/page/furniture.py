"""Lines that a site prints around a story, told by what they say themselves.

Only what a line shows by its own words and signs is judged here; what its place on the page tells
is in lines.py.
"""

import re
from enum import Enum, auto
from functools import cache
from importlib.resources import files

from sverka.claims.page.stamps import TIME, find_stamps

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDED = re.compile(r"[.!?…;][\"»”“’')\]]*(?:\s*-0-)?$")  # an agency ends its item with -0-
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
_TURN = re.compile(r"[—–]\s+[«\"]?[^\W\d_]")
# Words that go on with what was said, as no headline does.
_LINKED = re.compile(
    r"(?:По (?:его|её|ее|их) словам|Кроме того|При этом|В свою очередь|Вместе с тем|Также|Он |Она |"
    r"In addition|He |She |According to (?:him|her)|Meanwhile)\b"
)
_LINKED_WORDS = 4
_DIGIT = re.compile(r"\d")
_STOP_INSIDE = re.compile(r"[^\W\d_]{2}[\"»”)]*[.!?…][\"»”)]*\s+[\"«“„(—–-]*\s?[^\W\d_a-zа-яё]")
_MONEY = re.compile(r"\d\s*[%$€₽₸]|[$€]\s?\d")
_BULLET = re.compile(r"^\s*(?:[•·▪●◦■►»›*|/\\>#]|[-–—]\s)\s*")
_ADDRESS = re.compile(
    r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^@\w+$|^#\w+(?:[\s,]+#\w+)*$"
    r"|^[\w./-]+\.(?:mp3|mp4|pdf|docx?|jpe?g|png)$"
)
_SIGNED = re.compile(r"^by\s+[^\W\d_][\w.'-]*(?:\s+[^\W\d_][\w.'-]*){0,4}(?:,.*)?$")
_COPYRIGHT = re.compile(r"^\W*©|©\s*\S|\(c\)\s*\d{4}")
_COUNTER = re.compile(
    r"^\W*(?:\d[\d\s.,]*[kк]?"
    r"|(?:\d[\d\s]*\s)?(?:просмотр\w*|views?|reads?|комментари\w*|comments?|shares?|лайк\w*|likes?)\s*:?\s*[\d\s]*"
    r"|(?:время (?:на )?чтени[яе]|reading time)\W*\d+\s*\w*\.?"
    r"|\d+\s*(?:min(?:utes?)?|мин\w*\.?)\s*(?:read|чтения)?)\W*$"
)
_CRUMBS = re.compile(r"\s(?:[|/›»>→•·])\s|^[/›>]\s|\s{2,}")
_AGO = re.compile(
    r"^\W*(?:\d+|час|hour|an?)\s*(?:секунд|минут|мин|час|дн|день|дня|дней|second|minute|min|hour|day)?\w*"
    r"\s+(?:назад|ago)\W*$"
)
_ASIDE_WORDS = 4  # a category, a place or a name beside a date
_CREDIT_WORDS = 8  # of a sentence that can still be a credit or a byline
_ENTRY_WORDS = 4  # of an entry of a menu
_MOST_WORDS = 45  # of a line that is judged by its words; the longest pleas and notices have as many


class Furniture(Enum):
    """What kind of furniture a line is by itself."""

    STAMP = auto()
    RELATED = auto()
    REMARKS = auto()
    MENU = auto()
    OTHER = auto()


def word_count(line: str) -> int:
    """Count the words of a line; numbers are none."""
    return len(_WORD.findall(line))


def is_cut(line: str) -> bool:
    """Tell whether a line breaks off in three dots, as the snippets of teasers do."""
    return bool(_CUT.search(line))


def is_prose(line: str) -> bool:
    """Tell whether a line is built of sentences: an end and enough words, or a stop in the middle."""
    words = word_count(line)
    if words > _LINKED_WORDS and _LINKED.match(line):
        return True
    if _ENDED.search(line):
        return words >= (2 if _DIGIT.search(line) else 4)
    return words >= 8 and (bool(_STOP_INSIDE.search(line)) or words >= 22)  # noqa: PLR2004


def is_turn(line: str) -> bool:
    """Tell whether a line is a turn of a conversation: a dash, and an end."""
    return bool(_TURN.match(line) and _ENDED.search(line))


def furniture(line: str) -> Furniture | None:
    """Name the furniture that a trimmed line is by its own words, None where they tell nothing."""
    words = word_count(line)
    if words > _MOST_WORDS:
        return None
    low = line.lower().replace("ё", "е")
    kind = _called(low) or _shaped(line, low, words)
    if kind is not None or (words > _CREDIT_WORDS and is_prose(line)):
        return kind
    if _COPYRIGHT.search(low) or _SIGNED.match(low) or _pattern("credit").search(low):
        return Furniture.OTHER
    return Furniture.MENU if _is_menu(low) else None


def _called(low: str) -> Furniture | None:
    """Name what a line says of itself: the head of a block of links, of remarks, a word to the visitor."""
    if _pattern("remarks").match(low):
        return Furniture.REMARKS
    if _pattern("related").match(low):
        return Furniture.RELATED
    anchored, anywhere = _pleas()
    return Furniture.OTHER if low.startswith(anchored) or any(plea in low for plea in anywhere) else None


def _shaped(line: str, low: str, words: int) -> Furniture | None:
    """Name what a line is by its shape: a date, an address, a counter."""
    if _is_stamp(line, low, words):
        return Furniture.STAMP
    bare = _BULLET.sub("", low)
    return Furniture.OTHER if not words or _ADDRESS.match(bare) or _COUNTER.match(low) else None


def _is_stamp(line: str, low: str, words: int) -> bool:
    """Tell whether a line is a date or a time with at most a category or a name beside it."""
    if words > 12:  # noqa: PLR2004
        return False
    if _AGO.match(low):
        return True
    stamps = find_stamps(line)
    if (not stamps and not TIME.search(line)) or _MONEY.search(line):
        return False
    rest = line
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    aside = [word for word in _WORD.findall(TIME.sub(" ", rest).lower()) if word not in _vocabulary("stamp")]
    ended = _ENDED.search(line) and not line.endswith((" г.", " года."))
    return len(aside) <= (0 if ended else _ASIDE_WORDS)


def _is_menu(low: str) -> bool:
    """Tell whether a line is a row of short entries or the name of a button."""
    names = _NAME.findall(low)
    buttons = sum(name in _vocabulary("button") for name in names)
    if names and buttons == len(names):
        return True
    entries = [entry for entry in _CRUMBS.split(low) if entry and entry.strip()]
    crumbs = len(_CRUMBS.findall(low))
    if not crumbs or _ENDED.search(low) or max(map(word_count, entries), default=0) > _ENTRY_WORDS:
        return False
    return crumbs > 1 or len(names) <= _ENTRY_WORDS or buttons > 0


@cache
def _rows() -> dict[str, list[str]]:
    """Read the words that give furniture away, by kind; see the head of claims/lexicon/furniture.tsv."""
    lines = files("sverka.claims.lexicon").joinpath("furniture.tsv").read_text("utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    kinds: dict[str, list[str]] = {}
    for kind, _, words in rows:
        kinds.setdefault(kind, []).append(words)
    return kinds


@cache
def _vocabulary(kind: str) -> frozenset[str]:
    return frozenset(word for words in _rows()[kind] for word in words.split())


@cache
def _pleas() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what begins a line that is said to the visitor, and what such a line holds anywhere."""
    words = _rows()["plea"]
    return tuple(w[1:] for w in words if w[0] == "^"), tuple(w for w in words if w[0] != "^")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    if kind == "credit":
        picture, agency, field = (f"(?:{'|'.join(_rows()[k])})" for k in ("picture", "agency", "field"))
        return re.compile(
            rf"^\W*{picture}\b(?:\s*(?:[:©/|—–-]|by\b|пресс|из\b|с сайта|credit|courtesy|автор)|\s*$)"
            rf"|^\W*(?:фото|photo|сурет)\b.{{0,60}}$|/\s*{agency}\b[^.]*$|^\W*{field}\s*(?:[:—–(|]|by\b)"
            r"|^\W*(?:реклама|advertisement|обновлено|опубликовано)\b"
        )
    words = f"(?:{'|'.join(_rows()[kind])})"
    tail = r"\s*(?:$|[:.→»>—–-])" if kind == "related" else r"(?:\s*\(?\d*\)?)?\W*$"
    return re.compile(rf"\W*(?:\d+\s+)?{words}{tail}")
