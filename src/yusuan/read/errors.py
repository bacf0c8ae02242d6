"""Why a file could not be read, each reason a class with a message that says what the file is and what to do."""

from yusuan.model.text import Text


class ReadError(Exception):
    """A file cannot be read. ``message`` is for the user, in both languages.

    The tree::

        ReadError
        ├── FileMissingError      no such file, a folder, or no permission
        ├── EmptyFileError        nothing in it
        ├── UnsupportedError      a kind of file that is known but not read, or a text in no known encoding
        ├── NotADocumentError     a kind of file that is no disclosure: rubbish, a web page, a picture
        ├── EncryptedError        needs a password
        ├── DamagedError          says that it is of a kind and cannot be read as one
        └── TooLargeError         beyond one of the ``Limits``
    """

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message


class FileMissingError(ReadError):
    """No such file, a folder, or no permission to read it."""


class EmptyFileError(ReadError):
    """A file of no bytes, or of white space alone."""


class UnsupportedError(ReadError):
    """A kind of file that yusuan knows by its bytes and does not read."""


class NotADocumentError(ReadError):
    """A kind of file that is not a disclosure."""


class EncryptedError(ReadError):
    """A file that opens with a password only."""


class DamagedError(ReadError):
    """A file that is broken: truncated, or not what its first bytes say."""


class TooLargeError(ReadError):
    """A file beyond one of the limits of ``read.limits``."""
