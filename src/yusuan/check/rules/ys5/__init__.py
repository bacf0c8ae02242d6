"""Family YS5: years and bodies – one document against another."""
