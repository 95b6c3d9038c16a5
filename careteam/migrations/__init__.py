"""How the tables came to be, step by step; `careteam.migration` takes a database to the last one.

A step only adds, so that an older program goes on with a newer database while it is replaced.
"""
