"""A composed document as files: PDF, DOCX, XLSX, HTML and data."""

from yusuan.publish.errors import FontsMissingError, FormatMissingError, PublishError
from yusuan.publish.publish import FORMATS, publish

__all__ = ["FORMATS", "FontsMissingError", "FormatMissingError", "PublishError", "publish"]
