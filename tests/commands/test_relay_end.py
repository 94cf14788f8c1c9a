"""What hears one direction: what keeps its frames, and who hears of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from poetrygui.commands.outlet import Outlet
from poetrygui.commands.relay_end import Direction, HeardEnd, HeardEnds
from poetrygui.commands.sent_together import SentTogether
from poetrygui.commands.standard_streams import StandardStream
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.poems.store import PoemStore
from poetrygui.relay.side import Side
from tests.commands.relaying import options
from tests.relay.test_side import Nothing


@pytest.mark.parametrize("direction, name", [(Direction.TO_SERVER, "a:1 > b:2"), (Direction.TO_CLIENT, "a:1 < b:2")])
def test_what_it_is_called_and_what_keeps_its_frames(
    reactor: Any, tmp_path: Path, direction: Direction, name: str
) -> None:
    def made(**more: Any) -> HeardEnd:
        out: Any = StandardStream(os.open(os.devnull, os.O_WRONLY), None)
        outlet = Outlet(reactor, out, lambda: None)
        makes = HeardEnds(reactor, options("b:2", **more), outlet, outlet)
        side = Side(reactor, "server", Nothing())
        try:
            return makes.make(1, "a:1", side, direction, lambda _end, _state: None, endpoint=side)
        finally:
            os.close(out.descriptor)

    shown = made()
    assert (shown.name, shown.is_rest, shown.fetch.server.protocol) == (name, False, "lines")
    assert isinstance(shown.fetch.store, PassedPoem)
    assert shown.led is not None
    told = made(json_lines=True)
    assert told.led is None
    assert told.told is not None
    assert told.moments is not None
    # Where nobody is shown the frames, they go where they are recorded and nowhere else.
    quiet = made(quiet=True, folder=tmp_path / "poems")
    assert isinstance(quiet.fetch.store, PoemStore)
    assert isinstance(quiet.side.ears.wire, SentTogether)
    unheard = made(quiet=True)
    assert unheard.side.ears.wire is None
    quiet.fetch.store.close()
