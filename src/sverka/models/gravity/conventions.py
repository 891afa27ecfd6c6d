"""What readers of a gravity model's numbers need to know about how they are defined, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.models.gravity.effects import Clusters, Pairs, SmallSample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.gravity.effects import Effects
    from sverka.models.gravity.spec import GravitySpec

_SMALL: Mapping[SmallSample, str] = {
    SmallSample.PPML: "variances times G/(G-1), G clusters, as Stata's ppml and the Advanced Guide",
    SmallSample.PPMLHDFE: "variances times G/(G-1), G clusters, as Stata's ppmlhdfe",
    SmallSample.FIXEST: "variances times G/(G-1) and (n-1)/(n-K), K counted as R's fixest does",
    SmallSample.NONE: "variances without a factor for small samples",
}
_SMALL_ROBUST: Mapping[SmallSample, str] = {
    SmallSample.PPML: "variances times n/(n-1), n observations, as Stata's ppml and the Advanced Guide",
    SmallSample.PPMLHDFE: "variances times n/(n-1), n observations, as Stata's ppmlhdfe",
    SmallSample.FIXEST: "variances times n/(n-K), n observations, K counted as R's fixest does",
    SmallSample.NONE: _SMALL[SmallSample.NONE],
}
_PAIRS: Mapping[Pairs, str] = {
    Pairs.NONE: "",
    Pairs.DIRECTED: ", of each pair and direction",
    Pairs.SYMMETRIC: ", of each pair",
    Pairs.DOMESTIC_POOLED: ", of each pair, of all domestic trade",
}


def conventions(spec: GravitySpec) -> tuple[str, ...]:
    """Return the conventions of a specification's estimates and errors."""
    told = [
        "least squares of ln(trade): zero trade is left out"
        if spec.formula.logarithms
        else "Poisson pseudo-maximum likelihood: zero trade counts",
        f"effects: {effects_in_words(spec.effects, countries=spec.countries)}",
        *(() if spec.bias_corrected else (_errors(spec),)),
        f"z, p and the {spec.level:.0%} interval of the normal distribution",
    ]
    if spec.bias_corrected:
        told.append(
            "estimates and errors corrected for the bias of three-way PPML (Weidner and Zylkin 2021); "
            "errors clustered by pair, each direction by itself; variances times G/(G-1), G clusters"
        )
    return tuple(told)


def effects_in_words(effects: Effects, *, countries: bool) -> str:
    """Return what has an effect of its own."""
    if effects.country_years:
        return f"one of each exporter and year, of each importer and year{_PAIRS[effects.pairs]}"
    return "one of each exporter, of each importer" if countries else "none, a constant"


def small_sample_in_words(small: SmallSample, *, robust: bool) -> str:
    """Return how variances are scaled for small samples, of clustered errors or of robust ones."""
    return (_SMALL_ROBUST if robust else _SMALL)[small]


def directed_clusters(spec: GravitySpec) -> bool:
    """Return whether a pair's cluster holds one direction, both where the specification does not say."""
    return spec.effects.pairs is Pairs.DIRECTED if spec.directed is None else spec.directed


def _errors(spec: GravitySpec) -> str:
    if spec.clusters is Clusters.NONE:
        return f"errors robust to heteroskedasticity; {small_sample_in_words(spec.small, robust=True)}"
    by = f"clustered by {spec.clusters}"
    if spec.clusters is Clusters.PAIR:
        by += ", each direction by itself" if directed_clusters(spec) else ", both directions together"
    return f"errors {by}; {small_sample_in_words(spec.small, robust=False)}"
