"""One fetch of one server, from asking for a connection to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.fetching.conversation import Conversation as Conversation
    from poetrygui.core.fetching.fetch import Fetch as Fetch
    from poetrygui.core.fetching.file_pieces import FilePieces as FilePieces
    from poetrygui.core.fetching.file_sender import FileSender as FileSender
    from poetrygui.core.fetching.frame_pattern import FramePattern as FramePattern
    from poetrygui.core.fetching.limits import Limited as Limited
    from poetrygui.core.fetching.limits import Limits as Limits
    from poetrygui.core.fetching.passwords import Passwords as Passwords
    from poetrygui.core.fetching.passwords import passwords_for as passwords_for
    from poetrygui.core.fetching.pauses import Pauses as Pauses
    from poetrygui.core.fetching.peers import Listening as Listening
    from poetrygui.core.fetching.peers import Peer as Peer
    from poetrygui.core.fetching.script import check_turns as check_turns
    from poetrygui.core.fetching.script import script_of as script_of
    from poetrygui.core.fetching.sendable import refusal_to_send as refusal_to_send
    from poetrygui.core.fetching.sendable import why_not_sendable as why_not_sendable
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "conversation": "Conversation",
            "fetch": "Fetch",
            "file_pieces": "FilePieces",
            "file_sender": "FileSender",
            "frame_pattern": "FramePattern",
            "limits": "Limited Limits",
            "passwords": "Passwords passwords_for",
            "pauses": "Pauses",
            "peers": "Listening Peer",
            "script": "check_turns script_of",
            "sendable": "refusal_to_send why_not_sendable",
        },
    )
