"""Family YS9: language – punctuation, doubled and wrong words."""
