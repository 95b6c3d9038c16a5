"""Set-up and test commands behind the Makefile."""
