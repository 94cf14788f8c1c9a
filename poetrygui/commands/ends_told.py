"""How a connection from the command line ended, in words."""

from __future__ import annotations

from attrs import evolve
from twisted.python.failure import Failure

from poetrygui.commands.output_files import OutputFile
from poetrygui.core.outcomes import Ended, Outcome, Undelivered
from poetrygui.core.poems.keeper import is_full
from poetrygui.core.text.undelivered_text import undelivered_rows, undelivered_sentence
from poetrygui.core.text.wording import counted

# Rows of what was not delivered that are told; --jsonl has all of it.
_MOST_ROWS = 8


def not_kept(file: OutputFile | None, ended: Ended, failure: Failure, *, is_whole: bool) -> Ended:
    """Return the end of a poem, which ``ended``, whose ``file`` could not be brought to the disk or be given its name.

    Without a file, it could not be written to whoever reads it. ``failure`` is why, and ``is_whole`` whether all came
    that was asked for.
    """
    error = failure.value
    cause = str(error)
    if isinstance(error, OSError):
        cause = (error.strerror or cause).lower()
    if not is_whole:
        lost = "not all written" if file is None else f"perhaps not safely in {file.path}"
        return evolve(ended, reason=f"{ended.reason}; and what arrived is {lost}: {cause}")
    outcome = Outcome.DISK_FULL if isinstance(error, OSError) and is_full(error) else Outcome.DISK_ERROR
    lost = "all be written" if file is None else f"be kept in {file.path}"
    return evolve(ended, outcome=outcome, reason=f"what arrived could not {lost}: {cause}")


def end_sentence(ended: Ended, peers: int | None = None) -> str:
    """Return how a connection ended, in a line for people; or how the wait did for those who connect, ``peers``."""
    if peers is not None:
        return f"{ended.outcome}, {counted(peers, 'peer')}, {ended.seconds:.3f} s: {ended.reason}"
    frames = "1 frame" if ended.frames == 1 else f"{ended.frames:,} frames"
    came = f" ({ended.received:,} received)" if ended.received not in (None, ended.bytes) else ""
    return f"{ended.outcome}, {ended.bytes:,} bytes in {frames}{came}, {ended.seconds:.3f} s: {ended.reason}"


def shown_undelivered(undelivered: Undelivered) -> str:
    """Return what was not delivered: where its beginning is known, the beginning, else the end."""
    rows = list(undelivered_rows(undelivered))
    if len(rows) > _MOST_ROWS:
        rows = [*rows[:_MOST_ROWS], "…"] if undelivered.is_exact else ["…", *rows[-_MOST_ROWS:]]
    return "\n".join([f"{undelivered_sentence(undelivered)}:", *rows])
