"""What is loaded into the Rasa server: it serves the person. Never imports actions or careteam."""
