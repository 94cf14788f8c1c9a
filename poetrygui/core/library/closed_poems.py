"""The folder of closed poems: what a tab showed goes there when it is closed, and comes back from there."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

from attrs import asdict, frozen

from poetrygui.core import files
from poetrygui.core.files.small_file import read_small_file
from poetrygui.core.library.poem_folders import poem_name, stream_of
from poetrygui.core.reading.conditions import Conditions
from poetrygui.paths import make_private_folder

_EARLIER = "earlier_"
"""What the names of those begin with that are earlier connections of one that was closed: they come back with that."""
_NAME = re.compile(r"\d{8}-\d{6}-\d{6}_(?P<poem>[^/]+)")
_PLACE = "place.json"
_LARGEST_FILE = 64 * 1024


PlacedMark = tuple[int, str]
"""Where a marked line begins, counted from the first byte of the last connection's rows, and a note, or none."""


@frozen
class TabPlace:
    """Where a tab stood among the others, where its view was, and what lines it showed: offsets are bytes of rows."""

    index: int = 0
    top: int = 0
    following: bool = True
    anchor: int = 0
    caret: int = 0
    encoding: str = ""
    """In which its bytes are text; nothing where that is not known."""
    marks: tuple[PlacedMark, ...] = ()
    """The lines that somebody has marked."""
    filters: Conditions | None = None
    """None leaves them as they are."""
    folds: bool | None = None
    """Whether repeats are folded; None leaves that as it is."""


class ClosedPoems:
    """Moves folders of poems out of sight and back. All of it may block, and is for a thread of its own."""

    def __init__(self, folder: Path, poems: Path) -> None:
        """Keep closed ones in ``folder``; ``poems`` is where the others are."""
        self.folder = folder
        self._poems = poems

    def names(self) -> list[str]:
        """Return what is there, in the order in which it was closed."""
        try:
            return sorted(path.name for path in self.folder.iterdir() if _NAME.fullmatch(path.name))
        except OSError:
            return []

    def put_away(self, name: str, poem: Path, place: TabPlace, earlier: Iterable[Path] = ()) -> bool:
        """Move a poem's folder here, with the ``place`` of its tab, and call it ``name``; tell whether there was one.

        With it go the folders of ``earlier`` connections. Raises OSError, and it stays where it is.
        """
        for folder in earlier:
            if folder.is_dir():
                make_private_folder(self.folder)
                folder.rename(self.folder / f"{_EARLIER}{folder.name}")
        if not poem.is_dir():
            return False
        make_private_folder(self.folder)
        with contextlib.suppress(OSError):  # the poem is what matters
            (poem / _PLACE).write_text(json.dumps(asdict(place)), "utf-8")
        poem.rename(self.folder / name)
        return True

    def bring_back(self, name: str) -> tuple[list[Path], TabPlace]:
        """Move a poem's folder to the others, with those of its earlier connections.

        Return them, its own as the last, and where its tab stood. Raises OSError.
        """
        found = _NAME.fullmatch(name)
        assert found is not None
        folder = self._poems / found["poem"]
        make_private_folder(self._poems)
        (self.folder / name).rename(folder)
        earlier = [self._bring_earlier(each) for each in self._earlier_of(folder.name)]
        return [*earlier, folder], _take_place(folder / _PLACE)

    def find(self, name: str) -> Path:
        """Return the folder of the poem of that name among the others, brought back if it is here. Raises OSError."""
        if (self._poems / name).is_dir():
            return self._poems / name
        closed = [each for each in self.names() if poem_name(each) == name]
        if closed:
            return self.bring_back(closed[-1])[0][-1]
        if (self.folder / f"{_EARLIER}{name}").is_dir():
            return self._bring_earlier(name)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)

    def _earlier_of(self, name: str) -> list[str]:
        """Return the names of the poems here that came before the one of that name, on connections of one stream."""
        found = [poem_name(path.name) for path in self.folder.iterdir() if path.name.startswith(_EARLIER)]
        return sorted(each for each in found if each < name and stream_of(each) == stream_of(name))

    def _bring_earlier(self, name: str) -> Path:
        folder = self._poems / name
        make_private_folder(self._poems)
        (self.folder / f"{_EARLIER}{name}").rename(folder)
        return folder


def closed_name(poem: Path) -> str:
    """Return the name of a poem's folder that is closed now."""
    # Not the local time: a night in autumn has one of its hours twice.
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S-%f}_{poem.name}"


def _take_place(path: Path) -> TabPlace:
    try:
        place: TabPlace = files.strict_converter().structure(json.loads(read_small_file(path, _LARGEST_FILE)), TabPlace)
        path.unlink()
    except Exception:  # noqa: BLE001 - damage comes in every shape; the poem is what matters
        return TabPlace()
    return place
