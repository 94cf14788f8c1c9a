"""What a protocol file says of itself: options and samples are values, and a mistake in one is told at once."""

from __future__ import annotations

from typing import Any

import pytest

from poetrygui.api import Option, Sample


def test_samples_and_options_are_values() -> None:
    assert Sample(b"a;", [b"a"]) == Sample(b"a;", (b"a",), "complete", {})
    assert Sample(b"a;", iter([b"a"])).frames == (b"a",)
    assert Option("Bytes", minimum=1) == Option("Bytes", 1, None)
    assert len({Option("Bytes"), Option("Bytes")}) == 1


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("text",), "a sample's received must be bytes, not 'text'"),
        ((b"a", b"ab"), "each of frames must be bytes, not 97"),
        ((b"a", ["a"]), "each of frames must be bytes, not 'a'"),
    ],
)
def test_what_is_no_bytes_is_told_with_its_place(arguments: tuple[Any, ...], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Sample(*arguments)


@pytest.mark.parametrize("outcome", ["complete", "cut", "protocol-error"])
def test_an_outcome_is_one_that_a_stream_can_have(outcome: Any) -> None:
    assert Sample(b"", outcome=outcome).outcome == outcome
    with pytest.raises(ValueError, match="is one of complete, cut, protocol-error, not 'reset'"):
        Sample(b"", outcome="reset")  # type: ignore[arg-type]  # the mistake


def test_options_of_a_sample_are_its_own() -> None:
    options = {"size": 1}
    sample = Sample(b"", options=options)
    options["size"] = 2
    assert sample.options == {"size": 1}
