"""The sentence encoder's weights: assembled once at set-up, found and checked at load."""
