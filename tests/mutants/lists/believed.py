"""Mutants of what decides whether a server, or a list from elsewhere, is believed."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

BELIEVED: list[Mutant] = [
    *mutants(
        "poetrygui/core/transports/connecting/peer_check.py",
        ["tests/core/transports/connecting/test_peer_check.py", "tests/core/fetching/test_fetch_tls.py"],
        [
            ("if not is_good:", "if False:"),
            ("elif depth == 0:", "elif False:"),
            ("elif depth == 0:", "else:"),
            ("self.refusal = self.refusal or refusal", "self.refusal = refusal"),
            ("return refusal is None", "return True"),
            ("return refusal is None", "return bool(is_good)"),
            ("return refusal is None", "return self.refusal is None or depth > 0"),
            ('self.host.partition("%")[0]', "self.host"),
            ('self.host.removesuffix(".")', "self.host"),
            ("connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, check.take)", "pass"),
        ],
    ),
    *mutants(
        "poetrygui/core/servers/agreed_acts.py",
        ["tests/core/servers/test_agreed_acts.py"],
        [
            ("if act not in stood", "if True"),
            ('f"{where}\\0{act}"', "act"),
            ("{*self._for_now, *self._read()} if acts", "{*self._for_now} if acts"),
            ("set_aside(self._path)", "pass"),
            ("[*kept, *digests]", "[*digests]"),
        ],
    ),
    *mutants(
        "poetrygui/gui/window/chosen_fetches.py",
        ["tests/gui/servers/test_agreement.py"],
        [
            ("if server.id not in unknown]", "]"),
            ("if known or not unknown:", "if not unknown:"),
        ],
    ),
]
