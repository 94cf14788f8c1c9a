"""What a protocol file says of itself: the options that it takes, and samples of what it makes of a stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from attrs import field, frozen

SampleOutcome = Literal["complete", "cut", "protocol-error"]


def _as_tuple(frames: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(frames)


def _as_dict(options: Mapping[str, object]) -> dict[str, object]:
    return dict(options)


@frozen
class Option:
    """Marks an annotated class attribute as an option that a user sets for each server.

    ::

        delimiter: Annotated[bytes, Option("What ends a frame", minimum=1)] = b"\\n"
        size: Annotated[int, Option("Bytes of one record", minimum=1)]

    The attribute's value is the default; without one the option must be given. It can be bytes, str, int, float,
    bool, an Enum or a Literal of texts or whole numbers. ``minimum`` and ``maximum`` bound a number, or the length of
    bytes and text. The attribute is set before ``__init__`` runs.
    """

    label: str
    minimum: float | None = None
    maximum: float | None = None


@frozen
class Sample:
    """What a stream gives: a protocol file that has a list of these as ``SAMPLES`` is tried on them.

    ``received`` is everything that the server sends before it closes the connection, ``frames`` the whole frames cut
    out of it, ``outcome`` how that ends. ``options`` are values by name, as the class attributes would have them.
    """

    received: bytes = field()
    frames: tuple[bytes, ...] = field(default=(), converter=_as_tuple)
    outcome: SampleOutcome = field(default="complete")
    options: Mapping[str, object] = field(factory=dict, converter=_as_dict, hash=False)

    @received.validator
    def _check_received(self, _attribute: object, value: object) -> None:
        _expect_bytes("received", [value])

    @frames.validator
    def _check_frames(self, _attribute: object, value: Iterable[object]) -> None:
        _expect_bytes("each of frames", value)

    @outcome.validator
    def _check_outcome(self, _attribute: object, value: object) -> None:
        if value not in get_args(SampleOutcome):
            raise ValueError(f"a sample's outcome is one of {', '.join(get_args(SampleOutcome))}, not {value!r}")


def _expect_bytes(what: str, values: Iterable[object]) -> None:
    for value in values:
        if not isinstance(value, bytes):
            raise TypeError(f"a sample's {what} must be bytes, not {value!r}")
