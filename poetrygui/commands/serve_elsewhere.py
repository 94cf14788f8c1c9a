"""Serving files by a protocol of the user's own, which runs in hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import evolve

from poetrygui import hosts, plugins, recordings
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.serve.encoded_elsewhere import ENCODER, EncodedElsewhere


def encoded_elsewhere(
    reactor: Any, pinned: plugins.PinnedProtocol, path: Path, streams: StandardStreams
) -> EncodedElsewhere:
    """Return what makes the bytes of files by the ``pinned`` protocol in hosts, which can be loaded and speaks.

    That is tried with the file at ``path`` before ``reactor`` runs; ``streams`` get what is printed in hosts. Raises
    PluginError.
    """
    allowed = recordings.allowed_for("serve", {"protocol": pinned.as_json()})
    warm = hosts.WarmProcess(reactor, [ENCODER])
    warm.told = lambda told: streams.error.say(f"poetrygui: {told}")
    encoded = EncodedElsewhere(
        pinned,
        warm,
        lambda served: evolve(allowed, read=(*allowed.read, str(served.absolute()))),
        lambda lines: streams.error.say_lines(lines.decode("utf-8", "replace")),
    )
    try:
        encoded.check(reactor, path)
    except BaseException:
        warm.close()
        raise
    reactor.addSystemEventTrigger("after", "shutdown", warm.close)
    return encoded
