"""Errors that a user can do something about. ``str(error)`` is one sentence that says what."""

from __future__ import annotations


class PoetryError(Exception):
    """The base of every error that is shown to a user as its sentence alone."""


class AddressError(PoetryError):
    """An address cannot be read."""


class OptionError(PoetryError):
    """An option does not take the value that it was given, or there is no such option."""


class PatternError(PoetryError):
    """A regular expression is none, or takes too long."""


class PluginError(PoetryError):
    """A protocol could not be loaded, or is not fit for use.

    What a server sends against a protocol is no error of this kind, but the outcome ``protocol-error``.
    """

    word = ""
    """Why, in a word or two, where there is a better one than that it failed."""

    def __init__(self, message: str, details: str = "") -> None:
        """Keep the sentence, and as ``details`` the author's own lines of the traceback."""
        super().__init__(message)
        self.details = details


class SendError(PoetryError):
    """A frame cannot be sent: there is no connection, or the protocol cannot carry it."""


class RecordingError(PoetryError):
    """A recording cannot be found, or not be read."""


class SaveError(PoetryError):
    """A file could not be written; what was there before is untouched."""


class OutputError(PoetryError):
    """Standard output takes no more."""

    def __init__(self, message: str, *, is_quiet: bool) -> None:
        """Keep the sentence, and whether it is for nobody, since whoever read the output has gone."""
        super().__init__(message)
        self.is_quiet = is_quiet


class ServeError(PoetryError):
    """A poem cannot be served."""


class DisplayError(PoetryError):
    """A window cannot be opened on this machine as it is."""
