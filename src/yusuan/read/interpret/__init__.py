"""Stitched tables to statements and facts, by the lexicon and the statement kinds."""

from yusuan.read.interpret.statements import Interpreted, interpret

__all__ = ["Interpreted", "interpret"]
