"""A transport's options: read from its class in its order, set from what a user typed, and refused by their names."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

import pytest
from attrs import frozen
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.interfaces import IStreamClientEndpoint

from poetrygui.api import Option
from poetrygui.core.options.details import Details
from poetrygui.core.transports.tcp import Tcp
from poetrygui.core.transports.tls import Tls, TlsVerify
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.transport_options import options_of, with_options
from poetrygui.core.transports.unix import Unix
from poetrygui.errors import AddressError


@frozen
class Balloon(Transport):
    prefix: ClassVar[str] = "balloon"
    title: ClassVar[str] = "Balloon"
    forms: ClassVar[tuple[str, ...]] = ("balloon:COLOUR",)
    colour: str
    height: Annotated[int, Option("Metres", minimum=1, maximum=900)] = 40
    remark: Annotated[str, "no option", Option("Remark"), Details(only_with=("height", "40"))] = ""
    note: Annotated[str, "no option at all"] = ""

    @classmethod
    def read(cls, rest: str) -> Self | None:
        return cls(rest)

    def __str__(self) -> str:
        return f"balloon:{self.colour}"

    def endpoint(self, reactor: Any) -> IStreamClientEndpoint:
        return TCP4ClientEndpoint(reactor, "127.0.0.1", 1)


def test_those_that_a_class_declares_are_read_in_its_order() -> None:
    verify, ca_file, *others = options_of(Tls)
    assert (verify.name, verify.type, verify.default) == ("verify", TlsVerify, TlsVerify.SYSTEM)
    assert verify.choices == ("system", "ca-file", "insecure")
    assert (ca_file.name, ca_file.default, ca_file.details.only_with) == ("ca_file", "", ("verify", "ca-file"))
    assert [each.name for each in others] == ["certificate", "key", "server_name", "alpn", "proxy"]
    assert options_of(Unix) == ()


def test_values_are_set_by_name_and_all_else_stays() -> None:
    assert with_options(Tls("a", 1), {"verify": "insecure"}) == Tls("a", 1, TlsVerify.INSECURE)
    assert with_options(Tls("a", 1, TlsVerify.INSECURE), {}) == Tls("a", 1, TlsVerify.INSECURE)
    assert with_options(Tcp("a", 1), {}) == Tcp("a", 1)


@pytest.mark.parametrize(
    "transport, texts, said",
    [
        (Tls("a", 1), {"height": "1"}, "tls:a:1 has no option 'height': choose one of verify, ca_file"),
        (Unix("a"), {"verify": "system"}, "unix:a has no option 'verify': there is none for such an address"),
        (Tls("a", 1), {"verify": "perhaps"}, "option verify takes one of system, ca-file, insecure, not 'perhaps'"),
        (Tls("a", 1), {"verify": "ca-file"}, "Name the file"),
    ],
)
def test_what_is_refused_and_why(transport: Transport, texts: dict[str, str], said: str) -> None:
    with pytest.raises(AddressError, match=said):
        with_options(transport, texts)


def test_a_field_without_an_option_is_none_and_one_has_its_bounds_and_details() -> None:
    height, remark = options_of(Balloon)
    assert (height.name, height.type, height.minimum, height.maximum) == ("height", int, 1, 900)
    assert (remark.name, remark.label, remark.details.only_with) == ("remark", "Remark", ("height", "40"))
    assert with_options(Balloon("red"), {"height": "900", "remark": "up"}) == Balloon("red", 900, "up")
    for text in ("0", "901", "", "high"):
        with pytest.raises(AddressError, match="height takes a whole number, from 1 to 900"):
            with_options(Balloon("red"), {"height": text})
