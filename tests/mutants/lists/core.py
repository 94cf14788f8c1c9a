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

_TRANSPORTS = [
    f"tests/core/transports/test_{name}.py"
    for name in ("address", "host_and_port", "tcp", "unix", "tls", "twisted_endpoint", "endpoint_text")
]
_CONNECTING = [f"tests/core/transports/connecting/test_{name}.py" for name in ("endpoints", "endpoint_strings")]

CORE: list[Mutant] = [
    *mutants(
        "poetrygui/core/transports/secure_shell/known_hosts.py",
        ["tests/core/transports/secure_shell/test_known_hosts.py"],
        [
            ("if line.is_revoked and line.key == key and is_meant:", "if False:"),
            ("return Found(Standing.CHANGED, own[0].number) if own", "return Found(Standing.UNKNOWN) if own"),
            (
                "if line.key == key:\n                return Found(Standing.KNOWN",
                "if True:\n                return Found(Standing.KNOWN",
            ),
            ("if each.key.kind == key.kind]", "if each]"),
            ("return host.encode() if port == USUAL_PORT else", "return host.encode() if True else"),
            (
                "return False\n    return any(_fits(each, name) for each in patterns)",
                "pass\n    return any(_fits(each, name) for each in patterns)",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/patient_asker.py",
        ["tests/core/fetching/test_patient_asker.py"],
        [("self._asked()", "pass"), ("if not isinstance(result, Failure) or not", "if")],
    ),
    *mutants(
        "poetrygui/core/transports/address.py",
        _TRANSPORTS,
        [
            ('or character == "\\x7f"', "or False"),
            ('ord(character) < ord(" ")', 'ord(character) < ord("\\x1f")'),
            ("_read_by_prefix(text) or TwistedEndpoint", "TwistedEndpoint"),
            ("return _kind_by_prefix(text.strip())", "return None"),
            ("return with_options(found, options or {})", "return found"),
        ],
    ),
    *mutants(
        "poetrygui/core/transports/host_and_port.py",
        _TRANSPORTS,
        [
            ("or int(digits) == 0:", "or False:"),
            ("int(digits) <= LARGEST_PORT", "int(digits) < LARGEST_PORT"),
            ("return len(digits) <= len(", "return len(digits) < len("),
            ("if not (_V6.fullmatch(host) and connecting.is_v6_number(host)):", "if not _V6.fullmatch(host):"),
            (
                "if not (_V6.fullmatch(host) and connecting.is_v6_number(host)):",
                "if not connecting.is_v6_number(host):",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/transports/connecting/endpoints.py",
        _CONNECTING,
        [
            ("if isIPAddress(host):", "if False:"),
            ("if isIPv6Address(host):", "if False:"),
            ("TCP4ClientEndpoint(reactor, host, port, timeout=_ENDLESS)", "TCP4ClientEndpoint(reactor, host, port)"),
            ("TCP6ClientEndpoint(reactor, host, port, timeout=_ENDLESS)", "TCP6ClientEndpoint(reactor, host, port)"),
            ("HostnameEndpoint(reactor, host, port, timeout=_ENDLESS)", "HostnameEndpoint(reactor, host, port)"),
            ("UNIXClientEndpoint(reactor, path, timeout=_ENDLESS)", "UNIXClientEndpoint(reactor, path)"),
        ],
    ),
    *mutants(
        "poetrygui/core/transports/connecting/endpoint_strings.py",
        _CONNECTING,
        [("parser.prefix.upper() == kind.upper()", "parser.prefix == kind")],
    ),
    *mutants(
        "poetrygui/core/transports/endpoint_text.py",
        _TRANSPORTS,
        [('re.sub(r"([\\\\:=])"', 're.sub(r"([\\\\:])"')],
    ),
    *mutants(
        "poetrygui/core/transports/tcp.py",
        _TRANSPORTS,
        [
            ('match["host"] or _LOCAL_HOST if', 'match["host"] if'),
            ("if self.host in known_transports():", "if False:"),
        ],
    ),
    *mutants(
        "poetrygui/core/transports/unix.py",
        _TRANSPORTS,
        [
            ("> LONGEST_UNIX_PATH:", ">= LONGEST_UNIX_PATH:"),
        ],
    ),
    *mutants(
        "poetrygui/core/transports/twisted_endpoint.py",
        _TRANSPORTS,
        [
            ("or not has_port or", "or"),
            ("if not colon or not arguments or", "if not colon or"),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/fetch.py",
        _FETCHING,
        [
            ("return\n        self.started_at", "pass\n        self.started_at"),
            ("return\n        if self._talk is not None and", "pass\n        if self._talk is not None and"),
            ("return\n        self._attempt.begin()", "pass\n        self._attempt.begin()"),
            (
                "connection.end(verdict)\n            self._timers.set_once(",
                "connection.end(verdict)\n            print(",
            ),
            ('self._timers.cancel("connect")', "pass"),
            ("self._pressure.give_up()", "pass"),
            ("self._settling.verdict is not None and not self._attempt.is_pending:", "False:"),
            (
                "if self._settling.verdict is not None:\n            connection.end",
                "if False:\n            connection.end",
            ),
            ("self._timers.cancel_all()", "pass"),
            ("self.store.close_writing()", "pass"),
            ("self._pressure.regulate(connection)", "pass"),
            ("self._attempt.cancel()", "pass"),
            ("self._silence.heard_at = self.last_received", "pass"),
            ("self._silence.heard_at = self._timers.seconds()", "pass"),
            ("if not self._pressure.waiting:", "if self._pressure.waiting:"),
            ("store if also is None else TwoSinks(store, also)", "store"),
        ],
        equal=[
            (
                "if self._settling.verdict is not None and not self._attempt.is_pending:",
                "if self._settling.verdict is not None:",
                "where there is a verdict the attempt is over: it was cancelled, or a connection came of it",
            ),
            (
                "self.notices.close()",
                "pass",
                "after the end nothing is told of what the store writes: it lets go of the fetch, and no more",
            ),
            (
                'self._timers.cancel("connect", "idle", "end")',
                "pass",
                "one that fires finds the verdict that stands, and all are cancelled when that is told",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/attempt.py",
        ["tests/core/fetching/test_attempt.py"],
        [
            ("return self._asked is not None", "return True"),
            ("self._is_cancelled = True", "pass"),
            ("if self._asked is not None:\n            try", "if False:\n            try"),
            ("self._connections.begin()", "pass"),
            ("if self.connection is not None:\n            self", "if False:\n            self"),
            ("if self.connection is not None:\n            return", "if False:\n            return"),
            ("if self.is_pending:\n            self._asked = None", "if self.is_pending:\n            pass"),
            ("if self.is_pending:\n            self._asked", "if True:\n            self._asked"),
            ("self._connections.failed(failure, partial(self._has_failed, failure))", "self._has_failed(failure)"),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/notices.py",
        ["tests/core/fetching/test_notices.py"],
        [
            ("self.state = state", "pass"),
            ('if not self._timers.is_set("notice") and', "if"),
            ('self._timers.is_set("notice") and not isinstance(self.state, Ended):', 'self._timers.is_set("notice"):'),
            ("_INTERVAL = 1 / 60", "_INTERVAL = 1 / 10"),
            ("if isinstance(self.state, Receiving):", "if True:"),
            ("self._unsubscribe()", "pass"),
            ("self._waiting())", '"")'),
        ],
    ),
    *mutants(
        "poetrygui/core/fetching/settling.py",
        ["tests/core/fetching/test_settling.py"],
        [
            ("self.verdict = self.verdict or verdict", "self.verdict = verdict"),
            ("self._store.flush()", "pass"),
            ("self._store.when_written(self.look)", "self.look()"),
            ("if self._is_over or", "if"),
            ("or self.verdict is None", ""),
            ("or self._pressure.is_waiting", ""),
            ("self._is_over = True", "pass"),
            ("self._pressure.verdict or self.verdict", "self.verdict"),
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
        [
            "tests/core/fetching/test_disk_pressure.py",
            *("tests/core/fetching/test_fetch_by_clock.py", "tests/core/fetching/test_fetch_disk.py"),
        ],
        [
            ('and not connection.reading.is_paused_by("disk"):', ":"),
            ("if self._disk.congested and", "if"),
            ("connection.reading.make_room(self._disk.share)", "pass"),
            ("self._may_wait = False", "pass"),
            ("return self._may_wait and self._store.disk_is_full", "return self._may_wait"),
            ("return self._may_wait and self._store.disk_is_full", "return self._store.disk_is_full"),
            ('self.connection.reading.pause("room")', "pass"),
            ('self.connection.reading.resume("room")', "pass"),
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
        "poetrygui/core/connection/reading.py",
        ["tests/core/connection/test_reading.py", "tests/core/connection/test_connection.py"],
        [
            ("if not self._pausing and can_pause:", "if can_pause:"),
            ("self._pausing |= {who}", "pass"),
            ("self._pausing - {who} or _NOBODY", "_NOBODY"),
            ("            return\n        was_told = who", "            pass\n        was_told = who"),
            ("            return\n        if not self._pausing:", "            pass\n        if not self._pausing:"),
            ("if was_told and not self._told:", "if not self._told:"),
            ("if not self._told and can_pause", "if can_pause"),
            ("self._told |= {who}", "pass"),
            ("self._told - {who} or _NOBODY", "self._told"),
            ('if hasattr(self.transport, "resumeProducing"):', "if True:"),
            ("transport, self.transport = self.transport, None", "transport = self.transport"),
            ("self._resumed()", "pass"),
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
            ("_AS_ASKED if close.is_as_asked else", ""),
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
            ("run_foreign, function)", "function)"),
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
            ("return\n        self._delivery.pass_on()\n", "pass\n        self._delivery.pass_on()\n"),
            ("return\n        self.bytes_received", "pass\n        self.bytes_received"),
            ("self.reading.transport = None", "pass"),
            ("if not self.handshaking and self.verdict is None:", "if self.verdict is None:"),
            ("if not self.handshaking and self.verdict is None:", "if not self.handshaking:"),
            ("self.disconnecting = 1  # Twisted's", "pass  # Twisted's"),
            ("self.disconnecting = 1\n            self.transport.loseConnection()", "self.transport.loseConnection()"),
            ("if not self._calls.is_inside:", "if True:"),
            ("gc.collect(0)", "pass"),
            ("elif sentence not in self._delivery.remarks.sentences:", "else:"),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/ending.py",
        ["tests/core/connection/test_ending.py"],
        [
            ("return self.is_lost or self.verdict is not None", "return self.is_lost"),
            ("return self.is_lost or self.verdict is not None", "return self.verdict is not None"),
            ("if self.verdict is not None or (", "if ("),
            ("self.takes_frames = self.is_lost and cause", "self.takes_frames = cause"),
            ("self.is_lost and cause.outcome not in _NOT_TRUSTED", "self.is_lost"),
            ("if self.is_lost:", "if False:"),
            ("self.verdict is None or self.verdict.outcome not in _NOT_TRUSTED", "self.verdict is None"),
            ("self.verdict is None or self.verdict.outcome not in _NOT_TRUSTED", "True"),
            ("if self.verdict is None or self.verdict.outcome is judged.outcome:", "if True:"),
            ("if self.verdict is None or self.verdict.outcome is judged.outcome:", "if self.verdict is None:"),
            ("self.takes_frames = False", "pass"),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/delivery.py",
        ["tests/core/connection/test_delivery.py"],
        [
            ("if self._ending.takes_frames and (taken :=", "if (taken :="),
            ("and (taken := plain_frames(frames)):", "and (taken := frames):"),
            ("            self._has_whole_frames()\n            self._sink.frame(", "            self._sink.frame("),
            ("            self._since_chunk = True\n            self._sink.part(", "            self._sink.part("),
            (
                "            self._has_whole_frames()\n            self._sink.frames(taken)",
                "            self._sink.frames(taken)",
            ),
            ("self.inside_frame = True", "self.inside_frame = False"),
            ("            self.gathered = None\n            self.inside_frame", "            self.inside_frame"),
            ("self._gathers = self._ending.takes_frames", "self._gathers = True"),
            ("if self._gathers and self.gathered is None:", "if False:"),
            ("reason = plain_text(reason)", "pass"),
            ("self._sink.fail(reason)", "pass"),
            ("add(chunk)\n            return\n", "add(chunk)\n            pass\n"),
            ("self._since_chunk = False\n        self.undelivered", "self.undelivered"),
            ("self.undelivered.chunks.clear()", "pass"),
            ("if not self.inside_frame:", "if True:"),
            ("if remark is not None:", "if True:"),
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
