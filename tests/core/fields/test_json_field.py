"""One field of many frames of JSON is the same as where each frame is taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import PoemProtocol, json_fields
from poetrygui.core.fields import json_field
from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.fields.json_field import LONGEST, JsonField, may_look_for
from tests.core.fields.json_texts import LINES, NAMES

FIELDS = st.sampled_from((*filter(may_look_for, NAMES), "a.a", "a..b", "a.b.a", "missing"))


class Framed(PoemProtocol):
    fields = staticmethod(json_fields)


@given(st.lists(LINES.filter(lambda line: len(line) <= LONGEST), max_size=6), FIELDS, st.booleans())
def test_a_field_is_that_of_the_frame_taken_apart(frames: list[bytes], name: str, has_msgspec: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_field, "HAS_MSGSPEC", has_msgspec)
        field = JsonField(name, repr, "")
    asked = FrameFields(Framed)
    asked.problem = "told"  # where an error is told, its traceback is made
    expected = [flat_fields(asked.of(frame)) for frame in frames]
    assert field.each(frames) == [repr(flat[name]) if name in flat else "" for flat in expected]


def test_frames_without_msgspec_and_with_other_things_among_them() -> None:
    field = JsonField("ms", str, "none")
    frames = [b'{"ms": %d}' % ms for ms in range(5000)]
    assert field.each(frames) == [str(ms) for ms in range(5000)]
    assert field.each([*frames[:2], b"[1]", b'{"a": 1}', b'{"ms":"\xc3\xa9"}']) == ["0", "1", "none", "none", "é"]
    assert field.each([]) == []


def test_a_name_that_a_cut_one_could_have_or_that_no_plain_one_has_is_not_looked_for() -> None:
    assert may_look_for("level.of é")
    assert not may_look_for("level…")
    assert not may_look_for("l?")
    assert not may_look_for("l\ud800"), "it is taken as the one before"
