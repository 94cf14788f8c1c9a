"""Errors that are told already: told once only where they were handed on and raised by nobody."""

from __future__ import annotations

from twisted.python.failure import Failure

from poetrygui.core.guard.told_errors import is_told, note_as_told


class StubbornError(Exception):
    """An error that takes no attributes."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)


def raised(error: Exception) -> Failure:
    try:
        raise error
    except Exception:  # noqa: BLE001 - with its traceback
        return Failure()


def test_one_that_is_handed_on_is_told_once_it_is_noted() -> None:
    failure = Failure(ValueError("lost"))
    assert not is_told(failure)
    assert note_as_told(failure) is failure
    assert is_told(failure)
    assert is_told(Failure(failure.value)), "a Deferred makes a failure of its own"
    assert not is_told(Failure(ValueError("lost")))


def test_one_that_somebody_raised_again_is_an_error_of_its_own() -> None:
    error = ValueError("lost")
    note_as_told(Failure(error))
    assert not is_told(raised(error))


def test_an_error_that_takes_no_note_is_told_again_rather_than_raising() -> None:
    failure = Failure(StubbornError())
    assert note_as_told(failure) is failure
    assert not is_told(failure)


def test_an_error_that_says_of_itself_something_like_it_is_not_noted() -> None:
    class BoastfulError(Exception):
        def __getattr__(self, name: str) -> str:
            return "anything"

    assert not is_told(Failure(BoastfulError()))
