"""The steps, each a file named after what it adds. `revision` is a number of four digits."""
