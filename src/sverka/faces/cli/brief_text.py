"""Print a briefing on the terminal: the words and tables; the sources of its figures at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from sverka.dossier.formats.cite_outline import cite_outline
from sverka.dossier.outline import Lack, Paragraph, Picture, Points, Table
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from sverka.dossier.citations import Citations
    from sverka.dossier.outline import Block, Cell, Outline, Sentence
    from sverka.dossier.words.language import Words


def print_brief(outline: Outline, words: Words) -> None:
    """Print the sections; a number stands before the numbers of its sources in brackets."""
    citations = cite_outline(outline)
    console = Console(highlight=False)
    console.print(_styled(outline.title, words, citations, "bold"))
    console.print(_styled(outline.book, words, citations, "dim"))
    for section in outline.sections:
        console.print()
        console.print(_styled(section.title, words, citations, "bold underline"))
        for block in section.blocks:
            _print(block, words, citations, console)
    console.print()
    console.print(Text(words.say("page.sources"), style="bold underline"))
    for entry in citations.entries:
        told = entry.cites or entry.title
        console.print(Text(f"[{entry.number}] {told} · {words.day(entry.accessed)} · {entry.licence}"))


def _print(block: Block, words: Words, citations: Citations, console: Console) -> None:
    match block:
        case Paragraph(sentences):
            console.print(Text(" ").join(_said(one, words, citations) for one in sentences))
        case Points(items):
            for item in items:
                console.print(Text("• ") + _said(item, words, citations))
        case Table():
            _print_table(block, words, citations, console)
        case Picture():
            _print_table(block.table, words, citations, console)
        case Lack(what, commands):
            console.print(_styled(what, words, citations, "italic"))
            for command in commands:
                console.print(Text(f"  {command}"))


def _said(sentence: Sentence, words: Words, citations: Citations) -> Text:
    return Text("").join(Text(run.text) + _marks(run.figure, citations) for run in words.runs(sentence))


def _styled(sentence: Sentence, words: Words, citations: Citations, style: str) -> Text:
    said = _said(sentence, words, citations)
    said.stylize_before(style)
    return said


def _marks(figure: Figure | None, citations: Citations) -> Text:
    if figure is None:
        return Text("")
    return Text("".join(f"[{number}]" for number in citations.of(figure)), style="dim")


def _print_table(table: Table, words: Words, citations: Citations, console: Console) -> None:
    shown = RichTable(
        title=_said(table.caption, words, citations), title_justify="left", title_style="italic"
    )
    for number, heading in enumerate(table.headings):
        head = _said(heading, words, citations)
        shown.add_column(head, justify="left" if number == 0 else "right", overflow="fold")
    for row in table.rows:
        shown.add_row(*(_cell(cell, words, citations) for cell in row))
    console.print(shown)
    if table.note:
        console.print(_styled(table.note, words, citations, "dim"))


def _cell(cell: Cell, words: Words, citations: Citations) -> Text:
    text = Text(words.label(cell))
    return text + _marks(cell, citations) if isinstance(cell, Figure) else text
