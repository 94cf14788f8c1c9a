"""Running a relay from the command line until it is interrupted."""

from __future__ import annotations

from typing import Any

from poetrygui.commands.get_run import run_to_its_end
from poetrygui.commands.progress import Progress
from poetrygui.commands.relay import Relay
from poetrygui.commands.relay_end import RelayOptions
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.commands.terminal_asker import TerminalAsker


def run_relay(reactor: Any, options: RelayOptions, streams: StandardStreams) -> int:
    """Run the reactor until what ``options`` ask for is over, or interrupted; return the exit status.

    What is heard is told to ``streams``. Raises ServeError where nothing can listen.
    """
    progress = Progress(streams.error, enabled=False)
    relay = Relay(reactor, options, streams.out, progress, TerminalAsker(reactor, progress))
    return run_to_its_end(reactor, relay, streams, progress, writes=not options.quiet or options.json_lines)
