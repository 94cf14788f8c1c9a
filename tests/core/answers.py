"""Somebody who answers what is asked, as a test says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twisted.internet.defer import Deferred, succeed

from poetrygui.core.questions.asking import Question


class Answers:
    """Gives these answers, one after the other, and then none: whoever asks on waits."""

    def __init__(self, *answers: str | bool | None, can_ask: bool = True, can_confirm: bool = True) -> None:
        self.can_ask = can_ask
        self.can_confirm = can_confirm
        self.asked: list[Question | str] = []
        self.open: list[Deferred[Any]] = []
        """What waits for an answer, or was given up."""
        self._answers = list(answers)

    def ask(self, question: Question) -> Deferred[Any]:
        return self._answer(question)

    def confirm(self, text: str) -> Deferred[Any]:
        return self._answer(text)

    def _answer(self, asked: Question | str) -> Deferred[Any]:
        self.asked.append(asked)
        if self._answers:
            return succeed(self._answers.pop(0))
        self.open.append(Deferred())
        return self.open[-1]

    @property
    def texts(self) -> Sequence[str]:
        """What was asked."""
        return [each if isinstance(each, str) else each.text for each in self.asked]
