"""The author's guide shows code that works."""

from __future__ import annotations

import re

from tests.protocols.framing import SHIPPED


def test_the_guide_s_protocol_and_its_trial_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (SHIPPED / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)
    assert names["TITLE"] == "Length-prefixed (int32)"
