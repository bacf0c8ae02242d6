"""Makers of small documents, for the tests of several folders."""
