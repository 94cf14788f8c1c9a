"""A pytest plugin: the check of a protocol's framing, and a recording played to it, in its author's own tests.

pytest finds it wherever this program is installed::

    def test_framing(check_framing):
        check_framing("my_feed.py")

    def test_last_night(play_recording):
        client = MyClient()
        played = play_recording("recordings/last-night", client)
        assert played.sent == b"HELO"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Protocol as StructuralType

import pytest

from poetrygui import recordings
from poetrygui.core import authors, poems
from poetrygui.errors import PluginError
from poetrygui.plugins import checking

if TYPE_CHECKING:
    from twisted.internet.protocol import Protocol

    from poetrygui.api import Sample


class CheckFraming(StructuralType):
    """Fails the test unless a protocol gives the same frames wherever the stream is cut into chunks."""

    def __call__(
        self,
        protocol: type[Protocol] | str | Path,
        samples: Sequence[Sample] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> checking.CheckReport:
        """Check a protocol class, or the one in a file, and return the report of what was tried.

        Without ``samples``, those in the SAMPLES beside the class are tried. ``options`` are what a user would type.
        """


@pytest.fixture(scope="session")
def check_framing() -> CheckFraming:
    """Return a function that does what ``poetrygui protocols check`` does, and fails the test with its report."""

    # This module is imported in every run of pytest, also where nobody asks for Twisted.
    def check(
        protocol: type[Protocol] | str | Path,
        samples: Sequence[Sample] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> checking.CheckReport:
        __tracebackhide__ = True
        try:
            poem = (
                checking.load_file(Path(protocol))
                if isinstance(protocol, str | Path)
                else authors.as_poem_protocol(protocol)
            )
            report = checking.check_protocol(poem, checking.samples_of(poem) if samples is None else samples, options)
        except PluginError as error:
            pytest.fail(str(error))
        if not report.passed:
            pytest.fail(str(report))
        return report

    return check


class PlayRecording(StructuralType):
    """Plays a recording to a protocol: the chunks as they came, timed calls between them, and the same end."""

    def __call__(self, recording: str | Path, protocol: Protocol) -> recordings.Played:
        """Play the recording in a poem's folder to an instance of any Twisted protocol; return what it sent."""


@pytest.fixture(scope="session")
def play_recording() -> PlayRecording:
    """Return a function that plays a recording to a protocol, exactly, and without waiting or a network."""

    def play(recording: str | Path, protocol: Protocol) -> recordings.Played:
        return recordings.play_into(poems.Recording.existing(Path(recording)), protocol)

    return play
