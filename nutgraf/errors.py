"""The error tree: everything nutgraf raises on purpose.

    NutgrafError                 what is wrong, where, and what to do
    ├── SettingsError            the settings file or an option
    ├── InputError               something that was to be read cannot be
    │   ├── NotAFeed             the bytes are no feed, sitemap, OPML or record
    │   └── TooLarge             more bytes, after unpacking too, than the limit allows
    ├── OutputError              a file or folder cannot be written
    ├── FetchError               the network gave no usable answer (``status`` where there was one)
    │   ├── Disallowed           robots.txt, or an address that must not be called
    │   └── Unreachable          no answer: name, connection, TLS, time
    ├── StoreError               the database cannot be read or written
    │   └── StoreTooNew          it was written by a newer nutgraf
    ├── NotFound                 no article, story or source has that id
    │   └── Gone                 it was there, and was removed
    ├── EditRefused              what an editor asks of a story cannot be done
    ├── SealError                a sealed field cannot be opened with that key
    └── OutOfResources           the machine has no memory, process or thread to give

The command line prints any of them as one line and exits with ``exit_code`` (sysexits.h).
"""


class NutgrafError(Exception):
    """Something went wrong that the user can act on: ``source`` names the input, ``reason`` says what is wrong."""

    exit_code = 1

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" if self.source else self.reason


class SettingsError(NutgrafError):
    """A setting or option is wrong."""

    exit_code = 78


class InputError(NutgrafError):
    """An input cannot be read."""

    exit_code = 65


class NotAFeed(InputError):
    """The bytes are not of the format they were taken for."""


class TooLarge(InputError):
    """The input, or what it unpacks to, is over the limit."""


class OutputError(NutgrafError):
    """A file or folder cannot be written."""

    exit_code = 73


class FetchError(NutgrafError):
    """The network gave no usable answer."""

    exit_code = 69

    def __init__(self, source: str, reason: str, status: int | None = None) -> None:
        super().__init__(source, reason)
        self.status = status


class Disallowed(FetchError):
    """The page must not be fetched."""


class Unreachable(FetchError):
    """No answer came."""


class StoreError(NutgrafError):
    """The database cannot be read or written."""

    exit_code = 74


class StoreTooNew(StoreError):
    """The database was written by a newer nutgraf."""


class NotFound(NutgrafError):
    """Nothing has that id."""

    exit_code = 66


class Gone(NotFound):
    """What had that id was removed."""


class EditRefused(NutgrafError):
    """What an editor asks of a story cannot be done."""


class SealError(NutgrafError):
    """A sealed field cannot be opened."""

    exit_code = 77


class OutOfResources(NutgrafError):
    """The machine has no memory, process or thread to give."""

    exit_code = 71


def cause(error: BaseException) -> str:
    """What is wrong with a file, in as many words as the error has."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
