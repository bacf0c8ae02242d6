"""A workbook with its findings as notes and colours at their cells, and a sheet that lists them."""

from yusuan.report.copies.excel.workbook import annotated_xlsx

__all__ = ["annotated_xlsx"]
