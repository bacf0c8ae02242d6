"""Why no annotated copy of a file can be made."""

from yusuan.model.text import Text


class NoCopyError(Exception):
    """No copy of a file can be made in its own format. ``message`` says why, in both languages, without a full stop."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message
