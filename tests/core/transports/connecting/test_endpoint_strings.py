"""The strings that Twisted reads: of its own kinds, and of those that are installed beside it."""

from __future__ import annotations

import pytest
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports import connecting


@pytest.mark.parametrize(
    "kind, is_one",
    [("tcp", True), ("ssl", True), ("unix", True), ("TLS", True), ("haproxy", False), ("carrier-pigeon", False)],
)
def test_which_kinds_there_are(kind: str, is_one: bool) -> None:
    assert connecting.is_endpoint_kind(kind) is is_one


def test_one_is_made_of_its_text() -> None:
    made = connecting.endpoint_of(MemoryReactorClock(), "tcp:poems.example:80:timeout=5")
    assert IStreamClientEndpoint.providedBy(made)
    with pytest.raises(ValueError, match="'x'"):
        connecting.endpoint_of(MemoryReactorClock(), "tcp:a:port=x")
