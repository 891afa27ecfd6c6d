"""A fictional world whose true flows, freight and reporters' errors are known."""

from dataclasses import dataclass, replace

import numpy as np

from sverka.models.mirror.declared import Declared, Indices, Numbers

FREIGHT = (-0.35, 0.05, -0.02)
"""ln(1 + tau) = constant + slope * ln km + contiguity: 5 % at 3,000 km."""


@dataclass(frozen=True, eq=False)
class World:
    """What the reporters declare, and the truth behind it: n flows, C countries.

    `true_fob` (n,) in dollars; `log_margin` (n,) is ln(1 + tau); `exporter_sigma`, `importer_sigma` (C,) are
    the standard deviations of the reporters' logarithmic errors.
    """

    panel: Declared
    true_fob: Numbers
    log_margin: Numbers
    exporter_sigma: Numbers
    importer_sigma: Numbers


@dataclass(frozen=True)
class Plan:
    """How large a world is and how well it reports.

    `noise` is the median standard deviation of a reporter's error: the reporters' own lie between a third
    and three times of it. A pair's errors are larger or smaller than its reporters' by a lognormal factor
    whose logarithm has the standard deviation `pairs`; the share `lasting` of their variance is the same
    every year. The errors of small flows are larger by `size` for every unit of the logarithm.
    """

    countries: int = 40
    years: int = 1
    noise: float = 0.2
    pairs: float = 0.0
    lasting: float = 0.0
    size: float = 0.0


def make_world(seed: int, plan: Plan = Plan()) -> World:
    """Draw a world in which every country trades with every other and both sides declare."""
    rng = np.random.default_rng(seed)
    countries = plan.countries
    exporter, importer, year = _everyone(countries, plan.years)
    place = rng.uniform(0, 8000, (countries, 2))
    kilometres = np.maximum(np.hypot(*(place[exporter] - place[importer]).T), 100)
    contiguity = (kilometres < 900).astype(float)
    mass = rng.normal(0, 1.5, countries)
    log_true = 18 + mass[exporter] + mass[importer] - 0.8 * np.log(kilometres / 3000)
    one = len(year) // plan.years
    log_true = log_true + rng.normal(0, 1, len(year))
    exporter_sigma, importer_sigma = (
        plan.noise * np.exp(rng.uniform(-1.1, 1.1, countries)) for _ in range(2)
    )
    scale = np.exp(-plan.size * (log_true - 18)) * np.tile(
        np.exp(plan.pairs * rng.normal(size=one)), plan.years
    )
    error_x, error_m = (scale * _errors(rng, one, plan) for _ in range(2))
    constant, slope, neighbours = FREIGHT
    log_margin = np.maximum(constant + slope * np.log(kilometres) + neighbours * contiguity, 0)
    panel = Declared(
        countries=tuple(f"C{number:02}" for number in range(countries)),
        exporter=exporter,
        importer=importer,
        year=year,
        export_fob=np.exp(log_true + exporter_sigma[exporter] * error_x),
        import_cif=np.exp(log_true + log_margin + importer_sigma[importer] * error_m),
        ln_distance=np.log(kilometres),
        contiguity=contiguity,
        import_is_fob=np.zeros(len(year), np.bool_),
        closeness=np.ones(len(year)),
        teaches=np.ones(len(year), np.bool_),
    )
    return World(panel, np.exp(log_true), log_margin, exporter_sigma, importer_sigma)


def silence(world: World, seed: int, *, exporters: float = 0.15, zeros: float = 0.02) -> World:
    """Let a share of exporters declare nothing, and of importers; let some declare zero by mistake."""
    rng = np.random.default_rng(seed)
    panel, count = world.panel, len(world.panel.countries)
    export_fob, import_cif = panel.export_fob.copy(), panel.import_cif.copy()
    silent = rng.permutation(count)
    export_fob[np.isin(panel.exporter, silent[: int(exporters * count)])] = np.nan
    import_cif[np.isin(panel.importer, silent[-int(exporters * count) :])] = np.nan
    for values in (export_fob, import_cif):
        values[(rng.random(len(values)) < zeros) & ~np.isnan(values)] = 0.0
    return replace(world, panel=replace(panel, export_fob=export_fob, import_cif=import_cif))


def _everyone(countries: int, years: int) -> tuple[Indices, Indices, Indices]:
    exporter, importer = np.divmod(np.arange(countries**2), countries)
    abroad = exporter != importer
    exporter, importer = exporter[abroad], importer[abroad]
    return (
        np.tile(exporter, years),
        np.tile(importer, years),
        np.repeat(2000 + np.arange(years), len(exporter)),
    )


def _errors(rng: np.random.Generator, pairs: int, plan: Plan) -> Numbers:
    lasting = np.tile(rng.standard_normal(pairs), plan.years)
    passing = rng.standard_normal(pairs * plan.years)
    found: Numbers = np.sqrt(plan.lasting) * lasting + np.sqrt(1 - plan.lasting) * passing
    return found
