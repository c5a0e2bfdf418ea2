"""What is the same of a source's entry when it comes under another address or id: its words, and its path.

    entries of a listing -> their digests, stored with what is taken -> at the next look: which were given before

A source that makes up new addresses or ids at every look would otherwise bring the same articles without end.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

from nutgraf.core.text.plain import clean, digest
from nutgraf.records import Entry

# So many entries at once that are all new and were all given before are no chance.
LEAST = 3  # chosen, not measured

_LONGEST = 20_000  # characters of an entry, so that a giant one costs no more; chosen, not measured
_CHANGING = re.compile(r"https?://[^\s\"'<>]+|<[^<>]*>")  # links may hold what changes; so may attributes


def dates_tell(entries: Iterable[Entry]) -> bool:
    """Whether the dates of a listing tell its entries apart: those of the moment of asking do not."""
    return len({entry.published for entry in entries}) > 1


def said_by(source: str, entry: Entry, *, dates: bool) -> tuple[str, ...]:
    """The digests by which an entry of a source is known again under another address.

    One of its title and text (where it has no text, with its date, if in its listing ``dates`` tell entries apart), and
    one of its host and path with its title.
    """
    return (*_words(source, entry, dates=dates), *_path(source, entry))


def _words(source: str, entry: Entry, *, dates: bool) -> Iterable[str]:
    title = clean(entry.title or "")
    text = clean(_CHANGING.sub(" ", f"{entry.excerpt or ''} {entry.content or ''}"[:_LONGEST]))
    if not title and not text:
        return
    date = entry.published.isoformat() if dates and not text and entry.published else ""
    yield digest("words", source, title, text, date)


def _path(source: str, entry: Entry) -> Iterable[str]:
    try:
        parts = urlsplit(entry.url or "")
    except ValueError:
        return
    if parts.path.strip("/"):
        yield digest("path", source, parts.netloc.casefold(), parts.path, clean(entry.title or ""))


def repeats(said: Sequence[tuple[str, ...]], given: Collection[str]) -> list[bool]:
    """Which entries of a listing were ``given`` before, by digests that tell the listing's entries apart."""
    count = Counter(one for digests in said for one in set(digests))
    return [any(one in given and count[one] == 1 for one in digests) for digests in said]


def is_churning(unseen: int, known: int, repeated: int) -> bool:
    """Whether a listing is of a source that gives the same under new addresses or ids at every look.

    All of its entries are ``unseen`` and none is ``known``, though most were given before. A busy source whose listing
    turned over as a whole since the last look gives what it never gave.
    """
    return known == 0 and repeated >= LEAST and 2 * repeated >= unseen
