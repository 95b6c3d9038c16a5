"""Alerts as FHIR R4 resources, off by default: what they mean is in docs/fhir.md (ESC-16).

Pure functions from an alert to plain JSON values. Nothing here is a diagnosis: no Condition, no
Flag, and every reading is preliminary.
"""
