"""A composed document as files: PDF, DOCX, XLSX, HTML and data."""
