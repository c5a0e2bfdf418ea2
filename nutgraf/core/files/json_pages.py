"""The JSON pages of a topic site: lists of published articles, page by page."""

from collections.abc import Mapping

import msgspec

from nutgraf.core.files.frontmatter import address_under, entry_of, record_of, texts_under
from nutgraf.core.formats.tidy import tidy_entry
from nutgraf.core.formats.yaml_text import Value
from nutgraf.core.text.characters import whole_json
from nutgraf.errors import NotAFeed
from nutgraf.records import Entry

_MAX_DEPTH = 16  # against pages nested without end; chosen, not measured


def read_pages(text: str) -> list[Entry]:
    """The articles of one JSON page, in its order; all of them are released, or they would not be there.

    Raises NotAFeed where the text is no JSON object with a list ``value`` beside its number ``page``.
    """
    try:
        page = _value(msgspec.json.decode(whole_json(text)), _MAX_DEPTH)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise NotAFeed("", f"not JSON: {e}") from e
    items = page.get("value") if isinstance(page, dict) and "page" in page else None
    if not isinstance(items, list):
        raise NotAFeed("", "no JSON page: it has no list `value` beside `page`")
    return [
        _entry(item)
        for item in items
        if isinstance(item, dict) and (item.get("title") or address_under(item, "webUrl"))
    ]


def _entry(fields: Mapping[str, Value]) -> Entry:
    category = next(iter(texts_under(fields, "categories")), None)
    return tidy_entry(record_of({**fields, "published": "true", "category": category}, entry_of(fields)))


def _value(value: object, depth: int) -> Value:
    """JSON as front matter has it, every scalar a text."""
    if depth == 0 or value is None:
        return None
    if isinstance(value, dict):
        return {str(key): _value(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_value(item, depth - 1) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
