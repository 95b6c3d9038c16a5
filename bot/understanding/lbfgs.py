"""L-BFGS by scipy's own routine, called without the driver around it.

The driver, `scipy.optimize.minimize`, makes lists of bounds, one entry to a variable, even where
nothing is bounded: with three million variables that takes longer than a third of the search. The
steps are the same to the bit (tests/unit/understanding/test_lbfgs.py).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import _lbfgsb

Doubles = npt.NDArray[np.float64]
MEMORY = 5  # pairs of steps and changes of slope that are kept
SEARCH = 20  # tries along one direction


def minimize(
    loss_and_slope: Callable[[Doubles], tuple[float, Doubles]],
    variables: int,
    iterations: int,
    tolerance: float,
) -> Doubles:
    """Return where the loss is least, shape [variables]; the search begins at 0.

    Stops after so many iterations, or when no slope exceeds `tolerance`.
    """
    whole = _lbfgsb.types.intvar.dtype
    here, slope = np.zeros(variables), np.zeros(variables)
    loss: float | npt.NDArray[np.float64] = np.array(0.0)
    bounds, bounded = np.zeros(variables), np.zeros(variables, whole)
    size = 2 * MEMORY * variables + 5 * variables + 11 * MEMORY**2 + 8 * MEMORY
    memory, places = np.zeros(size), np.zeros(3 * variables, whole)
    task, text = np.zeros(1, "S60"), np.zeros(1, "S60")
    flags, counts, numbers = np.zeros(4, whole), np.zeros(44, whole), np.zeros(29)
    task[:] = "START"
    done = 0
    while True:
        _lbfgsb.setulb(
            MEMORY, here, bounds, bounds, bounded, loss, slope, 0.0, tolerance, memory, places,
            task, -1, text, flags, counts, numbers, SEARCH,
        )  # fmt: skip
        if task[0].startswith(b"FG"):
            loss, slope = loss_and_slope(here)
        elif task[0].startswith(b"NEW_X"):
            done += 1
            if done >= iterations:
                return here
        else:
            return here
