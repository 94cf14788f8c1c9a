"""Asking a protocol which fields a frame has, at arm's length: timed, interrupted, and its errors told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.api import PoemProtocol
from poetrygui.api.poem import has_fields
from poetrygui.core.connection.factory import encoder_of
from poetrygui.core.fields.plain_fields import Fields, plain_fields
from poetrygui.core.guard.hang_guard import run_foreign
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.outcomes import Outcome, Verdict

LONGEST_FRAME = 128 * 1024
"""Bytes of a frame that is taken apart: what is longer is looked at as text or in hex."""

_NAME = "fields"


class FrameFields:
    """Asks ``protocol``, of which an instance without a connection is made for that.

    A frame over which it raises an error has no fields. Of the first error there is a sentence in :attr:`problem`, with
    the author's own lines in :attr:`details`; what was interrupted, or cannot be made, is asked no more.
    """

    def __init__(self, protocol: type[PoemProtocol]) -> None:
        """Make nothing before the first frame is asked about."""
        self.problem = ""
        self.details = ""
        self._protocol = protocol
        self._fields: Callable[[bytes], object] | None = None
        self._is_given_up = not has_fields(protocol)
        self._calls = PluginCalls(self._blame)

    def of(self, frame: bytes) -> Fields | None:
        """Return the fields of a frame, None where it has none."""
        if self._is_given_up or len(frame) > LONGEST_FRAME:
            return None
        if self._fields is None:
            self._fields = self._calls.call("constructor", self._made)
            if self._fields is None:
                self._is_given_up = True
                return None
        return self._calls.call(_NAME, self._ask, frame)

    def _made(self) -> Callable[[bytes], object]:
        protocol: Any = run_foreign(encoder_of, self._protocol)
        fields: Callable[[bytes], object] = run_foreign(getattr, protocol, _NAME)
        return fields

    def _ask(self, frame: bytes) -> Fields | None:
        assert self._fields is not None
        try:
            return plain_fields(run_foreign(self._fields, frame))
        except Exception:
            if not self.problem:
                raise
            return None  # as was said of another frame

    def _blame(self, verdict: Verdict) -> None:
        if not self.problem:
            self.problem, self.details = verdict.reason, verdict.details
        self._is_given_up |= verdict.outcome is Outcome.PLUGIN_HANG
