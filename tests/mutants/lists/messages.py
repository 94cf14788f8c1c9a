"""Mutants of the transports that give messages."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

_DATAGRAMS = "poetrygui/core/transports/datagrams"
_WEBSOCKETS = "poetrygui/core/transports/websockets"

MESSAGES: list[Mutant] = [
    *mutants(
        "protocols/raw.py",
        ["tests/protocols/test_raw.py"],
        [
            ("if self._gets_messages and not self.transport.is_cut:", "if self._gets_messages:"),
            ("self._begun = not self._gets_messages", "self._begun = True"),
        ],
    ),
    *mutants(
        f"{_DATAGRAMS}/datagram_reader.py",
        ["tests/core/transports/datagrams/test_datagram_reader.py"],
        [
            ("if not self._is_reading:", "if False:"),
            ("if reason.check(ConnectionDone):", "if True:"),
            ("if reason.check(ConnectionDone):", "if False:"),
            ("range(_MOST_IN_A_TURN)", "range(_MOST_IN_A_TURN + 1)"),
            ("                self.close()\n                self._ears.failed", "                self._ears.failed"),
        ],
    ),
    *mutants(
        f"{_DATAGRAMS}/datagram_writer.py",
        ["tests/core/transports/datagrams/test_datagram_writer.py"],
        [
            ("if self._waiting or not", "if not"),
            ("self._waiting.appendleft((data, to))", "self._waiting.append((data, to))"),
            ("if error.errno == errno.EMSGSIZE:", "if True:"),
            ("        self._waiting.clear()\n", ""),
            ("if to else", "if True else"),
        ],
    ),
    *mutants(
        f"{_DATAGRAMS}/datagram_transport.py",
        ["tests/core/transports/datagrams/test_datagram_transport.py"],
        [
            ("if sender != self._sender or", "if True or"),
            ("or self._untold >= _TOLD_AGAIN", ""),
            ("if count >= 2 * self._drops_told:", "if True:"),
            ("data if data.endswith(end) else data + end", "data + end"),
            ("            self._mail.close()\n", ""),
            ('if self._post.senders == "apart"', "if False"),
            ("if error.errno in _REFUSED:\n", "if False:\n"),
            ("if to is None:", "if False:"),
        ],
    ),
    *mutants(
        f"{_DATAGRAMS}/senders_apart.py",
        ["tests/core/transports/datagrams/test_senders_apart.py"],
        [
            ("if self._is_over:", "if False:"),
            ("            del self._mails[sender]\n", ""),
            ("self._mails.pop(mail.sender, None)", "pass"),
            ("        self.resume(mail)\n", ""),
            ("if not self._pausing:", "if True:"),
            ("self._is_over and not self._mails", "self._is_over"),
        ],
    ),
    *mutants(
        f"{_WEBSOCKETS}/wire.py",
        ["tests/core/transports/websockets/test_wire.py"],
        [
            ("if self._size > self._largest:", "if self._size >= self._largest:"),
            ("self._begun, [], 0", "self._begun, [], self._size"),
            ("if self._connection.state is ConnectionState.REMOTE_CLOSING:", "if False:"),
            ("if self._connection.state is ConnectionState.REMOTE_CLOSING:", "if True:"),
            ("                yield from self.rest()\n", ""),
            ("        yield from self.rest()\n        yield Violated", "        yield Violated"),
            ("elif event.message_finished:", "else:"),
            ("        except RemoteProtocolError as error", "        except ZeroDivisionError as error"),
        ],
    ),
    *mutants(
        f"{_WEBSOCKETS}/websocket_transport.py",
        ["tests/core/transports/websockets/test_websocket_transport.py"],
        [
            ("(not self._is_paused or self._is_ours)", "not self._is_paused"),
            ("(not self._is_paused or self._is_ours)", "True"),
            ("case Came() if not self._is_ours:", "case Came():"),
            ("            self._reactor.callLater(0, self.take, ())  # the end may be waiting\n", ""),
            ("self._reason = self._reason or error_of_close(told)", "self._reason = error_of_close(told)"),
            ("if self._limit is not None and self._limit.active():", "if False:"),
            ('end = b"" if came.is_cut or', 'end = b"" if'),
            (
                "            self._below.resumeProducing()\n            self._below.write",
                "            self._below.write",
            ),
        ],
    ),
]
