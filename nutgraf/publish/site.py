"""Publishing: from the store to a folder that a static site generator, a script or a feed reader takes.

    store -> outline (which articles, where) ─┬─> records      _news/DAY-TITLE.md, one an article
                                              ├─> JSON pages   api/news/index.json, api/news/page/N/index.json
                                              └─> feeds        feed.xml, feed.json; pages and feeds again for each topic

The same content gives the same bytes: heat is told as of the last time anything was seen that made or changed an
article, never as of the clock, and a file that would not change is not written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from nutgraf.config import Publishing
from nutgraf.core.score import heat
from nutgraf.errors import SettingsError
from nutgraf.publish.feeds import Channel, render_atom, render_json_feed
from nutgraf.publish.folder import Folder
from nutgraf.publish.pages import Listed, render_page
from nutgraf.publish.paths import PAGES, Named, record_paths, topic_paths
from nutgraf.publish.records import coverage, related_ids, related_of, render_record
from nutgraf.publish.seal import read_key
from nutgraf.records import Filed, Record
from nutgraf.store.protocol import Store

File: TypeAlias = tuple[str, str]

_BATCH = 200  # articles held in memory; chosen, not measured
_START = datetime.min.replace(tzinfo=UTC)


class Published(Record, frozen=True):
    """What a publication came to: records, how many of them are released, files written anew, files removed."""

    records: int
    released: int
    written: int
    removed: int


class Outline(Record, frozen=True):
    """What is to be published, without the articles themselves.

    ``groups`` are ids by story; ``released`` ids, newest first; ``topics`` the released ids of each topic's folder.
    """

    as_of: datetime
    paths: dict[str, str]
    groups: list[list[str]]
    released: list[str]
    topics: dict[str, list[str]]


def publish(store: Store, directory: Path, settings: Publishing, now: datetime) -> Published:
    """Writes every article's record, and the pages and feeds of the released ones, into a folder.

    Files of an earlier publication that are not part of this one are removed; others' files stay. Raises OutputError
    where the folder cannot be written, SettingsError for a key or page size that is none, StoreError.
    """
    if settings.page_size < 1:
        raise SettingsError("page_size", "must be at least 1")
    key = None if settings.key is None else read_key(settings.key)
    outline = _outline(store, settings, now)
    folder = Folder(directory)
    for path, text in _files(store, outline, settings, key):
        folder.put(path, text)
    removed = folder.finish()
    return Published(
        records=len(outline.paths), released=len(outline.released), written=folder.written, removed=removed
    )


def is_released(filed: Filed, settings: Publishing) -> bool:
    """Whether an editor, a record or the rule of the settings let an article out."""
    return filed.released or (settings.release == "all" and not filed.withdrawn)


def _outline(store: Store, settings: Publishing, now: datetime) -> Outline:
    as_of = _START
    named: list[Named] = []
    groups: defaultdict[str, list[str]] = defaultdict(list)
    released: dict[str, tuple[str, ...]] = {}
    for filed in store.all_articles():
        article = filed.article
        if article.seen <= now:
            as_of = max(as_of, article.seen)
        named.append(Named(id=article.id, title=article.title, time=article.published or article.seen))
        groups[filed.story or article.id].append(article.id)
        if is_released(filed, settings):
            released[article.id] = article.topics
    return Outline(
        as_of=as_of,
        paths=record_paths(named),
        groups=list(groups.values()),
        released=list(released),
        topics=_by_topic(released),
    )


def _by_topic(released: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    folders = topic_paths(topic for topics in released.values() for topic in topics)
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for article, topics in released.items():
        for folder in {folders[topic] for topic in topics}:
            listed[folder].append(article)
    return listed


def _files(store: Store, outline: Outline, settings: Publishing, key: bytes | None) -> Iterator[File]:
    yield from _records(store, outline, settings, key)
    yield from _listing(store, outline, settings, PAGES, outline.released)
    for folder, articles in outline.topics.items():
        yield from _listing(store, outline, settings, folder, articles)
        yield from _feeds(store, settings, f"{folder}/", articles)
    yield from _feeds(store, settings, "", outline.released)


def _records(store: Store, outline: Outline, settings: Publishing, key: bytes | None) -> Iterator[File]:
    for groups in _batched(outline.groups):
        filed = _by_id(store, (article for group in groups for article in group))
        named = {article for item in filed.values() for article in related_ids(item)}
        removed = store.removed(sorted(named))
        filed |= _by_id(store, named - filed.keys())
        heats = _heats(store, [group[0] for group in groups], outline.as_of)
        for group in groups:
            members = [filed[article] for article in group if article in filed]
            covered = coverage(members)
            for member in members:
                text = render_record(
                    member,
                    related_of(member, covered, filed, removed),
                    heats.get(member.story or "", 0),
                    released=is_released(member, settings),
                    key=key,
                )
                yield outline.paths[member.article.id], text


def _listing(
    store: Store, outline: Outline, settings: Publishing, folder: str, articles: Sequence[str]
) -> Iterator[File]:
    size = settings.page_size
    for start in range(0, max(1, len(articles)), size):
        ids = articles[start : start + size]
        heats = _heats(store, ids, outline.as_of)
        items = [
            Listed(filed=item, path=outline.paths[item.article.id], heat=heats.get(item.story or "", 0))
            for item in store.articles(ids)
        ]
        number = start // size + 1
        page = render_page(number, items, more=start + size < len(articles))
        yield f"{folder}/page/{number}/index.json", page
        if number == 1:
            yield f"{folder}/index.json", page


def _feeds(store: Store, settings: Publishing, folder: str, articles: Sequence[str]) -> Iterator[File]:
    home = settings.site_url.rstrip("/") + "/"
    items = store.articles(articles[: settings.page_size])
    for name, render in (("feed.xml", render_atom), ("feed.json", render_json_feed)):
        path = f"{folder}{name}"
        yield path, render(Channel(title=settings.title, home=home, url=home + path), items)


def _by_id(store: Store, articles: Iterable[str]) -> dict[str, Filed]:
    ids = list(articles)
    parts = (store.articles(ids[start : start + _BATCH]) for start in range(0, len(ids), _BATCH))
    return {filed.article.id: filed for part in parts for filed in part}


def _heats(store: Store, articles: Sequence[str], as_of: datetime) -> dict[str, int]:
    """The heat of the stories that these articles belong to, by story."""
    return {id_: heat(story, as_of).total for id_, story in store.stories_of(articles).items()}


def _batched(groups: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Groups put together until they come to about a batch; none is cut."""
    batch: list[list[str]] = []
    for group in groups:
        batch.append(group)
        if sum(map(len, batch)) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
