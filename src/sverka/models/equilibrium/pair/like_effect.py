"""An effect that the book's trade tells of and a change is to be as large as: an agreement, a sanction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sverka.models.equilibrium.pair.estimated_effects import AGREEMENT, Lacks, agreement, effects_panel
from sverka.models.gravity.ask_pair import SEEN
from sverka.models.gravity.book_tensor import as_tensor, known_columns
from sverka.models.gravity.formula import Formula
from sverka.models.gravity.potential import potential_model
from sverka.models.gravity.ppml import NoCompiler, has_compiler
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.terms import Column

if TYPE_CHECKING:
    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.vocabulary.origin import Origin

_CHANGING = ("sanction", "trade_sanction")
_STANDING = tuple(name for name in SEEN if name not in {AGREEMENT, "ln_distance"})
NAMES = (AGREEMENT, *_STANDING, *_CHANGING)
"""Effects that a change can be as large as."""


class NoSuchEffect(LookupError):
    """An effect has no name among those that can be estimated, or the book cannot tell it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The effect “{name}” cannot be told: {why}. Name one of {', '.join(NAMES)}, or give the change "
            "of costs in percent."
        )


class LikeEffect(NamedTuple):
    """A gravity coefficient with its standard error, in words whose, and where its data were read."""

    name: str
    log: float
    error: float
    source: str
    origins: tuple[Origin, ...]


def like_effect(ledger: Ledger, name: str, engine: FrameEngine | None = None) -> LikeEffect:
    """Estimate an effect from the panel of all pairs and years of the book.

    What changes over time by three-way PPML with bias correction, an agreement as `estimated_effects` does;
    what stands still, such as a border, by PPML with effects of countries by year, on what the book knows of
    pairs. Seconds to a minute. Raises NoSuchEffect, NoCompiler.
    """
    if name not in NAMES:
        raise NoSuchEffect(name, "it is none of those that Sverka estimates")
    if not has_compiler():
        raise NoCompiler
    panel = effects_panel(ledger, engine)
    if panel is None:
        raise NoSuchEffect(name, Lacks.NO_PANEL.value)
    if not known_columns(panel, (name,)):
        raise NoSuchEffect(name, "the book has no facts of it (sverka fetch covariates)")
    if name == AGREEMENT:
        found = agreement(panel)
        if isinstance(found, Lacks):
            raise NoSuchEffect(name, found.value)
        return LikeEffect(name, found.log, found.error, found.source, _origins(panel, name))
    return _estimated(panel, name)


def _estimated(panel: BookPanel, name: str) -> LikeEffect:
    from sverka.models.gravity.estimate import estimate  # noqa: PLC0415  compiles

    if name in _STANDING:
        columns = known_columns(panel, SEEN)
        spec, model = potential_model(tuple(map(Column, columns))), "PPML with effects of countries by year"
    else:
        columns = (name,)
        spec = GravitySpec(formula=Formula(logarithms=False, terms=(Column(name),)), bias_corrected=True)
        model = "three-way PPML, bias corrected"
    try:
        result = estimate(spec, as_tensor(panel, columns))
        effect = result.named(name)
    except (ValueError, LookupError) as problem:
        raise NoSuchEffect(name, f"it cannot be estimated from the book's panel ({problem})") from problem
    if not result.convergence.arrived:
        raise NoSuchEffect(name, f"its estimate has not arrived ({result.convergence.why})")
    sample = f"{panel.source}, {len(panel.countries)} countries, {panel.years[0]} to {panel.years[-1]}"
    return LikeEffect(
        name, effect.estimate, effect.standard_error, f"{sample}: {model}", _origins(panel, name)
    )


def _origins(panel: BookPanel, name: str) -> tuple[Origin, ...]:
    """Return where trade and the effect's own facts were read."""
    told = [one for one in panel.origins if one.source == panel.source]
    return (*told, *(one.origin for one in panel.columns if one.name == name and one.origin))
