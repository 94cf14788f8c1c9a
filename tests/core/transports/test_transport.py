"""What a transport that says the least of itself has from its base."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import pytest
from attrs import frozen
from twisted.internet.address import HostnameAddress
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.interfaces import IStreamClientEndpoint

from poetrygui.core.transports.transport import Transport


@frozen
class Whisper(Transport):
    prefix: ClassVar[str] = "whisper"
    title: ClassVar[str] = "Whisper"
    forms: ClassVar[tuple[str, ...]] = ("whisper:EAR",)
    ends: ClassVar[str] = "silence"
    ear: str

    @classmethod
    def read(cls, rest: str) -> Self | None:
        return cls(rest)

    def __str__(self) -> str:
        return f"whisper:{self.ear}"

    def endpoint(self, reactor: Any) -> IStreamClientEndpoint:
        return TCP4ClientEndpoint(reactor, "127.0.0.1", 1)


def test_it_is_never_meant_by_an_address_without_its_prefix() -> None:
    assert Whisper.read_bare("left") is None


def test_it_has_nothing_to_refuse_before_it_is_tried() -> None:
    Whisper("left").check()


@pytest.mark.parametrize(
    "ear, told", [("left", b"whisper:left"), ("é", "whisper:é".encode()), ("\udcff", b"whisper:\xff")]
)
def test_it_leads_where_its_address_says(ear: str, told: bytes) -> None:
    assert Whisper(ear).destination == HostnameAddress(told, 0)


def test_it_is_a_value() -> None:
    assert Whisper("left") == Whisper("left") != Whisper("right")
    assert len({Whisper("left"), Whisper("left")}) == 1


@pytest.mark.parametrize("missing", ["read", "__str__", "endpoint"])
def test_one_that_leaves_out_what_each_has_cannot_be_made(missing: str) -> None:
    kept: dict[str, Any] = {name: vars(Whisper)[name] for name in ("read", "__str__", "endpoint") if name != missing}
    mute: Any = type("Mute", (Transport,), kept)
    with pytest.raises(TypeError, match="abstract"):
        mute()
