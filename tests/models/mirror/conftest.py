"""One world and its estimates, shared by the tests that only look at them."""

import pytest
from tests.models.mirror.world import Plan, World, make_world

from sverka.models.mirror.baci import Estimates, estimate


@pytest.fixture(scope="package")
def world() -> World:
    return make_world(1, Plan(countries=25, noise=0.15))


@pytest.fixture(scope="package")
def estimates(world: World) -> Estimates:
    return estimate(world.panel)
