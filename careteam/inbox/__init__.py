"""The nurse's web page: what waits, what was said, and who has it.

Serves the care team's people; everything about an alert itself is the rest of `careteam`.
"""
