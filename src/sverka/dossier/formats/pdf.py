"""Write an outline as PDF/UA-1: tagged, titled, in a stated language, the same bytes for the same outline."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from sverka.dossier.formats import FormatNotInstalled
from sverka.dossier.formats.clean_text import breakable, one_line
from sverka.dossier.formats.lay_out import lay_out
from sverka.dossier.outline import Sentence
from sverka.dossier.picture import draw

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.dossier.formats.printed import Printed
    from sverka.dossier.outline import Outline
    from sverka.dossier.words.language import Words

_HEADER = 90
_LONGEST_WORD = 30
# Commands are copied from the page: only what fills a line is broken.
_LONGEST = {"commands": 80, "asked": 80}
_PAGE, _PAGES = "\ue001", "\ue002"
_UNSHOWN = "could not be displayed"
# What the bundled Libertinus Serif holds, measured with typst 0.15: Latin, Greek, Cyrillic of the four
# languages, punctuation, signs. Anything else becomes a box where no font of the machine has it either.
_OUTSIDE = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u024f\u0370-\u03ff\u0400-\u04ff\u2000-\u2040\u2044-\u2052\u2070-\u20cf\u2100-\u211e"
    "\u2190-\u22ff\u2500-\u25ff\ufffd\ue000-\ue002]"
)


class TypstNotInstalled(FormatNotInstalled):
    """The package that sets pages is not there."""

    def __init__(self) -> None:
        super().__init__("A PDF", "typst", "--html writes a page that prints")


class PageNotSet(RuntimeError):
    """The program that sets pages refused the document."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The PDF could not be set: {reason}. Nothing was written; --html and --docx do not need typst. "
            "Please report it with the command that you ran."
        )


def write_pdf(outline: Outline, language: Words) -> bytes:
    """Set an outline's pages; raise TypstNotInstalled, PageNotSet, or what drawing a picture raises.

    Set in a typeface that comes with typst, so that every machine writes the same bytes. Only a character
    that it lacks (a name in Chinese, say) is looked for in the machine's own fonts, and becomes a box
    where they lack it too.
    """
    compile_pages = _typst()
    document = _document(lay_out(outline, language, draw), language)
    try:
        return compile_pages(document, bundled=True)
    except _MissingGlyph:
        pass
    try:
        return compile_pages(document, bundled=False)
    except _MissingGlyph:
        return compile_pages(_OUTSIDE.sub("\u25a1", document), bundled=True)


class _MissingGlyph(Exception):
    """A character is in none of the fonts."""


def _typst() -> Callable[..., bytes]:
    try:
        import typst  # noqa: PLC0415 - 80 MB of an optional extra
    except ImportError as error:
        raise TypstNotInstalled from error
    template = (files("sverka.dossier") / "templates" / "briefing.typ").read_bytes()

    def compile_pages(document: str, *, bundled: bool) -> bytes:
        year, month, day = msgspec.json.decode(document)["made_on"]
        try:
            return typst.compile(
                template,
                format="pdf",
                sys_inputs={"document": document},
                pdf_standards=["ua-1"],
                ignore_system_fonts=bundled,
                timestamp=datetime(year, month, day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            if _UNSHOWN in str(error):
                raise _MissingGlyph from error
            raise PageNotSet(one_line(str(error))) from error

    return compile_pages


def _document(printed: Printed, language: Words) -> str:
    """Write what the template reads; words too long for a line may break."""
    document: dict[str, Any] = msgspec.to_builtins(printed)
    pictures = [block for section in document["sections"] for block in section["blocks"] if "image" in block]
    images = [block.pop("image") for block in pictures]
    addresses = [source["address"] for source in document["sources"]]
    document = _broken(document)
    pictures = [block for section in document["sections"] for block in section["blocks"] if "alt" in block]
    for block, image in zip(pictures, images, strict=True):
        block["image"] = image
    for source, address in zip(document["sources"], addresses, strict=True):
        source |= {"address": address, "address_shown": source["address"]}
    document["made_on"] = [printed.made_on.year, printed.made_on.month, printed.made_on.day]
    title = one_line(printed.title)
    document["title"] = title
    document["title_short"] = title if len(title) <= _HEADER else f"{title[:_HEADER]}…"
    numbers = {"page": f"\ue000{_PAGE}\ue000", "pages": f"\ue000{_PAGES}\ue000"}
    document["words"]["page"] = language.text(Sentence("documents.page", numbers))
    return msgspec.json.encode(document).decode()


def _broken(found: Any, longest: int = _LONGEST_WORD) -> Any:  # noqa: ANN401 - JSON
    match found:
        case str():
            return breakable(found, longest)
        case dict():
            return {key: _broken(value, _LONGEST.get(key, longest)) for key, value in found.items()}
        case list() | tuple():
            return [_broken(value, longest) for value in found]
    return found
