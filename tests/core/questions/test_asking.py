"""Where there is nobody to ask."""

from __future__ import annotations

from poetrygui.core.questions.asking import Nobody, Question
from tests.conftest import WaitFor


def test_nobody_answers(wait_for: WaitFor) -> None:
    nobody = Nobody()
    assert (nobody.can_ask, nobody.can_confirm) == (False, False)
    assert wait_for(nobody.ask(Question("Who is there?"))) is None
    assert wait_for(nobody.confirm("Is it so?")) is False


def test_what_is_typed_is_secret_where_nothing_else_is_said() -> None:
    assert Question("Password:").is_secret
