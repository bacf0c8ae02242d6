"""use cases; the only place where reading, checking and reporting meet."""
