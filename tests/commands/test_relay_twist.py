"""What ``twist poetrygui-relay`` takes, and what it refuses, in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.python.usage import UsageError

from poetrygui.commands.relay_end import Direction


@pytest.fixture
def given(reactor: Any) -> Any:
    """New options; to import them is to install a reactor, where there is none."""
    from poetrygui.commands.relay_twist import Options

    return Options()


def test_what_is_asked_for_is_what_the_service_relays(given: Any, tmp_path: Path) -> None:
    from poetrygui.commands.relay_twist import makeService

    framing = ["--protocol", "delimited", "--option", "delimiter=;", "--client-protocol", "prefixed"]
    framing += ["--client-option", "order=little"]
    way = ["--transport-option", "verify=insecure", "--tee", "--profile", str(tmp_path)]
    given.parseOptions([*framing, *way, "8000", "tls:host:1"])
    relay = given["relay"]
    assert (relay.listen, relay.tee, relay.quiet) == ("tcp:8000:backlog=1024:interface=127.0.0.1", True, True)
    assert relay.folder == tmp_path / "poems"
    to = relay.servers[Direction.TO_CLIENT]
    assert (to.address, to.protocol, dict(to.options)) == ("tls:host:1", "delimited", {"delimiter": ";"})
    assert dict(to.transport_options) == {"verify": "insecure"}
    assert dict(relay.servers[Direction.TO_SERVER].options) == {"order": "little"}
    assert makeService(given).name == "poetrygui-relay"


def test_clients_are_framed_as_the_server_where_nothing_else_is_said(given: Any) -> None:
    given.parseOptions(["--protocol", "lines", "--no-record", "8000", "host:1"])
    assert {each.protocol for each in given["relay"].servers.values()} == {"lines"}
    assert given["relay"].folder is None


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["8000"], "Name where to listen and the address of the server"),
        (["8000", "host:x"], "host:x"),
        (["--protocol", "nobodys", "8000", "host:1"], "There is no protocol 'nobodys'"),
        (["--option", "odd", "8000", "host:1"], "'odd' is no option: write NAME=VALUE"),
    ],
)
def test_what_is_wrong_is_said(given: Any, arguments: list[str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        given.parseOptions(arguments)
