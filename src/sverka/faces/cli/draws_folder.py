"""The folder of a book in which the draws of a model's answers are kept."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from sverka.faces.cli.output import say

if TYPE_CHECKING:
    from pathlib import Path


def draws_folder(book: Path) -> Path | None:
    """Return the folder, made where needed; None, said in a note, where it cannot be written."""
    if not book.is_dir():
        return None  # opening the book says so
    folder = book / "draws"
    try:
        folder.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=".sverka-"):
            return folder
    except OSError as problem:
        say(f"note: draws are not kept, {folder} cannot be written: {problem.strerror or problem}")
        return None
