"""A poem of an earlier run is read once, with what came on the connections before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.poem_loading import PoemLoading
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.store import PoemStore

Until = Callable[[Callable[[], bool]], None]

ENDED = Ended(Outcome.INTERRUPTED, "the program ended before the stream did")


def left(folder: Path, rows: bytes) -> Path:
    store = PoemStore(folder)
    store.frame(rows)
    store.flush()
    store.close()
    write_info(folder, PoemInfo("a server", "", "raw", "2026-03-01T12:00:00+00:00", ended=ENDED))
    return folder


def test_all_connections_are_read_and_damage_of_one_is_passed_over(
    reactor: Any, tmp_path: Path, wait_until: Until
) -> None:
    folders = [left(tmp_path / name, name.encode()) for name in "abc"]
    (folders[1] / "poem.json").write_text("{")
    noted: list[KeptPoem] = []
    loading = PoemLoading(reactor, noted.append)
    poem = KeptPoem(PoemInfo("a server", "", "raw", "", ended=ENDED), folders[2], ENDED)
    poem.stream.take_unread([*folders[:2], tmp_path / "gone"])
    told: list[str] = []
    poem.loaded.subscribe(lambda: told.append(poem.load_problem))
    for _ in range(2):
        loading.begin(poem)
    wait_until(lambda: bool(told))
    assert poem.reader is not None
    rows = poem.reader.read(0, poem.reader.size).splitlines()
    assert (rows[0], rows[-1], len(rows)) == (b"a", b"c", 3)
    assert poem.names == ("a", "c")
    assert (noted, told) == ([poem], [""])
    assert poem.info.ended is not None
    assert poem.info.ended.bytes == 1, "what is noted said nothing of that"
    loading.begin(poem)
    poem.close()


def test_what_cannot_be_read_says_why(reactor: Any, tmp_path: Path, wait_until: Until) -> None:
    (tmp_path / "rows.000").mkdir()
    poem = KeptPoem(PoemInfo("a server", "", "raw", "", ended=ENDED), tmp_path, ENDED)
    loading = PoemLoading(reactor, lambda _: None)
    loading.begin(poem)
    wait_until(lambda: bool(poem.load_problem))
    assert poem.load_problem.startswith("This recording cannot be read: ")
    assert poem.store is None
    loading.begin(poem)
