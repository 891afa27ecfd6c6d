"""A saved web page: its text as lines, its title, its own date of publication, and what its markup tells."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sverka.claims.page.stamps import find_stamps
from sverka.claims.wordlist import word_list
from sverka.vocabulary.statement import Line, LineLabel

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|"
    r"main|section|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_SILENT = frozenset(
    word_list(
        "script style noscript template svg iframe object head select option textarea canvas audio video"
    )
)
_BLOCKS = frozenset(
    word_list(
        "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 "
        "header hr html li main nav ol p pre section summary table tbody td tfoot th thead time tr ul"
    )
)
_FURNITURE_TAGS = frozenset(word_list("nav aside footer header form button figcaption dialog menu"))
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|read-?(?:also|more)|also|teasers?|sidebar|side|menu|nav\w*|"
    r"bread-?crumbs?|shar(?:e|ing)|social|tags?|"
    r"comments?|banner|adv\w*|ads?|promo|cookies?|subscri\w+|newsletter|footer|byline|authors?|caption|"
    r"copyright|popular|trending|"
    r"pagination|widget|similar|more-news|latest|toolbar|counter|views|meta|rating|print)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Share of a page's paragraphs that a class name may call furniture before it is not believed.
_MOST_HIDDEN = 0.4
_BREAK = "\x1e"  # stands for <br> until the block is whole
_BREAKS = re.compile(rf"(?:\s*{_BREAK}){{2,}}|(?<=[.!?…:;»”\"])\s*{_BREAK}")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_META_DATES = (
    "article:published_time", "article:published", "og:published_time", "mediator_published_time",
    "datepublished", "publishdate", "publish_date", "pubdate", "publication_date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "date",
)  # fmt: skip
_STORY_TYPES = frozenset(
    word_list("Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BlogPosting WebPage Report")
)


class Page(NamedTuple):
    """A page's text, one line a block; `labels` are the lines whose markup tells what they are."""

    text: str
    title: str | None = None
    published_on: date | None = None
    labels: tuple[Line, ...] = ()


class _Piece(NamedTuple):
    text: str
    label: LineLabel | None


def is_html(text: str) -> bool:
    """Tell whether a text is the source of a web page."""
    return bool(_START.match(text[:4000]))


def read_page(html: str) -> Page:
    """Read a page's source into lines.

    The first heading of the story is the title; navigation, sidebars, footers, captions, forms, and
    what stands outside the page's one article are furniture. The date is the one the page states of
    itself in its metadata or in the head of its article, never that of a related item.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only pages need the parser

    tree = LexborHTMLParser(html)
    story = _story(tree)
    root = tree.body or tree.root
    if root is None:
        return Page("")
    heading = _heading(tree, story)
    hidden = _hidden(root)
    pieces = [*_pieces(_Walk(story, heading, hidden), root)]
    text, labels = _laid_out(pieces)
    title = next((text[line.start : line.end] for line in labels if line.label is LineLabel.TITLE), None)
    return Page(text, title or _stated_title(tree), _published(tree, story, title), labels)


class _Walk(NamedTuple):
    """What the walk through a page knows: its story, its heading, the nodes whose class hides them."""

    story: "LexborNode | None"
    heading: "LexborNode | None"
    hidden: frozenset[int]


def _story(tree: "LexborHTMLParser") -> "LexborNode | None":
    """Choose the article that holds most of the page's paragraphs, else its main part."""
    candidates = tree.css("article, [itemprop=articleBody], main, [role=main]")
    sized = [(_prose(node), -n, node) for n, node in enumerate(candidates)]
    best = max(sized, default=None, key=lambda entry: entry[:2])
    return best[2] if best and best[0] else None


def _prose(node: "LexborNode") -> int:
    return sum(len(p.text()) for p in node.css("p"))


def _heading(tree: "LexborHTMLParser", story: "LexborNode | None") -> "LexborNode | None":
    inside = story.css_first("h1") if story is not None else None
    return inside or tree.css_first("[itemprop=headline]") or tree.css_first("h1")


def _hidden(root: "LexborNode") -> frozenset[int]:
    """Find the nodes that a class or an id calls furniture, unless they hold much of the page's prose."""
    whole = _prose(root)
    named = []
    for node in root.css("[class], [id]"):
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if _FURNITURE_NAMES.search(names) and _prose(node) <= _MOST_HIDDEN * whole:
            named.append(node.mem_id)
    return frozenset(named)


def _pieces(walk: _Walk, root: "LexborNode") -> Iterator[_Piece]:
    """Go through the page, one piece a block; a block's label comes from its nearest telling ancestor."""
    buffer: list[str] = []
    label: LineLabel | None = None
    for text, breaks, found in _tokens(walk, root, None, inside=walk.story is None):
        if breaks or found is not label:
            yield from (_Piece(line, label) for line in _lines("".join(buffer)))
            buffer = []
            label = found
        buffer.append(text)
    yield from (_Piece(line, label) for line in _lines("".join(buffer)))


def _lines(text: str) -> list[str]:
    """Split a block at its line breaks; a single one inside a sentence is a space."""
    lines = (_SPACE.sub(" ", line).strip(" ") for line in _BREAKS.split(text))
    return [line.replace(_BREAK, " ").strip() for line in lines if line.strip(_BREAK + " ")]


def _tokens(
    walk: _Walk, root: "LexborNode", label: LineLabel | None, *, inside: bool
) -> Iterator[tuple[str, bool, LineLabel | None]]:
    """Yield the page's texts as (text, begins a block, label), an empty text at every block's edges.

    Walks with a stack of its own: saved pages nest deeper than Python recurses.
    """
    stack = [(root.iter(include_text=True), label, inside, True)]
    while stack:
        children, above, within, block = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if block:
                yield "", True, _shown(above, inside=within)
            continue
        tag = child.tag or "-"
        if tag == "-text":
            yield child.text(deep=False), False, _shown(above, inside=within)
        elif tag == "br":
            yield _BREAK, False, _shown(above, inside=within)
        elif tag not in _SILENT and not tag.startswith("-"):
            below = _label(walk, child, above) or above
            held = within or (walk.story is not None and child.mem_id == walk.story.mem_id)
            if tag in _BLOCKS:
                yield "", True, _shown(below, inside=held)
            stack.append((child.iter(include_text=True), below, held, tag in _BLOCKS))


def _shown(label: LineLabel | None, *, inside: bool) -> LineLabel | None:
    """Return the label of a text: what stands outside the story is furniture, unless it is the title."""
    return label if inside or label is LineLabel.TITLE else LineLabel.FURNITURE


def _label(walk: _Walk, node: "LexborNode", above: LineLabel | None) -> LineLabel | None:
    if walk.heading is not None and node.mem_id == walk.heading.mem_id:
        return LineLabel.TITLE
    if above is LineLabel.TITLE or above is LineLabel.FURNITURE:
        return above
    if node.tag in _FURNITURE_TAGS or node.mem_id in walk.hidden:
        return LineLabel.FURNITURE
    return LineLabel.BODY if node.tag == "p" and walk.story is not None else None


def _laid_out(pieces: list[_Piece]) -> tuple[str, tuple[Line, ...]]:
    labels = []
    place = 0
    for piece in pieces:
        if piece.label is not None:
            labels.append(Line(place, place + len(piece.text), piece.label))
        place += len(piece.text) + 1
    return "\n".join(piece.text for piece in pieces), tuple(labels)


def _stated_title(tree: "LexborHTMLParser") -> str | None:
    node = tree.css_first("meta[property='og:title']")
    stated = node.attributes.get("content") if node is not None else None
    return stated.strip() or None if stated else None


def _published(tree: "LexborHTMLParser", story: "LexborNode | None", title: str | None) -> date | None:
    """Read the day the page states of itself, by meta tags, JSON-LD, microdata or its article's head."""
    return _from_meta(tree) or _from_json(tree, title) or _from_microdata(tree, story) or _from_head(story)


def _day(written: str | None) -> date | None:
    stamps = find_stamps(written[:60]) if written else []
    return stamps[0].on if stamps else None


def _from_meta(tree: "LexborHTMLParser") -> date | None:
    stated: dict[str, str | None] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or ""
        stated.setdefault(name.lower(), attributes.get("content"))
    days = (_day(stated.get(name)) for name in _META_DATES)
    return next((day for day in days if day), None)


def _from_json(tree: "LexborHTMLParser", title: str | None) -> date | None:
    """Read datePublished of the page's own object; with several stories, of the one with its title."""
    stories = []
    for node in tree.css("script[type='application/ld+json']"):
        try:
            data = json.loads(node.text())
        except ValueError:
            continue
        stories += [found for found in _objects(data) if _day(str(found.get("datePublished") or ""))]
    days = {_day(str(story["datePublished"])) for story in stories}
    if len(days) > 1:
        days = {
            _day(str(s["datePublished"]))
            for s in stories
            if title and str(s.get("headline", "")).strip() == title
        }
    return days.pop() if len(days) == 1 else None


def _objects(data: object) -> list[dict[str, object]]:
    """List the stories at the top of JSON-LD and in its @graph, not those in lists of links."""
    top = data if isinstance(data, list) else [data]
    found = []
    for entry in top:
        if not isinstance(entry, dict):
            continue
        graph = entry.get("@graph")
        for story in [entry, *(graph if isinstance(graph, list) else [])]:
            types = story.get("@type") if isinstance(story, dict) else None
            if set(types if isinstance(types, list) else [types]) & _STORY_TYPES:
                found.append(story)
    return found


def _from_microdata(tree: "LexborHTMLParser", story: "LexborNode | None") -> date | None:
    days = set()
    for node in (story or tree.root or tree).css("[itemprop=datePublished]"):
        attributes = node.attributes
        if not _is_related(node):
            days.add(_day(attributes.get("content") or attributes.get("datetime") or node.text()))
    return days.pop() if len(days) == 1 else None


def _from_head(story: "LexborNode | None") -> date | None:
    """Read the first <time> of the article that stands before its first paragraph."""
    if story is None:
        return None
    for node in story.css("time, p"):
        if node.tag == "p":
            if len(node.text().split()) > 12:  # noqa: PLR2004
                return None
            continue
        if not _is_related(node):
            return _day(node.attributes.get("datetime") or node.text())
    return None


def _is_related(node: "LexborNode") -> bool:
    above = node.parent
    while above is not None:
        names = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if above.tag in {"aside", "nav", "footer"} or re.search(
            r"related|teaser|recommend|sidebar|also|popular", names
        ):
            return True
        above = above.parent
    return False
