"""YS4, narrative: every amount, change, growth rate, share and direction word against the tables and against itself."""
