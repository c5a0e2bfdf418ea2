"""Published records: Markdown files whose front matter is an article, as static site generators take them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast, get_args

import msgspec

from nutgraf.core.formats.tidy import tidy_entry
from nutgraf.core.formats.url import web_address, without_credentials
from nutgraf.core.formats.yaml_text import Value, read_yaml
from nutgraf.errors import NotAFeed
from nutgraf.records import ArticleKind, Entry, Image, Provider, RecordExtras

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?(.*)", re.DOTALL | re.MULTILINE)


def read_record(text: str) -> Entry:
    """The article that a published record describes, with its ``related`` entries in ``extras``.

    Times without a zone are taken as UTC. Raises NotAFeed where the text has no front matter, or one that names
    neither a title nor a URL.
    """
    matter, body = matter_of(without_credentials(text))
    fields = read_yaml(matter)
    if not isinstance(fields, dict):
        raise NotAFeed("", "the front matter is no mapping")
    if not (text_of(fields, "title") or address_of(fields, "webUrl") or address_of(fields, "originalUrl")):
        raise NotAFeed("", "the front matter names neither a title nor a URL")
    entry = entry_of(fields)
    return tidy_entry(record_of(fields, msgspec.structs.replace(entry, content=body) if body.strip() else entry))


def matter_of(text: str) -> tuple[str, str]:
    """The front matter of a Markdown file, and what follows it. Raises NotAFeed where there is none."""
    fenced = _FENCED.match(text)
    if fenced is None:
        raise NotAFeed("", "no front matter between two lines of ---")
    return fenced[1], fenced[2]


def record_of(fields: Mapping[str, Value], entry: Entry) -> Entry:
    """The entry with what only a published record says of it."""
    extras = RecordExtras(
        printed=entry,
        category=text_of(fields, "category") or "news",
        featured_content=text_of(fields, "featuredContent"),
        prints_web_url=address_of(fields, "webUrl") is not None,
        released={"true": True, "false": False}.get(text_of(fields, "published") or ""),
        related=tuple(entry_of(item) for item in _mappings(fields, "related")),
    )
    return msgspec.structs.replace(entry, extras=extras)


def entry_of(fields: Mapping[str, Value]) -> Entry:
    """The entry that the keys of a record, of one of its ``related``, or of an item of a JSON page describe."""
    url, original = address_of(fields, "webUrl"), address_of(fields, "originalUrl")
    kind = text_of(fields, "type")
    return Entry(
        url=url or original,
        title=text_of(fields, "title"),
        excerpt=text_of(fields, "excerpt"),
        published=_time(fields, "publishedDateTime"),
        modified=_time(fields, "updatedDateTime"),
        language=text_of(fields, "locale"),
        kind=cast("ArticleKind", kind) if kind in get_args(ArticleKind) else None,
        images=images_of(fields),
        provider=provider_of(fields.get("provider")),
        tags=texts_of(fields, "tags"),
        topics=texts_of(fields, "topics"),
        original_url=original if original != (url or original) else None,
        amp_url=address_of(fields, "ampWebUrl"),
    )


def text_of(fields: Mapping[str, Value], key: str) -> str | None:
    """The text under a key, None where there is none or it is empty."""
    value = fields.get(key)
    return (value or None) if isinstance(value, str) else None


def address_of(fields: Mapping[str, Value], key: str) -> str | None:
    """The http or https URL under a key as it is written, None where there is none."""
    value = text_of(fields, key)
    return web_address(value) if value else None


def texts_of(fields: Mapping[str, Value], key: str) -> tuple[str, ...]:
    """The texts of the list under a key."""
    value = fields.get(key)
    return tuple(item for item in value if item and isinstance(item, str)) if isinstance(value, list) else ()


def images_of(fields: Mapping[str, Value]) -> tuple[Image, ...]:
    """The images under ``images``; those without a URL are left out."""
    return tuple(
        Image(
            url=url,
            width=_number(item.get("width")),
            height=_number(item.get("height")),
            cached=item.get("isCached") == "true",
        )
        for item in _mappings(fields, "images")
        if (url := address_of(item, "url"))
    )


def provider_of(value: Value) -> Provider | None:
    """The provider that a mapping describes."""
    if not isinstance(value, dict):
        return None
    return Provider(name=text_of(value, "name"), domain=text_of(value, "domain"), images=images_of(value))


def _mappings(fields: Mapping[str, Value], key: str) -> list[dict[str, Value]]:
    value = fields.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _number(value: Value) -> int | None:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10 else None  # noqa: PLR2004


def _time(fields: Mapping[str, Value], key: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text_of(fields, key) or "")
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
