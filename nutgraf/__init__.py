"""A self-hosted news story engine: what is the story, who had it first, who copied it, what was changed afterwards.

    extract, extract_many    the article on a page, or why there is none
    group, copies            the story of each article; which one it copies
    quotes                   who said what in a text
    feed                     the entries of a feed
    Desk                     what a store holds

The other names are what these give and take. Each is loaded when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nutgraf.config import Grouping
    from nutgraf.core.feeds.entry import Feed
    from nutgraf.errors import NutgrafError
    from nutgraf.library.copied import copies
    from nutgraf.library.desk import Desk
    from nutgraf.library.feeds import feed
    from nutgraf.library.grouping import group
    from nutgraf.library.pages import extract, extract_many
    from nutgraf.library.quotations import quotes
    from nutgraf.records import (
        Article,
        Capture,
        Entry,
        Filed,
        Hit,
        Logged,
        Quote,
        Rejected,
        Revision,
        Source,
        Story,
    )

__all__ = [
    "Article",
    "Capture",
    "Desk",
    "Entry",
    "Feed",
    "Filed",
    "Grouping",
    "Hit",
    "Logged",
    "NutgrafError",
    "Quote",
    "Rejected",
    "Revision",
    "Source",
    "Story",
    "copies",
    "extract",
    "extract_many",
    "feed",
    "group",
    "quotes",
]
__version__ = "0.1.0"

_HOMES = {
    "Desk": "nutgraf.library.desk",
    "Feed": "nutgraf.core.feeds.entry",
    "Grouping": "nutgraf.config",
    "NutgrafError": "nutgraf.errors",
    "copies": "nutgraf.library.copied",
    "extract": "nutgraf.library.pages",
    "extract_many": "nutgraf.library.pages",
    "feed": "nutgraf.library.feeds",
    "group": "nutgraf.library.grouping",
    "quotes": "nutgraf.library.quotations",
}

if not TYPE_CHECKING:  # to whom any name would be right

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - nothing is loaded before it is used

        found = globals()[name] = getattr(import_module(_HOMES.get(name, "nutgraf.records")), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING"})
