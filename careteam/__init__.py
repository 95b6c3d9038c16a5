"""The care team's room: alerts as durable records, their delivery, and what is known of them.

Serves the nurse. Knows nothing of the dialogue engine and runs alone.
"""
