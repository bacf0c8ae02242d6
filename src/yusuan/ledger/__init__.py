"""The ledger that a unit keeps: its form, reading and writing it, and what is wrong or missing in it."""
