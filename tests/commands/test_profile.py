"""Which profile a command works on: its own option, that of the whole program, or the user's."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.paths import Profile


def context(given: Path | None) -> click.Context:
    return click.Context(click.Command("get"), obj=given)


def test_the_commands_own_comes_before_the_programs() -> None:
    assert profile_of(context(Path("/of/program")), Path("/of/command")) == Profile(Path("/of/command"))
    assert profile_of(context(Path("/of/program")), None) == Profile(Path("/of/program"))


def test_without_one_it_is_the_users() -> None:
    assert profile_of(context(None), None) == Profile.default()


def test_a_relative_one_is_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert profile_of(context(None), Path("mine")) == Profile(tmp_path / "mine")


def test_a_file_is_no_profile(tmp_path: Path) -> None:
    @click.command()
    @profile_option
    def show(profile: Path | None) -> None:
        click.echo(profile)

    (tmp_path / "file").write_text("")
    refused = CliRunner().invoke(show, ["--profile", str(tmp_path / "file")])
    assert refused.exit_code == 2
    assert CliRunner().invoke(show, ["--profile", str(tmp_path / "new")]).output == f"{tmp_path / 'new'}\n"
