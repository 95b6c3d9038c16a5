"""Everything the page names, each once: loaded from data/knowledge, and found in messages."""
