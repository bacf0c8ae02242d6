"""Arithmetic: derived identities inside one statement."""
