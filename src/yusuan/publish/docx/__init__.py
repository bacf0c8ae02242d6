"""A document as DOCX that Word, WPS and LibreOffice show alike."""
