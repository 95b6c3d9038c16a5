"""How many layers of all-MiniLM-L6-v2 are used, and how wide they are.

Of the published six layers the first four, tuned, know more of how Nia's people write than all six
as published, in less time (`python -m benchmarks.pipelines --share 1 --only nia-untuned-six-layers`
shows both).
"""

LAYERS = 4
MIDDLE = 2  # the layer whose vector stands beside the last one's
HEADS = 12
WIDTH = 384
EPSILON = 1e-12
