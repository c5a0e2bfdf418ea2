"""Where published files stand: names made of titles and topics, which can hold anything."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from nutgraf.core.text.plain import digest, slug
from nutgraf.records import Record

PAGES = "api/news"
_RECORDS = "_news"
_DROPPED = re.compile(r"[^\w\s-]")
_LENGTH = 150  # characters: the longest titles of the format stand in full
_BYTES = 180  # of the 255 that file systems allow, the rest for date and suffix


class Named(Record, frozen=True):
    """What the path of a record is made of: ``time`` is the article's publication, else when it was seen."""

    id: str
    title: str
    time: datetime


def record_paths(articles: Iterable[Named]) -> dict[str, str]:
    """The path of each article's record, by id: ``_news/2026-03-02-harbour-strike.md``.

    Of articles with the same day and title the first published has the plain name, the others their id behind it.
    """
    namesakes: defaultdict[str, list[Named]] = defaultdict(list)
    for article in articles:
        day = article.time.astimezone(UTC).date().isoformat()
        namesakes[f"{day}-{_file_name(article.title) or article.id}"].append(article)
    paths = {}
    for name, named in namesakes.items():
        first, *others = sorted(named, key=lambda article: (article.time, article.id))
        paths[first.id] = f"{_RECORDS}/{name}.md"
        paths.update((other.id, f"{_RECORDS}/{name}-{other.id}.md") for other in others)
    return paths


def topic_paths(topics: Iterable[str]) -> dict[str, str]:
    """The folder of each topic's pages, by topic; topics that differ only in case share one."""
    paths: dict[str, str] = {}
    folders: dict[str, str] = {}
    for topic in sorted(set(topics)):
        same = topic.casefold()
        name = _file_name(topic) or digest(same)
        if folders.setdefault(name, same) != same:
            name = f"{name}-{digest(same)}"
        paths[topic] = f"{PAGES}/{name}"
    return paths


def _file_name(text: str) -> str:
    name = slug(_DROPPED.sub("", text), _LENGTH)
    return name.encode()[:_BYTES].decode(errors="ignore").strip("-")
