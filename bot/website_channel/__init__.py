"""The parts of `bot.channels.website`: who may speak, how much, and how replies reach the page."""
