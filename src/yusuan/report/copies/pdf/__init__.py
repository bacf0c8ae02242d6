"""Notes put on the pages of a PDF, the file itself kept byte for byte and what is new written after it."""
