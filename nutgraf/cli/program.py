"""The command group: commands by section, each loaded when it is called, errors as one line."""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from nutgraf.cli.wanting import is_used_up, keep_libraries_quiet, wanting
from nutgraf.errors import NutgrafError, OutOfResources, OutputError

_EMPTY_OPTION = re.compile(r"--[a-z-]+=")
INTERRUPTED = 130  # 128 and SIGINT, as shells have it


class Program(click.Group):
    """Commands by section, as ``{section: {command: module}}``, loaded when called; a NutgrafError is one line.

    A filter so starts without the web and the database, which take longer to load than many an input to read.
    """

    sections: Mapping[str, Mapping[str, str]] = {}

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as click has them
        """Runs the program, also where it was started with its output closed."""
        _open_standard_streams()
        keep_libraries_quiet()
        return super().main(*args, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """Names of all commands, in the order in which a newcomer meets them."""
        return [name for section in self.sections.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click has it
        """Loads a command."""
        for section in self.sections.values():
            if cmd_name in section:
                command = getattr(import_module(section[cmd_name]), cmd_name.replace("import", "import_"))
                return command if isinstance(command, click.Command) else None
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command named; an empty argument or value is an error, never the folder that one is in."""
        name, command, rest = super().resolve_command(ctx, args)
        options = rest[: rest.index("--")] if "--" in rest else rest
        empty = next((option for option in options if _EMPTY_OPTION.fullmatch(option)), "" if "" in rest else None)
        if command is not None and empty is not None:
            named = click.Context(command, parent=ctx, info_name=name)
            raise click.UsageError(f"{empty.rstrip('=') or 'an argument'} is empty", named)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands by section."""
        for title, section in self.sections.items():
            commands = [command for name in section if (command := self.get_command(ctx, name))]
            with formatter.section(title):
                formatter.write_dl([(c.name or "", c.get_short_help_str(limit=100)) for c in commands])

    def make_context(self, *args: Any, **options: Any) -> click.Context:  # noqa: ANN401 - as click has them
        """Reads the options before the command."""
        try:
            return super().make_context(*args, **options)
        except Exception as e:  # to list all commands is to load them
            if (ended := _ended(e)) is e:
                raise
            raise ended from e

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Runs the command named on the command line; whatever ends it ends in one line at most."""
        try:
            return super().invoke(ctx)
        except (Exception, KeyboardInterrupt) as e:
            if (ended := _ended(e)) is e:
                raise
            raise ended from e


def _open_standard_streams() -> None:
    """Gives a closed standard stream to nobody, before a file of ours gets its number and what is written to it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is this one
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - for good
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as above


def _ended(error: BaseException) -> BaseException:
    """What to raise instead of an error, which has been told; the same error where it is none of ours."""
    match error:
        case click.exceptions.NoArgsIsHelpError() | click.exceptions.Exit():
            return error
        case NutgrafError():
            _complain(error)
            code = error.exit_code
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "nutgraf"
            _complain(f"{error.format_message().rstrip('.')} (see `{command} --help`)")
            code = error.exit_code
        case Exception() if what := wanting(error):
            return _ended_for_want(what)
        case BrokenPipeError():  # the reader of our output has enough
            code = 0
        case OSError():  # of our output: all else that is read or written has errors of its own
            _complain(f"cannot write: {error.strerror or error}")
            code = OutputError.exit_code
        case KeyboardInterrupt():
            code = INTERRUPTED
        case _:
            return error
    if isinstance(error, OSError):
        _forget_output()
    return click.exceptions.Exit(code)


def _ended_for_want(what: str) -> BaseException:
    """Says plainly what is wanting: there may be no room for more than that."""
    with suppress(OSError, ValueError, MemoryError):
        sys.stdout.flush()
    with suppress(OSError, ValueError, MemoryError):
        sys.stderr.write(f"nutgraf: {what}\n")
        sys.stderr.flush()
    if is_used_up():
        os._exit(OutOfResources.exit_code)  # to end in any other way takes memory too
    _forget_output()
    return click.exceptions.Exit(OutOfResources.exit_code)


def _complain(error: object) -> None:
    try:
        from nutgraf.cli.console import complain  # noqa: PLC0415 - rich is for those who need it
    except (MemoryError, ImportError):  # where there is room for it
        sys.stderr.write(f"nutgraf: {error}\n")
    else:
        complain(error)


def _forget_output() -> None:
    """Keeps Python from writing the rest of the output when it ends, which would fail once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
