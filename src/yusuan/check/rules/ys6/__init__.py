"""Family YS6: subjects – their codes, names and levels."""
