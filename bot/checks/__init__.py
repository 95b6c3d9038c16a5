"""Content rules: what may stand in the words that Nia says. `python -m bot.checks` runs them all.

One rule is one file with one function `faults(content)`, a pure generator of sentences. Decisions
(words, limits, names) stand in `data/content_rules/`, never here.
"""
