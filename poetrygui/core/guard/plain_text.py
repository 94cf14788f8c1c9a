"""What a protocol's author gives for a text, as a text: bounded, and none of his code in it any more."""

from __future__ import annotations

from poetrygui.core.guard.hang_guard import run_foreign

LONGEST = 2000
"""Characters of a reason or a remark that anybody reads."""


def plain_text(value: object, longest: int = LONGEST) -> str:
    """Return what ``value`` says, cut to so many characters. Raises whatever it raises when it is asked.

    It is cut before anything is done with it: the repr of a poem is a hundred megabytes.
    """
    # A subclass of str is what it holds, whatever it says of itself.
    text: str = value if issubclass(type(value), str) else run_foreign(str, value)  # type: ignore[assignment]
    cut = str.__getitem__(text, slice(longest))
    return cut if str.__len__(text) <= longest else cut + "…"
