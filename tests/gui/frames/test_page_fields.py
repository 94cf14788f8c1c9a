"""Fields of several recordings: each has a source, for as long as frames of it are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.poems.recording import Recording
from poetrygui.gui.frames.page_fields import PageFields
from poetrygui.recordings.row_origin import Origin
from tests.recordings.joined_folders import recorded


class Source:
    """Tells of each frame its recording, and notes what becomes of it."""

    def __init__(self, recording: Recording) -> None:
        self.problem = ""
        self.name = recording.directory.name
        self.calls: list[str] = []
        self.asked: dict[int, bytes] = {}

    def known(self, number: int) -> tuple[Fields | None] | None:
        return ({"of": self.name},) if number in self.asked else None

    def want(self, frames: Iterable[tuple[int, bytes]]) -> None:
        self.asked |= dict(frames)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        callback()
        return lambda: self.calls.append("unsubscribed")

    def pause(self) -> None:
        self.calls.append("paused")

    def close(self) -> None:
        self.calls.append("closed")


def test_each_recording_has_a_source_while_it_is_seen(tmp_path: Path) -> None:
    poems = [recorded(tmp_path / name, b"x") for name in ("one", "two")]
    origins = [Origin(poem, poem.recording) for poem in poems if poem.recording is not None]
    sources: list[Source] = []

    def source_of(recording: Recording) -> Source:
        sources.append(Source(recording))
        return sources[-1]

    told: list[int] = []
    fields = PageFields(source_of, lambda: told.append(1))
    for origin in origins:
        fields.want(origin, [(0, b"x")])
    assert [fields.known(origin, 0) for origin in origins] == [({"of": "one"},), ({"of": "two"},)]
    assert fields.known(origins[0], 1) is None
    assert len(told) == 2
    sources[1].problem = "it is broken"
    assert fields.problem == "it is broken"
    fields.pause()
    fields.keep([origins[1].recording])
    assert [source.calls for source in sources] == [["paused", "unsubscribed", "closed"], ["paused"]]
    fields.close()
    assert sources[1].calls[1:] == ["unsubscribed", "closed"]
    assert fields.problem == ""
    for poem in poems:
        poem.close()
