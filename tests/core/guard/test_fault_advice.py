"""Whoever knows more of an error than it says is asked, and what is said stands in the fault."""

from __future__ import annotations

from poetrygui.core.guard.fault_advice import advice_on, advise
from poetrygui.core.guard.plugin_faults import describe_fault


class OddError(Exception):
    """One of which this test alone has something to say."""


def test_advice_is_in_the_sentence() -> None:
    before = describe_fault("dataReceived", OddError("no"))
    assert before == "the protocol's dataReceived raised OddError: no"
    advise(lambda error: "say yes" if isinstance(error, OddError) else "")
    assert describe_fault("dataReceived", OddError("no")) == f"{before}; say yes"
    assert advice_on(ValueError()) == ""
