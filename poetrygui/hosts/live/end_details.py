"""What there is to know of a host that ended before its connection did."""

from __future__ import annotations

from poetrygui.core.guard.plugin_output import PRINTED_LAST
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.live.hosted_calls import HostedCalls

_NOT_SHOWN = """\
Frames that it made of them, and had not passed on when its process ended, are not shown:
the last of their bytes stand under what was received last, and all in the recording, if there is one.
"""


def verdict_of_end(end: HostEnd, calls: HostedCalls, *, is_lost: bool) -> Verdict:
    """Return how the connection of a host ended by the ``end`` of that.

    ``calls`` were with it, or it was told that its connection ``is_lost``.
    """
    given = "that its connection is lost, in connectionLost" if is_lost else calls.given
    outcome = Outcome.PLUGIN_HANG if end.is_hang else Outcome.PLUGIN_FAULT
    return Verdict(outcome, sentence_of_end(end), end_details(end, given, is_chunk=calls.is_at_chunk))


def sentence_of_end(end: HostEnd) -> str:
    """Return the sentence for the ``end`` of a host that had connections by then."""
    place = f" ({end.place})" if end.place else ""
    return end.problem or f"its process ended with status 0, before its connection did{place}"


def end_details(end: HostEnd, given: str, *, is_chunk: bool) -> str:
    """Return where it was, what it was given last and what it printed; ``end`` is how it ended.

    ``given`` says in a few words what it had not answered; ``is_chunk`` whether that is a part of the stream.
    """
    parts = [f"Where it was, the innermost call first:\n{end.stack}"] if end.stack else []
    parts.append(f"What it had not answered: {given}.\n{_NOT_SHOWN if is_chunk else ''}")
    if printed := end.printed.rstrip("\n"):
        parts.append(f"{PRINTED_LAST}\n{printed}\n")
    return "\n".join(parts)
