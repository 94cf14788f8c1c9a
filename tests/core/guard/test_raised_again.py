"""What was swallowed is raised again where it was caught, and then nothing is traced any more."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from poetrygui.core.guard.raised_again import leave_off, raise_at_next_line


class AgainError(BaseException):
    pass


def call(function: Callable[[], object]) -> None:
    function()


@pytest.fixture(autouse=True)
def _untraced() -> None:
    if sys.gettrace() is not None:
        pytest.skip("somebody traces the tests")


def be_interrupted() -> None:
    """Raise, as an alarm does, and have the caller raise where it is caught."""
    raise_at_next_line([sys._getframe(1)], AgainError)
    raise ValueError


def swallow_all() -> str:
    raised = 0
    while True:
        try:
            raised += 1
            be_interrupted()
        except:  # noqa: E722 - the worst that a protocol can do
            if raised > 1:
                return "it was raised elsewhere"


def test_it_leaves_the_handler() -> None:
    with pytest.raises(AgainError):
        swallow_all()
    assert sys.gettrace() is None


def test_what_is_called_in_between_is_spared() -> None:
    reached = []
    raise_at_next_line([], AgainError)
    call(lambda: reached.append(1))
    leave_off()
    assert reached == [1]
    assert sys.gettrace() is None


def test_a_debugger_keeps_its_place() -> None:
    def debugger(*_: object) -> None:
        return None

    sys.settrace(debugger)
    try:
        raise_at_next_line([sys._getframe()], AgainError)
        leave_off()
        assert sys.gettrace() is debugger
    finally:
        sys.settrace(None)
