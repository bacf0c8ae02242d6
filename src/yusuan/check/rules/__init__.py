"""The rule book: one file a rule, one folder a family."""
