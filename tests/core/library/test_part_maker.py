"""What connections bring is kept one behind the other, and is not there before something came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.part_maker import PartMaker
from poetrygui.core.library.poem_folders import stream_of
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.server_book import Server

SERVER = Server("a server", "127.0.0.1:1", "lines", recording=WhatIsKept.ARRIVALS)


def test_the_folders_of_one_stream_are_known_by_their_names(tmp_path: Path) -> None:
    reactor: Any = None
    disk = InlineDisk()
    maker = PartMaker(reactor, disk, KeptPoems(reactor, tmp_path / "poems", tmp_path / "closed", disk))
    first, other = maker.first(SERVER), maker.first(SERVER)
    following = maker.next(SERVER, first.directory)
    names = [part.directory.name for part in (first, following, other)]
    assert stream_of(names[0]) == stream_of(names[1]) != stream_of(names[2])
    assert names[0] < names[1]
    assert (following.info.name, following.info.kept) == ("a server", WhatIsKept.ARRIVALS)
    assert following.store.recording is not None
    assert not (tmp_path / "poems").exists()
    foreign = maker.next(SERVER, tmp_path / "poems" / "of somebody's")
    assert stream_of(foreign.directory.name) not in ("of somebody's", stream_of(names[0]))
