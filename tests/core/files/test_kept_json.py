"""Small versioned files: what is written is read again, and what is damaged is refused at the first fault."""

from __future__ import annotations

import json

import cattrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.kept_json import KeptJson, NewerVersionError
from poetrygui.core.files.strict_json import expect, strict_converter
from poetrygui.errors import SaveError


@frozen
class Things:
    version: int
    texts: tuple[str, ...] = ()
    flag: bool = False
    size: float = 0.0


KEPT = KeptJson(Things, 3, strict_converter, 10_000)


@given(st.builds(Things, st.just(3), st.lists(st.text(st.characters())).map(tuple), st.booleans(), st.floats(0, 1e9)))
def test_what_is_written_is_read_again(things: Things) -> None:
    assert KEPT.parse(KEPT.dump(things)) == things


@pytest.mark.parametrize("version", ["2", "true", "3.0", "null", '"3"', "[3]", "0", "-1", "1" * 5000])
def test_another_version_is_damage(version: str) -> None:
    with pytest.raises((ValueError, TypeError)) as raised:
        KEPT.parse(f'{{"version": {version}}}'.encode())
    assert not isinstance(raised.value, NewerVersionError)


@pytest.mark.parametrize("version", ["4", "1000000"])
def test_a_newer_version_is_called_that(version: str) -> None:
    with pytest.raises(NewerVersionError):
        KEPT.parse(f'{{"version": {version}, "more": 1}}'.encode())


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1" * 5000, "true", '"1"', "[" * 5000])
def test_no_such_number_is_taken(value: str) -> None:
    with pytest.raises((ValueError, TypeError, RecursionError)):
        KEPT.parse(f'{{"version": 3, "size": {value}}}'.encode())


def test_what_is_no_json_is_no_text_either() -> None:
    with pytest.raises(ValueError, match="NaN is no JSON"):
        KEPT.parse(b'{"version": 3, "texts": [NaN]}')


@pytest.mark.parametrize("value", ["1", "0", "null", '"true"'])
def test_only_true_and_false_are_truth_values(value: str) -> None:
    with pytest.raises(TypeError):
        KEPT.parse(f'{{"version": 3, "flag": {value}}}'.encode())


def test_nothing_is_looked_at_after_the_first_fault() -> None:
    looked: list[object] = []
    converter = strict_converter()

    def look(value: object, _: object) -> str:
        looked.append(value)
        return expect(str, value)

    converter.register_structure_hook(str, look)
    with pytest.raises(TypeError):
        KeptJson(Things, 3, lambda: converter, 10_000).parse(
            json.dumps({"version": 3, "texts": ["a", *range(1000)]}).encode()
        )
    assert looked == ["a", 0]


def test_a_converter_that_gathers_every_fault_is_not_taken() -> None:
    with pytest.raises(AssertionError, match="minutes"):
        KeptJson(Things, 3, cattrs.Converter, 10_000).parse(b'{"version": 3}')


def test_what_could_not_be_read_again_is_not_written() -> None:
    largest = len(KEPT.dump(Things(3, ("",))))
    kept = KeptJson(Things, 3, strict_converter, largest)
    assert len(kept.dump(Things(3, ("",)))) == largest
    with pytest.raises(SaveError, match=f"no more than {largest}"):
        kept.dump(Things(3, ("a",)))
