"""Which lines of a page are its title, its story, and the site around them.

A story is a run of prose. What stands before it is its title and furniture; what stands after it
without being prose is furniture; inside it only what names itself furniture is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sverka.claims.page.furniture import Furniture, furniture, is_cut, is_prose, is_turn, word_count
from sverka.vocabulary.statement import Line, LineLabel

_LINE = re.compile(r"[^\n]+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_TITLE_WORDS = (2, 30)
_SITE = re.compile(r"\S+\s[-–—|]\s(?:\S+\s?){1,3}$")  # "БЕЛТА - Новости Беларуси"
_SITE_NAME = 3  # words of a name or a section that can stand over the site's menu
_HEADLINE_WORDS = 14  # of a headline that ends in a question or exclamation mark
_LEDE_WORDS = 7
_BULLET = re.compile(r"^(?:[•·▪●◦*‣]|[-–—]\s|\d{1,2}[.)]\s)")
_POINTER = re.compile(
    r"^(?:Ранее|Отметим, ранее|Напомним, ранее|Earlier|Previously|Бұған дейін|Раней)\b[^.]{0,60}?"
    r"(?:сообщал|писал|стало известно|рассказ|говорил|информировал|передавал|reported|wrote|said|хабарла|"
    r"паведамля|пісал)",
)


class _Seen(NamedTuple):
    """A line with what it shows by itself."""

    start: int
    end: int
    text: str
    kind: Furniture | None
    prose: bool
    cut: bool
    sure: bool  # the markup calls it a paragraph of the story


def label_lines(text: str, hints: Sequence[Line] = ()) -> tuple[Line, ...]:
    """Label every line that is not blank as title, body or furniture, in order of place.

    `hints` are labels known from the page's markup: a furniture or title hint is final, a body hint
    holds unless the line names itself furniture. A text without prose is a title and a body.
    """
    known = {hint.start: hint.label for hint in hints}
    lines = [_look(match, known.get(match.start())) for match in _LINE.finditer(text) if match[0].strip()]
    labels: list[LineLabel | None] = [_hinted(line, known) for line in lines]
    _label_open(lines, labels)
    return tuple(
        Line(line.start, line.end, label or LineLabel.BODY) for line, label in zip(lines, labels, strict=True)
    )


def _look(match: re.Match[str], hint: LineLabel | None) -> _Seen:
    content = match[0].strip()
    kind = furniture(content)
    end = match.start() + len(match[0].rstrip())
    sure = kind is None and hint is LineLabel.BODY
    prose = sure or (kind is None and (is_prose(content) or is_turn(content)))
    return _Seen(match.start(), end, content, kind, prose, is_cut(content), sure)


def _hinted(line: _Seen, known: dict[int, LineLabel]) -> LineLabel | None:
    label = known.get(line.start)
    if label in {LineLabel.TITLE, LineLabel.FURNITURE}:
        return label
    return LineLabel.FURNITURE if line.kind is not None else None


def _label_open(lines: list[_Seen], labels: list[LineLabel | None]) -> None:
    """Label what stands open: first the end of the story, then the blocks inside it, then its head."""
    prose = [n for n, line in enumerate(lines) if line.prose and labels[n] is None]
    if not prose:
        _label_without_prose(labels)
        return
    first = prose[1] if len(prose) > 1 and _is_exclamation(lines, prose[0]) else prose[0]
    _drop_related(lines, labels, first)
    last = _last_of_story(lines, labels, first)
    for n in range(last + 1, len(lines)):
        labels[n] = labels[n] or LineLabel.FURNITURE
    _drop_repeated(lines, labels, first, last)
    _drop_pointer(lines, labels, first, last)
    _label_head(lines, labels, first)


def _label_without_prose(labels: list[LineLabel | None]) -> None:
    """Take the first open line of a page without prose as its title, the rest as body."""
    open_ = [n for n, label in enumerate(labels) if label is None]
    if len(open_) > 1 and LineLabel.TITLE not in labels:
        labels[open_[0]] = LineLabel.TITLE


def _drop_related(lines: list[_Seen], labels: list[LineLabel | None], first: int) -> None:
    """Drop what stands under "Read also" and the like, until the story goes on (if it does)."""
    if not any(line.kind in {Furniture.RELATED, Furniture.REMARKS} for line in lines):
        return
    story = _stems(line.text for line in lines[: first + 1])
    n = 0
    while n < len(lines):
        kind = lines[n].kind
        if kind is Furniture.REMARKS and n > first:
            resume = len(lines)
        elif kind is Furniture.RELATED:
            resume = _resume(lines, n + 1, story) if n > first else n + 1
        else:
            story |= _stems([lines[n].text])
            n += 1
            continue
        for dropped in range(n, resume):
            labels[dropped] = LineLabel.FURNITURE
        n = resume


def _resume(lines: list[_Seen], start: int, story: set[str]) -> int:
    """Find the line after a block of links at which the story goes on: prose about the same."""
    for n in range(start, len(lines)):
        line = lines[n]
        if line.sure:
            return n
        if not line.prose or line.cut or _is_dated_below(lines, n):
            continue
        runs_on = n + 1 < len(lines) and lines[n + 1].prose and not lines[n + 1].cut
        shared = len(_stems([line.text]) & story)
        if runs_on or shared >= 3 or n == start:  # noqa: PLR2004
            return n
    return len(lines)


def _is_dated_below(lines: list[_Seen], n: int) -> bool:
    return n + 1 < len(lines) and lines[n + 1].kind is Furniture.STAMP


def _last_of_story(lines: list[_Seen], labels: list[LineLabel | None], first: int) -> int:
    """Walk up from the end over furniture, headlines and the snippets of teasers to the story's last line."""
    n = len(lines) - 1
    while n > first:
        line = lines[n]
        if labels[n] is None and line.prose and not _is_snippet(lines, labels, n):
            break
        if labels[n] is None and _lists_on(lines, labels, n):
            break
        n -= 1
    return n


def _is_snippet(lines: list[_Seen], labels: list[LineLabel | None], n: int) -> bool:
    """Tell whether prose belongs to a teaser: under a headline and cut off, or set between dates."""
    before, after = lines[n - 1], lines[n + 1] if n + 1 < len(lines) else None
    under_headline = not before.prose and before.kind is None
    if not under_headline or lines[n].sure:
        return False
    dated_below = after is not None and after.kind is Furniture.STAMP
    dated_above = n >= 2 and lines[n - 2].kind is Furniture.STAMP and labels[n - 2] is not None  # noqa: PLR2004
    return lines[n].cut or dated_below or dated_above


def _lists_on(lines: list[_Seen], labels: list[LineLabel | None], n: int) -> bool:
    """Tell whether a line without a stop is an item of a list that prose announces with a colon."""
    while n > 0 and labels[n] is None and _is_item(lines, n):
        if lines[n - 1].text.endswith(":") and lines[n - 1].kind is None:
            return True
        n -= 1
    return False


def _is_item(lines: list[_Seen], n: int) -> bool:
    text = lines[n].text
    return (
        bool(_BULLET.match(text))
        or text[0].islower()
        or any(map(str.isdigit, text))
        or lines[n - 1].text.endswith(":")
    )


def _drop_repeated(lines: list[_Seen], labels: list[LineLabel | None], first: int, last: int) -> None:
    """Drop captions that stand on the page more than once."""
    times = Counter(line.text for line in lines)
    for n in range(last + 1):
        if labels[n] is None and times[lines[n].text] > 1 and not lines[n].prose and n > first:
            labels[n] = LineLabel.FURNITURE


def _drop_pointer(lines: list[_Seen], labels: list[LineLabel | None], first: int, last: int) -> None:
    """Drop a closing "Earlier it was reported" that leads to another story."""
    if last <= first or not _POINTER.match(lines[last].text):
        return
    head = _stems(line.text for line in lines[: first + 1])
    if len(_stems([lines[last].text]) & head) <= 1:
        labels[last] = LineLabel.FURNITURE


def _label_head(lines: list[_Seen], labels: list[LineLabel | None], first: int) -> None:
    """Find the title before the story; what else stands there is a lede if long, or furniture."""
    title = labels.index(LineLabel.TITLE) if LineLabel.TITLE in labels else _title(lines, labels, first)
    times = Counter(line.text for line in lines)
    for n in range(first):
        if labels[n] is not None:
            continue
        if n == title:
            labels[n] = LineLabel.TITLE
        elif (
            title is not None
            and n > title
            and word_count(lines[n].text) >= _LEDE_WORDS
            and times[lines[n].text] == 1
        ):
            labels[n] = LineLabel.BODY
        else:
            labels[n] = LineLabel.FURNITURE


def _title(lines: list[_Seen], labels: list[LineLabel | None], first: int) -> int | None:
    """Choose the line before the story that shares most words with it; the first of equals."""
    fewest, most = _TITLE_WORDS
    candidates = [
        n for n in range(first) if labels[n] is None and fewest <= word_count(lines[n].text) <= most
    ]
    menu = max((n for n in range(first) if lines[n].kind is Furniture.MENU), default=-1)
    below = [n for n in candidates if n > menu or word_count(lines[n].text) > _SITE_NAME]
    candidates = below or candidates
    if not candidates:
        return None
    story = _stems(line.text for line in lines[first : first + 12] if line.prose)
    shared = {n: len(_stems([lines[n].text]) & story) for n in candidates}
    best = max(shared.values())
    good = [n for n in candidates if shared[n] >= max(1, best * 0.6)]
    if good:
        return next((n for n in good if not _SITE.match(lines[n].text)), good[0])
    longest = max(word_count(lines[n].text) for n in candidates)
    return next(n for n in candidates if word_count(lines[n].text) == longest)


def _is_exclamation(lines: list[_Seen], first: int) -> bool:
    """Tell whether the first line of a page is a headline that ends in a question or exclamation mark."""
    text = lines[first].text
    return (
        not lines[first].sure
        and not is_turn(text)
        and text[-1] in "?!"
        and word_count(text) <= _HEADLINE_WORDS
        and "." not in text
    )


def _stems(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        found.update(word[:_STEM].lower() for word in _LONG_WORD.findall(text))
    return found
