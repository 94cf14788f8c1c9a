"""What a user is told of an option beside its label."""

from __future__ import annotations

from typing import NamedTuple


class Details(NamedTuple):
    """Stands in an annotation, behind the Option.

    ::

        check: Annotated[Check, Option("Certificate"), Details(words=("looked at", "believed"))] = Check.LOOK
        file: Annotated[str, Option("Authority"), Details(files="(*.pem)", only_with=("check", "look"))] = ""
    """

    words: tuple[str, ...] = ()
    """What is shown for each of the values that it lists, in their order."""
    files: str = ""
    """Where it is the path of a file: which files are looked for, as a file dialog has it."""
    only_with: tuple[str, str] | None = None
    """The name of another option, and the text of the one value of it beside which this one has a meaning."""
