"""Nia's widget beside those that a clinic might pick instead: `python -m benchmarks.widgets`."""
