"""Channels, and what they need on top of Rasa's."""
