"""YS1, form: what must be there, in which order, under which name and year, and nothing that a template left."""
