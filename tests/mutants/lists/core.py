"""Mutants of addresses, connections and fetches."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

_FETCHING = [
    *(
        "tests/core/fetching/test_fetch_by_clock.py",
        "tests/core/fetching/test_fetch.py",
        "tests/core/fetching/test_fetch_disk.py",
    ),
    *("tests/core/fetching/test_fetch_losses.py", "tests/core/fetching/test_fetched_poem.py"),
]

CORE: list[Mutant] = [
    *mutants(
        "poetrygui/core/transports/address.py",
        ["tests/core/transports/test_address.py"],
        [
            ("0 < int(digits)", "0 <= int(digits)"),
            ("int(digits) <= _LARGEST_PORT", "int(digits) < _LARGEST_PORT"),
            ("if len(digits) > len(", "if len(digits) >= len("),
            ('or character == "\\x7f"', "or False"),
            ('ord(character) < ord(" ")', 'ord(character) < ord("\\x1f")'),
            ("if isIPAddress(self.host):", "if False:"),
            ("elif isIPv6Address(self.host):", "elif False:"),
            ("UNIXClientEndpoint(reactor, self.text, timeout=timeout)", "UNIXClientEndpoint(reactor, self.text)"),
            (
                "TCP4ClientEndpoint(reactor, self.host, self.port, timeout=limit)",
                "TCP4ClientEndpoint(reactor, self.host, self.port)",
            ),
            (
                "TCP6ClientEndpoint(reactor, self.host, self.port, timeout=limit)",
                "TCP6ClientEndpoint(reactor, self.host, self.port)",
            ),
            (
                "HostnameEndpoint(reactor, self.host, self.port, timeout=limit)",
                "HostnameEndpoint(reactor, self.host, self.port)",
            ),
            ('if self.kind == "tls":\n            return endpoints', "if False:\n            return endpoints"),
            ('re.sub(r"([\\\\:=])"', 're.sub(r"([\\\\:])"'),
            ("parser.prefix.upper() == kind.upper()", "parser.prefix == kind"),
            ("or not has_port or", "or"),
            ("if not colon or not rest or", "if not colon or"),
            ("if not (_V6.fullmatch(host) and isIPv6Address(host)):", "if not _V6.fullmatch(host):"),
            ("if not (_V6.fullmatch(host) and isIPv6Address(host)):", "if not isIPv6Address(host):"),
            ('match["host"] or _LOCAL_HOST if', 'match["host"] if'),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/fetch.py",
        _FETCHING,
        [
            ("return\n        self._started_at", "pass\n        self._started_at"),
            ("return\n        refusal", "pass\n        refusal"),
            ("return\n        self._timers.set_limit(", "pass\n        self._timers.set_limit("),
            (
                "connection.end(verdict.outcome, verdict.reason)\n            self._timers.set_once(",
                "connection.end(verdict.outcome, verdict.reason)\n            print(",
            ),
            ('self._timers.cancel("connect")', "pass"),
            ("self._pressure.give_up()", "pass"),
            ("self._verdict is not None and self._attempt is None:", "False:"),
            ("if self._verdict is not None:\n            connection.end", "if False:\n            connection.end"),
            ("isinstance(self.state, Ended) or self._verdict is None:", "self._verdict is None:"),
            ("isinstance(self.state, Ended) or self._verdict is None:", "isinstance(self.state, Ended):"),
            ("if self._pressure.is_waiting:", "if False:"),
            ("verdict = self._pressure.verdict or self._verdict", "verdict = self._verdict"),
            ("self._timers.cancel_all()", "pass"),
            ("self.store.close_writing()", "pass"),
            ('if not self._timers.is_set("notice") and', "if"),
            ("if isinstance(self.state, Receiving):", "if True:"),
            ("if self._disk.congested:", "if False:"),
            ("connection.read_size.limit = self._disk.share", "pass"),
            ("self._silence.heard_at = self.last_received", "pass"),
            ("self._silence.heard_at = self._reactor.seconds()", "pass"),
            ("if not self._pressure.waiting:", "if self._pressure.waiting:"),
            ("store if also is None else TwoSinks(store, also)", "store"),
        ],
        equal=[
            (
                'self._timers.is_set("notice") and not isinstance(self.state, Ended):',
                'self._timers.is_set("notice"):',
                "after the end nobody asks for it: the store is not listened to any more, and no timer is set",
            ),
            (
                "self._verdict = self._verdict or verdict",
                "self._verdict = verdict",
                "before a connection nothing is written that an end could wait for: what comes later is too late",
            ),
            (
                "if self._verdict is not None and self._attempt is None:",
                "if self._verdict is not None:",
                "where there is a verdict the attempt is over: it was cancelled, or a connection came of it",
            ),
            (
                'self._timers.cancel("connect", "idle", "end")',
                "pass",
                "one that fires finds the verdict that stands, and all are cancelled when that is told",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/silence.py",
        ["tests/core/fetching/test_silence.py"],
        [
            ("if self._limit:", "if True:"),
            ("elif silent < self._limit:", "elif silent <= self._limit:"),
            ("self._limit - silent,", "self._limit,"),
            ("if self._is_paused():", "if False:"),
        ],
        equal=[
            (
                "self.heard_at = self._reactor.seconds()\n",
                "pass\n",
                "the first look comes when the limit is over, and finds either what was heard since or nothing",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/disk_pressure.py",
        ["tests/core/fetching/test_fetch_by_clock.py", "tests/core/fetching/test_fetch_disk.py"],
        [
            ('if not connection.is_paused_by("disk"):', "if True:"),
            ("self._may_wait = False", "pass"),
            ("return self._may_wait and self._store.disk_is_full", "return self._may_wait"),
            ("return self._may_wait and self._store.disk_is_full", "return self._store.disk_is_full"),
            ('self.connection.pause("room")', "pass"),
            ('self.connection.resume("room")', "pass"),
            ('self._say("")', "pass"),
            ("self._disk.producer_left()", "pass"),
            ("if self._store.error is None and self.waiting:", "if self.waiting:"),
        ],
        equal=[
            (
                "self._store.error is not None and self._waits",
                "self._waits",
                "a store whose disk is full has that error",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/pauses.py",
        ["tests/core/connection/test_pauses.py", "tests/core/connection/test_connection.py"],
        [
            ("if not self._who and hasattr", "if hasattr"),
            ("if who not in self._who:\n            return False", "if False:\n            return False"),
            ("return not self._who", "return True"),
            ("self._who.add(who)", "pass"),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/judging.py",
        ["tests/core/connection/test_judging.py", "tests/core/connection/test_own_close.py"],
        [
            ("not self.handshaking or", ""),
            ("check(ConnectionDone, ConnectionAborted)", "check(ConnectionDone)"),
            ("check(ConnectionDone, ConnectionAborted)", "check(ConnectionAborted)"),
            ("self.own is not None and bool(ended_as_asked)", "bool(ended_as_asked)"),
            ("self.own is not None and self.own.while_receiving)", "self.own is not None)"),
            ("return not self.inside_frame and not left", "return not left"),
            ("return not self.inside_frame and not left", "return not self.inside_frame"),
            ('{close.unfinished}", *remarks)', '{close.unfinished}",)'),
            ('sentence += f", inside a frame', 'sentence = f", inside a frame'),
            ('who = "the server" if close.own is None', 'who = "the server" if True'),
            ("*remarks]), details)", "*remarks]))"),
        ],
    ),
    *mutants(
        "poetrygui/core/guard/plugin_calls.py",
        [
            "tests/core/guard/test_plugin_calls.py",
            "tests/core/connection/test_connection.py",
            "tests/core/fetching/test_fetch_plugins.py",
        ],
        [
            ("return self._depth > 0", "return self._depth > 1"),
            ("self._depth -= 1", "pass"),
            ("if not self._depth:", "if True:"),
            ("Outcome.PLUGIN_HANG, describe_hang", "Outcome.PLUGIN_FAULT, describe_hang"),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/connection.py",
        [
            "tests/core/connection/test_connection.py",
            "tests/core/fetching/test_fetch_plugins.py",
            "tests/core/fetching/test_fetch_tls.py",
        ],
        [
            ("return\n        self._lost = True", "pass\n        self._lost = True"),
            ("return\n        self.bytes_received", "pass\n        self.bytes_received"),
            ("self._over = True", "pass"),
            ("return self._lost and not self._over and", "return self._lost and"),
            ("return self._lost and not self._over and", "return not self._over and"),
            ("and self.verdict.outcome not in _NOT_TRUSTED", ""),
            ("if not self.handshaking and self.verdict is None:", "if self.verdict is None:"),
            ("if not self.handshaking and self.verdict is None:", "if not self.handshaking:"),
            ("self.disconnecting = 1  # Twisted's", "pass  # Twisted's"),
            ("self.disconnecting = 1\n            self.transport.loseConnection()", "self.transport.loseConnection()"),
            ("and (taken := plain_frames(frames)):", "and (taken := frames):"),
            ("if self.verdict is None or self.verdict.outcome is verdict.outcome:", "if True:"),
            ("if not self._calls.is_inside:", "if True:"),
            (
                "and self.transport is not None and not self._lost:\n            self._owner",
                "and self.transport is not None:\n            self._owner",
            ),
            ("gc.collect(0)", "pass"),
            ("elif sentence not in self._remarks.sentences:", "else:"),
            (
                "if self.verdict is None:\n            self.verdict = Verdict(",
                "if True:\n            self.verdict = Verdict(",
            ),
            ("reason = plain_text(reason)", "pass"),
        ],
        equal=[
            ("return not self._over\n", "return True\n", "a connection that is over has a verdict"),
        ],
    ),
    *mutants(
        "poetrygui/core/guard/plain_frames.py",
        ["tests/core/guard/test_plain_frames.py"],
        [
            ("if {*map(type, taken)} != {bytes}:", "if False:"),
            ("if len(taken) > MOST:", "if len(taken) >= MOST:"),
            ("MOST + 1)", "MOST)"),
            ("(bytes, bytearray, memoryview)", "(bytes, bytearray)"),
            ("memoryview(data).tobytes()", "data"),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/remarks.py",
        ["tests/core/connection/test_remarks.py"],
        [
            ("if len(self._kept) == MOST:", "if len(self._kept) == MOST + 1:"),
            ("if self._others == 1 else", "if self._others == 2 else"),
            ("plain_text(text, _LONGEST)", "plain_text(text)"),
        ],
    ),
]
