"""An error that is logged in a host is printed there, in a line; what is no error is not."""

from __future__ import annotations

import pytest
from twisted.logger import LogLevel
from twisted.python.failure import Failure

from poetrygui.hosts.live.logged_there import tell_error


def test_errors_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    tell_error({"log_level": LogLevel.warn, "log_format": "a warning"})
    tell_error({"log_level": LogLevel.error, "log_format": "a {what}", "what": "mistake"})
    tell_error({"log_level": LogLevel.critical, "log_failure": Failure(ValueError("no"))})
    assert capsys.readouterr().err.splitlines() == [
        "An error inside the program or a protocol: a mistake",
        "An error inside the program or a protocol: ValueError: no",
    ]
