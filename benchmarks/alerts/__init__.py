"""How fast alerts are: a person's reply when all else hangs, the store, the first delivery."""
