"""A framing is told from others of the same recording, and says what it keeps."""

from __future__ import annotations

from attrs import evolve

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.hosts.confinement import missing_here
from poetrygui.recordings.framed_name import framed_name, is_framed, short_name, what_is_kept

SOURCE = PoemInfo("feed", "h:1", "raw", "2026-01-01T00:00:00+00:00", server_id="s1", kept=WhatIsKept.ARRIVALS)


def framed(source: PoemInfo, options: dict[str, str]) -> PoemInfo:
    return evolve(source, name=framed_name(source, "delimited", options), server_id="")


def test_the_options_that_were_set_tell_two_apart_in_the_name_and_in_the_tab() -> None:
    one, other = framed(SOURCE, {"delimiter": ";"}), framed(SOURCE, {"delimiter": "\\n", "longest": "9"})
    assert (one.name, short_name(one)) == (
        "feed · framed with delimited (delimiter=;)",
        "feed · delimited (delimiter=;)",
    )
    assert short_name(other) == "feed · delimited (delimiter=\\n, longest=9)"
    assert framed(SOURCE, {}).name == "feed · framed with delimited"


def test_what_was_framed_of_what_was_framed_is_of_the_recording() -> None:
    once = framed(SOURCE, {"delimiter": ";"})
    assert framed_name(once, "raw", {}) == "feed · framed with raw"
    assert framed_name(evolve(SOURCE, name=""), "raw", {}) == "h:1 · framed with raw"


def test_a_long_name_leaves_room_for_what_differs() -> None:
    long = framed(evolve(SOURCE, name="x" * 90), {"delimiter": "y" * 90})
    assert len(short_name(long)) < 70
    assert "delimiter=yyy" in short_name(long)[:45]


def test_what_is_kept_is_told_of_what_was_framed_and_of_what_came() -> None:
    assert what_is_kept(framed(SOURCE, {})).startswith("what arrived is kept with its recording")
    assert what_is_kept(SOURCE) == "only what arrives is kept"
    assert ("not confined here" in what_is_kept(framed(SOURCE, {}))) == bool(missing_here())
    # A server may be called so: it is no framing for that.
    assert not is_framed(evolve(SOURCE, name="a · framed with b"))
