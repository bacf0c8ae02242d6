"""Copies of the checked files with what was found noted in them: PDF, DOCX, XLSX, text; for the others a list.

A file of an old Office format becomes one of the new format by way of LibreOffice where that is installed, a picture
becomes a PDF. What takes no notes at all (HTML, OFD) is answered by a text that says so and lists every finding.
"""

from yusuan.report.copies.make import make

__all__ = ["make"]
