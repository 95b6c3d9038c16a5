import numpy as np
import pytest
import scipy.optimize

from bot.understanding.lbfgs import MEMORY, SEARCH, Doubles, minimize


def valley(x: Doubles) -> tuple[float, Doubles]:
    """Rosenbrock's function, which every search has to go round a bend in."""
    return float(scipy.optimize.rosen(x)), scipy.optimize.rosen_der(x)


@pytest.mark.parametrize("iterations", [1, 7, 30, 500])
def test_the_steps_are_those_of_scipy_s_own_driver_to_the_bit(iterations: int) -> None:
    theirs = scipy.optimize.minimize(
        valley,
        np.zeros(9),
        jac=True,
        method="L-BFGS-B",
        options={
            "maxiter": iterations,
            "gtol": 1e-6,
            "ftol": 0.0,
            "maxcor": MEMORY,
            "maxls": SEARCH,
        },
    )
    assert np.array_equal(minimize(valley, 9, iterations, 1e-6), theirs.x)


def test_the_search_ends_where_nothing_slopes() -> None:
    assert minimize(valley, 9, 500, 1e-6) == pytest.approx(np.ones(9), abs=1e-5)
