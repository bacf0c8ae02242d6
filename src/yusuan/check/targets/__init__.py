"""Target forms as a model: projects, their goals and indicators, out of the statements that print them."""
