"""Nia's way to classify against others: `python -m benchmarks.pipelines`, one table a set.

Every contender learns the same sentences and is asked the same ones, in one run. What is compared
stands in `contenders`, on what in `own_sentences` and `clinc150`, the figures in `outcome`,
their layout in `table`.
"""
