"""Alerts under random faults, and the tally of what became of them; see `__main__`."""
