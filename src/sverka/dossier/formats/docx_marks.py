"""What a Word paragraph holds besides words: fields, bookmarks, links, marks of footnotes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


class Marks:
    """Writes marks into paragraphs; bookmarks get their numbers in order."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def bookmark(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark around all that a paragraph holds so far."""
        number = str(next(self._numbers))
        start = _element("w:bookmarkStart", id=number, name=name)
        content = [child for child in paragraph._p if child.tag != qn("w:pPr")]  # noqa: SLF001
        content[0].addprevious(start)
        content[-1].addnext(_element("w:bookmarkEnd", id=number))

    def footnote(self, paragraph: Paragraph, number: int) -> None:
        """Put the mark of a footnote, bookmarked so that later marks can refer to it."""
        bookmark = str(next(self._numbers))
        paragraph._p.append(_element("w:bookmarkStart", id=bookmark, name=_note(number)))  # noqa: SLF001
        run = paragraph.add_run(style="footnote reference")
        run._r.append(_element("w:footnoteReference", id=str(number)))  # noqa: SLF001
        paragraph._p.append(_element("w:bookmarkEnd", id=bookmark))  # noqa: SLF001

    def footnote_again(self, paragraph: Paragraph, number: int) -> None:
        """Refer to a footnote that stands above: Word keeps the number right when notes are added."""
        field(paragraph, f" NOTEREF {_note(number)} \\f \\h ", str(number), "footnote reference")


def field(paragraph: Paragraph, code: str, shown: str, style: str | None = None) -> None:
    """Add a field with what it shows until Word works it out again."""
    for content in (
        _element("w:fldChar", fldCharType="begin"),
        _instruction(code),
        _element("w:fldChar", fldCharType="separate"),
        shown,
        _element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run(style=style)
        if isinstance(content, str):
            run.text = content
        else:
            run._r.append(content)  # noqa: SLF001


def open_field(paragraph: Paragraph, code: str) -> None:
    """Begin a field that other paragraphs are the result of; `close_field` ends it."""
    for content in (
        _element("w:fldChar", fldCharType="begin"),
        _instruction(code),
        _element("w:fldChar", fldCharType="separate"),
    ):
        paragraph.add_run()._r.append(content)  # noqa: SLF001


def close_field(paragraph: Paragraph) -> None:
    """End the field that `open_field` began."""
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))  # noqa: SLF001


def link_inside(paragraph: Paragraph, anchor: str, text: str, style: str | None = None) -> None:
    """Add words that lead to a bookmark."""
    _linked(paragraph, _element("w:hyperlink", anchor=anchor, history="1"), text, style)


def link_outside(paragraph: Paragraph, address: str, text: str) -> None:
    """Add words that lead to an address."""
    link = _element("w:hyperlink", history="1")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RT.HYPERLINK, is_external=True))
    _linked(paragraph, link, text, "Hyperlink")


def _linked(paragraph: Paragraph, link: BaseOxmlElement, text: str, style: str | None) -> None:
    run: Run = paragraph.add_run(text, style=style)
    paragraph._p.append(link)  # noqa: SLF001
    link.append(run._r)  # noqa: SLF001


def _note(number: int) -> str:
    return f"_RefNote{number}"


def _instruction(code: str) -> BaseOxmlElement:
    element = _element("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = code
    return element


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
