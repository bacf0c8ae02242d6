"""Word documents (DOCX) to Pages by their XML: one page, its paragraphs as lines, its tables as grids."""

from yusuan.read.docx.document import read_docx

__all__ = ["read_docx"]
