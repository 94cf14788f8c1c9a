"""What is to be done about an error, where this process knows more of it than the error says."""

from __future__ import annotations

from collections.abc import Callable

_advisers: list[Callable[[BaseException], str]] = []


def advise(adviser: Callable[[BaseException], str]) -> None:
    """Have ``adviser`` asked of every error from now on, for as long as this process is there."""
    _advisers.append(adviser)


def advice_on(error: BaseException) -> str:
    """Return what is to be said besides, from a semicolon on; mostly nothing."""
    return "".join(f"; {advice}" for adviser in _advisers if (advice := adviser(error)))
