"""YS8: publication – the file is what its name says, and can be searched."""
