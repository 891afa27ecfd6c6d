"""Pictures that another process draws while the rest of a briefing is still being composed and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sverka.dossier.outline import Picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from sverka.dossier.outline import Section
    from sverka.dossier.words.language import Words


class OrderedPictures:
    """Has the pictures of sections drawn in a language by `order`, each once, as `draw` would."""

    def __init__(self, language: Words, order: Callable[..., Future[str]]) -> None:
        self._language = language
        self._order = order
        self._ordered: dict[str, tuple[dict[str, Any], Future[str]]] = {}

    def order(self, section: Section) -> None:
        """Order the pictures of a section that are not ordered yet."""
        for picture in section.blocks:
            if isinstance(picture, Picture) and picture.id not in self._ordered:
                specification = picture.drawing.specification(self._language)
                self._ordered[picture.id] = specification, self._order(specification)

    def of(self, picture: Picture) -> tuple[dict[str, Any], Callable[[], str]]:
        """Return the specification of a picture that was ordered, and what waits for its SVG."""
        specification, drawn = self._ordered[picture.id]
        return specification, drawn.result
