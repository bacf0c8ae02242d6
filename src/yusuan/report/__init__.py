"""a check's result to text and JSON."""
