"""All that a protocol file may import from this program.

A protocol is an ordinary Twisted ``Protocol``. Mixing in :class:`PoemProtocol` gives it a way to hand over what it
cut out of the stream::

    class Int32(PoemProtocol, Int32StringReceiver):
        def stringReceived(self, string):
            self.deliver(string)

:class:`Delimited`, :class:`Counted` and :class:`Scanned` do the cutting for most other formats, and
:class:`JsonCheck` looks at JSON of any size. The same class runs in the window, in ``poetrygui get``, in a test with
a ``StringTransport`` and in anybody's daemon: what differs is the :class:`FrameSink` that stands behind ``deliver``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.api.cobs_packets import cobs_block
    from poetrygui.api.counted import Counted
    from poetrygui.api.declared import Option, Sample
    from poetrygui.api.delimited import Delimited
    from poetrygui.api.equal_frames import ENOUGH_ALIKE, alike_from, deliver_alike
    from poetrygui.api.frame_block import FrameBlock, ended_by_newlines, without_empty
    from poetrygui.api.http_responses import HttpResponses, http_request
    from poetrygui.api.json_check import JsonCheck, check_json, simple_json_lines
    from poetrygui.api.json_frames import json_fields
    from poetrygui.api.json_lines import json_block
    from poetrygui.api.layout import Ended, Layout, Sized, VarintLed
    from poetrygui.api.message_transport import IMessageTransport
    from poetrygui.api.poem import BlockSink, CollectedFrames, FrameSink, Poem, PoemProtocol
    from poetrygui.api.poem import has_fields as has_fields
    from poetrygui.api.scanned import Scanned
    from poetrygui.api.speaking import can_speak
else:
    # What declares an option needs no Twisted, and few protocols need the patterns of JSON.
    __getattr__ = lazy_names(
        __name__,
        {
            "cobs_packets": "cobs_block",
            "counted": "Counted",
            "declared": "Option Sample",
            "delimited": "Delimited",
            "equal_frames": "ENOUGH_ALIKE alike_from deliver_alike",
            "frame_block": "FrameBlock ended_by_newlines without_empty",
            "http_responses": "HttpResponses http_request",
            "json_frames": "json_fields",
            "json_lines": "json_block",
            "json_check": "JsonCheck check_json simple_json_lines",
            "layout": "Ended Layout Sized VarintLed",
            "message_transport": "IMessageTransport",
            "poem": "BlockSink CollectedFrames FrameSink Poem PoemProtocol has_fields",
            "scanned": "Scanned",
            "speaking": "can_speak",
        },
    )

API_VERSION = 1
"""The version of this interface. A protocol file names the one that it was written for as ``API``."""

__all__ = [
    "API_VERSION",
    "ENOUGH_ALIKE",
    "BlockSink",
    "CollectedFrames",
    "Counted",
    "Delimited",
    "Ended",
    "FrameBlock",
    "FrameSink",
    "HttpResponses",
    "IMessageTransport",
    "JsonCheck",
    "Layout",
    "Option",
    "Poem",
    "PoemProtocol",
    "Sample",
    "Scanned",
    "Sized",
    "VarintLed",
    "alike_from",
    "can_speak",
    "check_json",
    "cobs_block",
    "deliver_alike",
    "ended_by_newlines",
    "http_request",
    "json_block",
    "json_fields",
    "simple_json_lines",
    "without_empty",
]


def __dir__() -> list[str]:
    """Return what there is, for whoever looks around: also what nobody has asked for yet."""
    return sorted({*globals(), *__all__})
