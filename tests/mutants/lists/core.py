"""Mutants of addresses, connections and fetches."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

CORE: list[Mutant] = [
    *mutants(
        "poetrygui/core/addresses.py",
        ["tests/core/test_addresses.py"],
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
                "TCP4ClientEndpoint(reactor, self.host, self.port, timeout=timeout)",
                "TCP4ClientEndpoint(reactor, self.host, self.port)",
            ),
            (
                "TCP6ClientEndpoint(reactor, self.host, self.port, timeout=timeout)",
                "TCP6ClientEndpoint(reactor, self.host, self.port)",
            ),
            (
                "HostnameEndpoint(reactor, self.host, self.port, timeout=timeout)",
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
]
