"""The dialogue's effects: rasa_sdk actions, one to a file. No side effects at import."""
