"""What becomes of deficits, by a name that both models know."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from enum import StrEnum

    Choice = TypeVar("Choice", bound=StrEnum)

ALIKE = (("held", "value"), ("proportional", "ratio"), ("none", "balanced"))
"""Names of the same choice in the models of many sectors and of one: either name may be given."""


class UnknownClosure(ValueError):
    """No choice of what becomes of deficits has that name."""

    def __init__(self, name: str) -> None:
        told = "; ".join(" or ".join(names) for names in ALIKE)
        super().__init__(
            f"“{name}” is no choice of what becomes of deficits. There are {told}: they stay what they are "
            "as parts of the world's output, spending stays in proportion to income, or they are closed "
            "first. Take one of these."
        )


def closure_of(name: str | None, choices: type[Choice]) -> tuple[str, Choice]:
    """Return the model's own name of a choice, and the choice; the model's first one where none is named.

    Raises UnknownClosure.
    """
    own = {choice.name.lower(): choice for choice in choices}
    if name is None:
        return next(iter(own.items()))
    asked = name.strip().lower()
    alike = next((names for names in ALIKE if asked in names), ())
    for one in alike:
        if one in own:
            return one, own[one]
    raise UnknownClosure(name)
