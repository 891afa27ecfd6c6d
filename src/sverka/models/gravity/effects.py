"""Which effects a gravity model has: what each country, year and pair brings of its own."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Pairs(StrEnum):
    """The effects of pairs: none (two-way), one a direction, or one for both directions of a pair.

    With SYMMETRIC a country's trade with itself has an effect of its own; `DOMESTIC_POOLED` gives all
    domestic trade one together, as the Advanced Guide's programs do.
    """

    NONE = "none"
    DIRECTED = "directed"
    SYMMETRIC = "symmetric"
    DOMESTIC_POOLED = "symmetric, domestic pooled"


class Effects(msgspec.Struct, frozen=True):
    """Exporter-year and importer-year effects (without them the model is traditional), and those of pairs."""

    country_years: bool = True
    pairs: Pairs = Pairs.DIRECTED


class SmallSample(StrEnum):
    """How clustered variances are scaled for small samples, G clusters, n observations, K coefficients.

    PPML: G/(G-1), as Stata's ppml and the Advanced Guide. PPMLHDFE: the same factor, since Stata's ppmlhdfe
    takes its covariances for asymptotic ones and counts no coefficients; what sets it apart is that
    observations alone in an effect leave before the fit and so do not count in G, and they do leave here.
    FIXEST: G/(G-1) times (n-1)/(n-K) with fixest's count of K. NONE: as it is. Errors that are robust to
    heteroskedasticity alone have a cluster an observation, G = n.
    """

    PPML = "ppml"
    PPMLHDFE = "ppmlhdfe"
    FIXEST = "fixest"
    NONE = "none"


class Clusters(StrEnum):
    """What errors may share: nothing (heteroskedastic), a pair, an exporter, an importer, or both."""

    NONE = "heteroskedastic"
    PAIR = "pair"
    EXPORTER = "exporter"
    IMPORTER = "importer"
    EXPORTER_IMPORTER = "exporter and importer"
    EXPORTER_IMPORTER_YEAR = "exporter, importer and year"
