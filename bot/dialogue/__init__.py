"""How a conversation goes on: what was said before, and what a short follow-up comes to."""
