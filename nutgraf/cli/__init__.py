"""The command line: every command in the order in which a newcomer meets them."""

import click

from nutgraf import __version__
from nutgraf.cli.collect import import_, run
from nutgraf.cli.console import Program
from nutgraf.cli.edit import release, withdraw
from nutgraf.cli.filters import copies, extract, group, quotes
from nutgraf.cli.show import article, search, sources, stories, story
from nutgraf.cli.site import publish, serve, unseal

SECTIONS = {
    "Collect": (run, import_),
    "Read": (stories, story, article, search, sources),
    "Publish": (publish, serve, release, withdraw, unseal),
    "Filters": (extract, group, copies, quotes),
}


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Tell what the story is, who had it first, who only copied it, what was changed.

    \b
    nutgraf run https://example.org/feed     collect, group and score
    nutgraf stories                          what is going on
    nutgraf serve                            the desk in the browser
    """


for section, commands in SECTIONS.items():
    main.add_section(section, commands)
