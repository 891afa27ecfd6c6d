"""Regressors that the effects or other regressors already tell: named, with what they are made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity.absorption import absorbing
from sverka.models.gravity.tensor import PanelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.gravity.effects import Effects
    from sverka.models.gravity.tensor import Numbers, Panel

TOLERANCE = 1e-10
"""The share of a regressor's squares, about its mean, that has to be left of it; 1e-5 of its deviation."""
_TAKES_PART = 1e-6
_CONSTANT = 1e-20


class CollinearRegressors(PanelError):
    """Regressors have no coefficient of their own."""

    def __init__(self, why: dict[str, str]) -> None:
        told = "; ".join(f"{name}: {reason}" for name, reason in why.items())
        super().__init__(
            f"{len(why)} regressors have no coefficient of their own ({told}). "
            "Leave them out of the formula, or have them left out where they are found."
        )


class Collinearity(NamedTuple):
    """Which regressors are kept, in their order, and why the others are not: name and reason."""

    kept: tuple[str, ...]
    why: dict[str, str]


def collinear(panel: Panel, effects: Effects, *, countries: bool = False) -> Collinearity:
    """Find regressors that are constant within the effects, or linear in others once those are out.

    The panel's weights count, fitted trade does not: so this is known before the fit. Of regressors that tell
    the same the first named is kept, as fixest does. Without country-years the effects are those of pairs, of
    exporters and importers where `countries` is true, or else a constant.
    """
    if not panel.names:
        return Collinearity((), {})
    weight = panel.weight
    products = absorbing(panel, effects, countries=countries).products(panel.regressors, weight)
    about_mean = np.array([_squares(field, weight) for field in panel.regressors])
    return independent(panel.names, products, about_mean)


def require_independent(found: Collinearity) -> None:
    """Refuse collinear regressors instead of leaving them out. Raises CollinearRegressors."""
    if found.why:
        raise CollinearRegressors(found.why)


def keep(panel: Panel, names: Sequence[str]) -> Panel:
    """Return the panel with these of its regressors, in its order."""
    chosen = [number for number, name in enumerate(panel.names) if name in set(names)]
    if len(chosen) == len(panel.names):
        return panel
    return replace(
        panel, regressors=panel.regressors[chosen], names=tuple(panel.names[number] for number in chosen)
    )


def independent(names: Sequence[str], products: Numbers, about_mean: Numbers) -> Collinearity:
    """Sort K regressors, in their order, by what those kept before leave of their squares.

    `products` (K, K) once the effects are out, `about_mean` (K,) the squares about the means.
    """
    kept: list[int] = []
    why: dict[str, str] = {}
    for number, name in enumerate(names):
        own = products[number, number]
        if own <= TOLERANCE * about_mean[number] or about_mean[number] == 0:
            why[name] = (
                "the effects tell it already" if about_mean[number] > 0 else "it is the same everywhere"
            )
            continue
        scale = 1 / np.sqrt(np.diag(products)[kept])
        among = products[np.ix_(kept, kept)] * scale[:, None] * scale
        with_own = products[kept, number] * scale / np.sqrt(own)
        share = np.linalg.solve(among, with_own)
        if 1 - with_own @ share <= TOLERANCE:
            parts = [names[other] for other, part in zip(kept, share, strict=True) if abs(part) > _TAKES_PART]
            why[name] = f"a linear combination of {', '.join(parts)}, with the effects"
        else:
            kept.append(number)
    return Collinearity(tuple(names[number] for number in kept), why)


def _squares(field: Numbers, weight: Numbers) -> float:
    """Return the squares about the mean, 0 where they are what rounding leaves of no variation."""
    mean = float((field * weight).sum() / weight.sum())
    about = float(((field - mean) ** 2 * weight).sum())
    return about if about > _CONSTANT * float((field**2 * weight).sum()) else 0.0
