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
# Links of Markdown that run a program instead of leading anywhere: inline, and defined on a line of their own.
_RUNS = r"\s{0,9}<?\s{0,9}(?:javascript|vbscript|data):"
_LINK = re.compile(rf"!?\[([^\[\]\n]{{0,500}})\]\({_RUNS}[^\n()]*(?:\([^\n()]*\)[^\n()]*)*\)", re.IGNORECASE)
_DEFINED = re.compile(rf"^ {{0,3}}\[[^\[\]\n]{{1,500}}\]:{_RUNS}.*$\n?", re.IGNORECASE | re.MULTILINE)


def read_record(text: str) -> Entry:
    """The article that a published record describes, with its ``related`` entries in ``extras``.

    Times without a zone are taken as UTC. Raises NotAFeed where the text has no front matter, or one that names
    neither a title nor a URL.
    """
    matter, body = matter_of(without_credentials(text))
    body = _DEFINED.sub("", _LINK.sub(r"\1", body))
    fields = read_yaml(matter)
    if not isinstance(fields, dict):
        raise NotAFeed("", "the front matter is no mapping")
    if not (text_under(fields, "title") or address_under(fields, "webUrl") or address_under(fields, "originalUrl")):
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
        category=text_under(fields, "category") or "news",
        featured_content=text_under(fields, "featuredContent"),
        prints_web_url=address_under(fields, "webUrl") is not None,
        released={"true": True, "false": False}.get(text_under(fields, "published") or ""),
        related=tuple(entry_of(item) for item in _mappings(fields, "related")),
    )
    return msgspec.structs.replace(entry, extras=extras)


def entry_of(fields: Mapping[str, Value]) -> Entry:
    """The entry that the keys of a record, of one of its ``related``, or of an item of a JSON page describe."""
    url, original = address_under(fields, "webUrl"), address_under(fields, "originalUrl")
    kind = text_under(fields, "type")
    return Entry(
        url=url or original,
        title=text_under(fields, "title"),
        excerpt=text_under(fields, "excerpt"),
        published=_time(fields, "publishedDateTime"),
        modified=_time(fields, "updatedDateTime"),
        language=text_under(fields, "locale"),
        kind=cast("ArticleKind", kind) if kind in get_args(ArticleKind) else None,
        images=images_under(fields),
        provider=described_provider(fields.get("provider")),
        tags=texts_under(fields, "tags"),
        topics=texts_under(fields, "topics"),
        original_url=original if original != (url or original) else None,
        amp_url=address_under(fields, "ampWebUrl"),
    )


def text_under(fields: Mapping[str, Value], key: str) -> str | None:
    """The text under a key, None where there is none or it is empty."""
    value = fields.get(key)
    return (value or None) if isinstance(value, str) else None


def address_under(fields: Mapping[str, Value], key: str) -> str | None:
    """The http or https URL under a key as it is written, None where there is none."""
    value = text_under(fields, key)
    return web_address(value) if value else None


def texts_under(fields: Mapping[str, Value], key: str) -> tuple[str, ...]:
    """The texts of the list under a key."""
    value = fields.get(key)
    return tuple(item for item in value if item and isinstance(item, str)) if isinstance(value, list) else ()


def images_under(fields: Mapping[str, Value]) -> tuple[Image, ...]:
    """The images under ``images``; those without a URL are left out."""
    return tuple(
        Image(
            url=url,
            width=_number(item.get("width")),
            height=_number(item.get("height")),
            cached=item.get("isCached") == "true",
        )
        for item in _mappings(fields, "images")
        if (url := address_under(item, "url"))
    )


def described_provider(value: Value) -> Provider | None:
    """The provider that a mapping describes."""
    if not isinstance(value, dict):
        return None
    return Provider(name=text_under(value, "name"), domain=text_under(value, "domain"), images=images_under(value))


def _mappings(fields: Mapping[str, Value], key: str) -> list[dict[str, Value]]:
    value = fields.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _number(value: Value) -> int | None:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10 else None  # noqa: PLR2004


def _time(fields: Mapping[str, Value], key: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text_under(fields, key) or "")
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
