"""What a clinic sets (clinic.yml) and what an operator sets (NIA_* variables)."""
