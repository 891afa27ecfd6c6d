"""The corrected estimate that another project publishes, on data it draws from a seed.

GLFixedEffectModels.jl (jmboehm, test/biascorr_test.jl at 1847d00, test 4) corrects a three-way PPML of 9
exporters, 9 importers and 6 years, every cell observed, and expects -0.0088560; its authors say of the
correction (their pull request 29) that it gives what ppml_fe_bias gives, the program of Weidner and Zylkin.
No standard error is published with it.

Its panel is drawn with Julia's generators from the seed 1234: a regressor uniform on [0, 1), then trade,
1 + Poisson(1). Drawn again here from their description: the uniform numbers are a Lehmer generator's
(StableRNGs.jl), the Poisson numbers count exponential waiting times (Distributions.jl), and these come from
the ziggurat of Marsaglia and Tsang with 256 layers (Julia's Random). What those projects print of their
streams and tables is held against the draws first.

The authors' own example (65 countries, 5 years; estimate .1780290, bias .0076567524, adjusted standard error
.0419558558) needs their Stata data set, which is not at hand. What stands in for it is a panel of its shape,
drawn anew, and the figures of the translation of their program that gave that bias and error when it was.
"""

import math
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from tests.models.gravity.dense import panel

from sverka.models.gravity.bias_correction import BiasCorrection, correct_bias
from sverka.models.gravity.effects import Effects
from sverka.models.gravity.ppml import fit
from sverka.models.gravity.tensor import lay_out

PUBLISHED = -0.0088560
LAST_DIGIT = 0.5e-7  # half a unit of the last digit printed; the project itself asks for 1e-4
COUNTRIES, YEARS = 9, 6

MULTIPLIER = 0x45A31EFC5A35D971261FD0407A968ADD
EDGE = 7.6971174701310497140446280481  # where the tail of the exponential density is cut off
LAYERS = 256
UNIT = 2.0**52


@dataclass
class Draws:
    """Numbers as StableRNG(seed) gives them: of 128 bits the upper 64, of these the lower 52 are used."""

    state: int

    @classmethod
    def seeded(cls, seed: int) -> "Draws":
        return cls(2 * seed + 1)

    def bits(self) -> int:
        self.state = self.state * MULTIPLIER % 2**128
        return self.state >> 64

    def whole(self) -> int:
        return self.bits() % 2**52

    def uniform(self) -> float:
        return self.whole() / UNIT

    def waiting(self) -> float:
        """Draw from the exponential distribution of mean 1."""
        inside, width, height = ziggurat()
        while True:
            whole = self.whole()
            layer = whole % LAYERS
            time = whole * width[layer]
            if whole < inside[layer]:
                return time
            if layer == 0:
                return EDGE - math.log(self.uniform())
            if (height[layer - 1] - height[layer]) * self.uniform() + height[layer] < math.exp(-time):
                return time

    def poisson(self) -> int:
        """Draw from the Poisson distribution of mean 1."""
        count, time = 0, self.waiting()
        while time < 1:
            count += 1
            time += self.waiting()
        return count


@cache
def ziggurat() -> tuple[list[float], list[float], list[float]]:
    """Return a layer's bound of what is taken at once, its width (both for 52 bits) and its height.

    All layers have the area of the lowest, tail included; the edges follow from it, from the tail inwards.
    """
    area = (EDGE + 1) * math.exp(-EDGE)
    edges = [EDGE]
    while len(edges) < LAYERS - 1:
        edges.append(-math.log(area / edges[-1] + math.exp(-edges[-1])))
    lowest = area / math.exp(-EDGE)
    edges = [lowest, *reversed(edges)]
    inside = [EDGE / lowest * UNIT, 0.0]
    inside += [left / right * UNIT for left, right in pairwise(edges[1:])]
    return inside, [edge / UNIT for edge in edges], [1.0, *(math.exp(-edge) for edge in edges[1:])]


@cache
def corrected() -> BiasCorrection:
    draws = Draws.seeded(1234)
    cells = list(product(range(1, COUNTRIES + 1), range(1, COUNTRIES + 1), range(1, YEARS + 1)))
    x = [draws.uniform() for _ in cells]
    trade = [1.0 + draws.poisson() for _ in cells]
    exporter, importer, year = zip(*cells, strict=True)
    panel = lay_out([f"C{i}" for i in exporter], [f"C{j}" for j in importer], list(year), trade, {"x": x})
    return correct_bias(panel, fit(panel, Effects()))


def test_the_uniform_numbers_are_those_that_the_generator_publishes() -> None:
    """StableRNGs.jl, test/streams.jl at 07366bb."""
    draws = Draws.seeded(1)
    assert [draws.bits() for _ in range(3)] == [0xD0E95CF50EA18C53, 0x52313CC6B3BB6EB2, 0xBDDB774F2C66C674]
    draws = Draws.seeded(0)
    first = [0.1950648807374728566, 0.0257793115230373626, 0.9055427466847816298, 0.7734523504688743944]
    assert [draws.uniform() for _ in range(4)] == first


def test_the_ziggurat_is_the_one_that_julia_prints() -> None:
    """Julia, stdlib/Random/src/normal.jl at 00c2829: ke, we and fe."""
    inside, width, height = ziggurat()
    assert [len(table) for table in (inside, width, height)] == [LAYERS] * 3
    assert inside[0] == pytest.approx(0x000E290A13924BE3, rel=1e-14)
    assert inside[1] == 0
    assert inside[253:] == pytest.approx(
        [0x000F2CB0E3C5933E, 0x000EEEFB15D605D8, 0x000E6DA6ECF27460], rel=1e-14
    )
    assert width[:3] == pytest.approx(
        [1.9311480126418366e-15, 1.4178028487910829e-17, 2.3278824993382448e-17], rel=1e-12
    )
    assert width[255] == pytest.approx(1.7091034077168055e-15, rel=1e-15)
    assert height[:3] == pytest.approx([1, 9.3814368086218470e-01, 9.0046992992574648e-01], rel=1e-14)
    assert height[255] == pytest.approx(4.5413435384149677e-04, rel=1e-14)


def test_the_corrected_estimate_is_the_published_one_to_its_last_digit() -> None:
    found = corrected()
    assert found.pairs == COUNTRIES**2
    assert found.corrected[0] == pytest.approx(PUBLISHED, abs=LAST_DIGIT)


def test_the_published_estimate_tells_the_formula_from_its_neighbours() -> None:
    """The fit itself, either side alone and the factor N / (N - 1) left out are all far off."""
    found = corrected()
    neighbours = [
        found.estimate,
        found.estimate - found.exporters,
        found.estimate - found.importers,
        found.estimate - found.bias * (COUNTRIES - 1) / COUNTRIES,
        found.estimate + found.bias,
    ]
    assert min(abs(float(each[0]) - PUBLISHED) for each in neighbours) > 3e-4


def test_a_panel_of_the_examples_shape_gives_what_the_translation_gives() -> None:
    drawn = panel(65, 5, seed=65)
    abroad = (1 - np.eye(65))[:, None, :]
    foreign = replace(
        drawn,
        trade=drawn.trade * abroad,
        weight=drawn.weight * abroad,
        regressors=drawn.regressors * abroad,
    )
    found = correct_bias(foreign, fit(foreign, Effects()))
    assert found.pairs == 4151  # nine of 4,160 have no trade
    assert found.estimate == pytest.approx([0.293061875566, -0.196973955825, 0.406762648106], abs=1e-9)
    assert found.bias == pytest.approx([0.001051712700, 0.000088560939, 0.000183739895], abs=1e-9)
    assert found.se == pytest.approx([0.011554312146, 0.006089418280, 0.018467432925], abs=1e-9)
