"""The option --map: what the fields of rows and the columns of tables are called."""

from typing import Final

import click

from nutgraf.core.files.row_names import FIELDS


def _names(_context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    names = {}
    for pair in pairs:
        name, mark, field = pair.rpartition("=")
        if not mark or not name:
            raise click.BadParameter(f"{pair!r} is no NAME=FIELD, as in headline=title")
        if field not in FIELDS:
            raise click.BadParameter(f"{field!r} is none of {', '.join(FIELDS)}")
        names[name] = field
    return names


map_option: Final = click.option(
    "--map",
    "names",
    metavar="NAME=FIELD",
    multiple=True,
    callback=_names,
    help="What a field of rows or a column of tables is, as in headline=title; may be given again.",
)
