"""The endpoint as a whole: a protocol that is none, and giving up on the way."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.error import NoProtocol
from twisted.internet.protocol import Factory

from poetrygui.core.transports.address import parse_address
from tests.conftest import WaitFor
from tests.core.transports.secure_shell.conftest import Shell
from tests.core.transports.shell_server import Command


class Nothing(Factory):
    def buildProtocol(self, addr: object) -> None:
        return None


def test_without_a_protocol_the_server_is_left(open_shell: Shell, reactor: Any, wait_for: WaitFor) -> None:
    open_shell.plays = bool
    endpoint = parse_address(open_shell.server.address(), open_shell.server.options).endpoint(reactor)
    with pytest.raises(NoProtocol):
        wait_for(endpoint.connect(Nothing()))


def test_the_command_is_run_as_it_is_written(open_shell: Shell, start_fetch: Any, wait_for: WaitFor) -> None:
    ran: list[bytes] = []

    def plays(command: Command) -> None:
        ran.append(command.command)
        command.end()

    open_shell.plays = plays
    address = open_shell.server.address("tail -n 3 'ä b': $HOME")
    wait_for(start_fetch(address, transport_options=open_shell.server.options).done)
    assert ran == ["tail -n 3 'ä b': $HOME".encode()]
