"""Standard error of a test, which keeps what is told."""

from __future__ import annotations

from typing import Any

from attrs import define, field


@define
class Error:
    """Standard error that keeps what is told."""

    is_terminal: bool = False
    encoding: str = "utf-8"
    told: list[str] = field(factory=list)
    written: list[bytes] = field(factory=list)
    say_above: Any = None
    descriptor: int = 2

    def say(self, text: str) -> None:
        self.told.append(text)

    def say_lines(self, text: str) -> None:
        self.told.append(text)

    def put(self, data: bytes) -> None:
        self.written.append(data)
