"""The command group: commands by section, each loaded when it is called, errors as one line."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from nutgraf.errors import NutgrafError


class Program(click.Group):
    """Commands by section, as ``{section: {command: module}}``, loaded when called; a NutgrafError is one line.

    A filter so starts without the web and the database, which take longer to load than many an input to read.
    """

    sections: Mapping[str, Mapping[str, str]] = {}

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands by section."""
        for title, section in self.sections.items():
            commands = [command for name in section if (command := self.get_command(ctx, name))]
            with formatter.section(title):
                formatter.write_dl([(c.name or "", c.get_short_help_str(limit=100)) for c in commands])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Runs the command named on the command line."""
        try:
            return super().invoke(ctx)
        except NutgrafError as e:
            click.echo(f"nutgraf: {e}", err=True)
            ctx.exit(e.exit_code)
        except BrokenPipeError:  # the reader of our output has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that flushing it at exit is silent
            ctx.exit(0)
