"""Workbooks (XLSX, XLS, ET, ODS, XLSB) to Pages: each sheet is a page, its cells as Excel shows them."""

from yusuan.read.workbook.pages import read_workbook

__all__ = ["read_workbook"]
