"""Removes what the assistant itself keeps of people, by age and by person (GOV-3).

That is the door's inbox, the conversations of all channels, and the website's own tables. Alerts
are the care team's (`python -m careteam purge`).
"""
