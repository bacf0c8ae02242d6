"""What publishing refuses, in words for the person who asked for it."""

from yusuan.model.text import Text


class PublishError(RuntimeError):
    """A document cannot be published: ``message`` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class FontsMissingError(PublishError):
    """No free Chinese fonts were found to embed in a PDF."""


class FormatMissingError(PublishError):
    """A format that does not exist, or one whose library is not installed."""
