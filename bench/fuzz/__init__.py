"""Hostile and broken inputs of every format through the whole way, from bytes to the report: see ``make fuzz``."""
