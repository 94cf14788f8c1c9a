"""A poem is read in the encoding that its server had last, and all of them with colours or without."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.letterings import Letterings
from poetrygui.core.poems.lettering import Lettering, UnknownEncodingError
from poetrygui.core.poems.poem_info import PoemInfo


def poem_of(server_id: str) -> KeptPoem:
    return KeptPoem(evolve(PoemInfo("", "", "", ""), server_id=server_id), Path())


def test_what_a_server_had_last_its_next_poem_has() -> None:
    letterings = Letterings()
    first, second, other = poem_of("s"), poem_of("s"), poem_of("t")
    letterings.set_encoding(first, "Latin-1")
    letterings.set_colours(False, [first])
    for poem in (second, other):
        letterings.begin(poem)
    assert first.stream.lettering == second.stream.lettering == Lettering("iso8859-1", colours=False)
    assert other.stream.lettering == Lettering(colours=False)
    letterings.set_encoding(second, "utf-8")
    assert letterings.encodings == {}


def test_what_is_unknown_is_read_as_usual_or_refused() -> None:
    letterings, poem = Letterings(), poem_of("s")
    letterings.begin(poem, "no such encoding")
    assert poem.stream.lettering == Lettering()
    with pytest.raises(UnknownEncodingError):
        letterings.set_encoding(poem, "no such encoding")
    assert letterings.encodings == {}


def test_a_poem_tells_when_it_is_read_otherwise() -> None:
    told: list[str] = []
    poem = poem_of("s")
    poem.loaded.subscribe(lambda: told.append(poem.stream.lettering.encoding))
    for encoding in ("cp037", "cp037", "utf-8"):
        poem.read_as(Lettering(encoding))
    assert told == ["cp037", "utf-8"]
