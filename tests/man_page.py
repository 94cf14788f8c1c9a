"""The manual page, made of the commands as they are: ``make man`` keeps it in the resources."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

import poetrygui
from poetrygui.cli import program
from poetrygui.core import transports

PAGE = Path(__file__).parents[1] / "resources" / "poetrygui.1"

_STATUS = """0 if all that was asked for was done and all streams are complete, 1 if not, 2 for bad usage. What a
command's status says beyond that stands with it."""
_PROFILE = """What the program keeps (servers, settings, protocols, recordings) is in one folder, the profile: in the
platform's place for a program's data, such as ~/.local/share/poetrygui, or where --profile says."""
_COMPLETION = """The shell completes commands and options once a line tells it so: the first of these in ~/.bashrc, the
second in ~/.zshrc, the third in fish's configuration."""
_COMPLETION_LINES = (
    'eval "$(_POETRYGUI_COMPLETE=bash_source poetrygui)"',
    'eval "$(_POETRYGUI_COMPLETE=zsh_source poetrygui)"',
    "_POETRYGUI_COMPLETE=fish_source poetrygui | source",
)


def man_page() -> str:
    """Return the text of the page, as ``man`` reads it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH POETRYGUI 1 "" "Poetry GUI {poetrygui.__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"poetrygui \- watch what servers send, in a window or on the command line"
    yield ".SH SYNOPSIS"
    for words in ("[OPTIONS]", "[OPTIONS] ADDRESS...", "COMMAND [ARGUMENTS]"):
        yield rf"\fBpoetrygui\fR {_plain(words)}"
        yield ".br"
    yield ".SH DESCRIPTION"
    yield from _about(program, click.Context(program, info_name="poetrygui"))
    yield ".SH COMMANDS"
    yield from _below(program, click.Context(program, info_name="poetrygui"))
    yield ".SH ADDRESSES"
    yield _plain(f"An address is {transports.ways()}. What can be set beside one by --transport-option:")
    yield from _rows(transports.option_rows())
    for heading, text in (("EXIT STATUS", _STATUS), ("FILES", _PROFILE), ("COMPLETION", _COMPLETION)):
        yield f".SH {heading}"
        yield _plain(" ".join(text.split()))
    yield from _as_typed(_COMPLETION_LINES)


def _below(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        pieces = [piece for piece in command.collect_usage_pieces(inner) if not piece.startswith("COMMAND")]
        yield f".SS {_plain(' '.join([inner.command_path, *pieces]))}"
        yield from _about(command, inner)
        if isinstance(command, click.Group):
            yield from _below(command, inner)


def _about(command: click.Command, context: click.Context) -> Iterator[str]:
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield ".PP"
        yield _plain(" ".join(paragraph.split()))
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    yield from _rows(record for record in records if record is not None)
    before, _, examples = inspect.cleandoc(command.epilog or "").partition("Examples:\n")
    if text := " ".join(before.replace("\b", "").split()):
        yield ".PP"
        yield _plain(text)
    yield from _as_typed(line.strip() for line in examples.splitlines())


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in rows:
        yield ".TP"
        yield rf"\fB{_plain(name)}\fR"
        yield _plain(re.sub(r"\s+", " ", text))


def _as_typed(lines: Iterable[str]) -> Iterator[str]:
    typed = [_plain(line) for line in lines]
    if typed:
        yield from (".PP", ".nf", ".RS 4", *typed, ".RE", ".fi")


def _plain(text: str) -> str:
    """Return text of which nothing means something to ``man``."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    PAGE.write_text(man_page(), "utf-8")
