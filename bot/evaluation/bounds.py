"""How far a measured share can be from the true one: Clopper-Pearson bounds."""

from __future__ import annotations

from scipy.stats import beta

OUTSIDE = 0.05  # the chance that the true share is not between the bounds


def clopper_pearson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % bounds of a share, 0 to 1; of nothing, anything may be true.

    Raises:
        ValueError: when ``count`` is not between 0 and ``total``.
    """
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    low = beta.ppf(OUTSIDE / 2, count, total - count + 1) if count else 0.0
    high = beta.ppf(1 - OUTSIDE / 2, count + 1, total - count) if count < total else 1.0
    return float(low), float(high)
