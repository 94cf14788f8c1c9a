"""What the errors of streams say."""

from __future__ import annotations

import signal

import pytest

from poetrygui.core.transports.streams.ends import (
    CommandFailedError,
    LineGoneError,
    StreamBrokenError,
    StreamDoneError,
    StreamLostError,
    StreamViolatedError,
    signal_text,
)


def test_what_they_say() -> None:
    assert str(StreamDoneError("the file ended")) == "the file ended"
    assert str(StreamBrokenError(OSError(5, "Input/output error"))) == "reading failed: input/output error"
    assert str(StreamBrokenError(OSError("gone"))) == "reading failed: gone"
    assert str(StreamLostError("it went away")) == "it went away"
    assert str(StreamViolatedError("it is none")) == "it is none"
    assert str(LineGoneError()) == "the serial line went away"
    assert str(LineGoneError(OSError(5, "Input/output error"))) == "the serial line went away: input/output error"


def test_how_a_command_failed_is_kept() -> None:
    failed = CommandFailedError(3, None, "so it says")
    assert (failed.exitCode, failed.signal, failed.said) == (3, None, "so it says")
    assert CommandFailedError(None, 9).signal == 9


@pytest.mark.parametrize("number, text", [(signal.SIGKILL, "9 (SIGKILL)"), (200, "200")])
def test_a_signal_has_a_number_and_mostly_a_name(number: int, text: str) -> None:
    assert signal_text(number) == text
