import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from bot.understanding.softmax_regression import fit


def test_the_optimum_is_that_of_the_reference_implementation() -> None:
    chance = np.random.default_rng(5)
    dense = chance.normal(size=(90, 6)).astype(np.float32)
    sparse = scipy.sparse.random(90, 30, 0.2, "csr", np.float32, random_state=5)
    classes = np.repeat([0, 1, 2], [50, 30, 10])
    ours = fit(dense, sparse, classes, strength=3.0, iterations=500, tolerance=1e-3)
    reference = LogisticRegression(
        C=3.0, class_weight="balanced", multi_class="multinomial", tol=1e-6, max_iter=1000
    ).fit(np.hstack([dense, sparse.toarray()]), classes)
    weights = np.vstack([ours.dense, ours.sparse]).T
    assert np.allclose(weights, reference.coef_, atol=5e-3)


def test_the_same_rows_give_the_same_weights() -> None:
    dense = np.eye(4, 3, dtype=np.float32)
    sparse = scipy.sparse.eye(4, 2, format="csr", dtype=np.float32)
    classes = np.array([0, 1, 0, 1])
    first, second = (fit(dense, sparse, classes, 10.0) for _ in range(2))
    assert np.array_equal(first.dense, second.dense)
    assert np.array_equal(first.sparse, second.sparse)
