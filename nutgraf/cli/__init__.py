"""The command line: every command in the order in which a newcomer meets them, what it takes and what it prints.

What a command does: ``run``, ``publish``, ``web``. What an error says: where it is raised; kinds: ``nutgraf.errors``.
"""

import os
import sys
from io import TextIOWrapper

import click

from nutgraf import __version__
from nutgraf.cli.program import Program


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Tell what the story is, who had it first, who only copied it, what was changed.

    \b
    nutgraf run https://example.org/feed     collect, group and score
    nutgraf stories                          what is going on
    nutgraf serve                            the desk in the browser
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers have the processors, and small products gain nothing
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal of few letters still shows the rest


main.sections = {
    "Collect": {
        "run": "nutgraf.cli.collect",
        "import": "nutgraf.cli.collect",
        "retry": "nutgraf.cli.collect",
        "retag": "nutgraf.cli.collect",
    },
    "Read": {
        "stories": "nutgraf.cli.show",
        "story": "nutgraf.cli.show",
        "article": "nutgraf.cli.show",
        "search": "nutgraf.cli.show",
        "sources": "nutgraf.cli.show",
    },
    "Edit": {
        "merge": "nutgraf.cli.edit",
        "split": "nutgraf.cli.edit",
        "move": "nutgraf.cli.edit",
        "uncopy": "nutgraf.cli.edit",
        "undo": "nutgraf.cli.edit",
        "remove": "nutgraf.cli.remove",
    },
    "Publish": {
        "publish": "nutgraf.cli.site",
        "serve": "nutgraf.cli.site",
        "release": "nutgraf.cli.edit",
        "withdraw": "nutgraf.cli.edit",
        "unseal": "nutgraf.cli.site",
    },
    "Filters": {
        "extract": "nutgraf.cli.extracting",
        "group": "nutgraf.cli.filters",
        "copies": "nutgraf.cli.filters",
        "quotes": "nutgraf.cli.filters",
        "topics": "nutgraf.cli.filters",
    },
}
