"""Errors that a user can do something about: the sentence is all that is shown, and what more there is goes with it."""

from __future__ import annotations

import pytest

from poetrygui.errors import (
    AddressError,
    DisplayError,
    OptionError,
    OutputError,
    PluginError,
    PoetryError,
    RecordingError,
    SaveError,
    SendError,
    ServeError,
)

SENTENCE = "The file is gone: name another."


@pytest.mark.parametrize(
    "kind", [AddressError, DisplayError, OptionError, PluginError, RecordingError, SaveError, SendError, ServeError]
)
def test_each_is_its_sentence(kind: type[PoetryError]) -> None:
    error = kind(SENTENCE)
    assert isinstance(error, PoetryError)
    assert str(error) == SENTENCE


def test_a_protocols_error_has_the_authors_lines_beside_it() -> None:
    assert PluginError(SENTENCE).details == ""
    error = PluginError(SENTENCE, "Traceback of own.py")
    assert (str(error), error.details, error.word) == (SENTENCE, "Traceback of own.py", "")


def test_an_error_of_the_output_says_whether_anybody_is_to_hear_of_it() -> None:
    assert [OutputError(SENTENCE, is_quiet=quiet).is_quiet for quiet in (True, False)] == [True, False]
