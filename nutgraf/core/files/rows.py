"""Articles as JSON Lines rows: what the filters take, and what ``nutgraf extract`` gives."""

from collections.abc import Sequence
from html import escape
from typing import cast, get_args

from msgspec.structs import replace

from nutgraf.core.files.row_names import NO_NAMES, Names, Row, by_our_names
from nutgraf.core.formats.dates import Stamp, dated, read_stamp
from nutgraf.core.formats.tidy import tidy_entry
from nutgraf.core.formats.url import normalise, registrable_domain, without_credentials
from nutgraf.core.formats.zones import countries_of
from nutgraf.core.text.plain import clean
from nutgraf.errors import InputError
from nutgraf.naming import original_address
from nutgraf.records import ArticleKind, Entry, Image, Precision, Provider

_SAYS_SOMETHING = ("title", "excerpt", "text", "url", "canonical_url")


def entry_of_row(row: object, names: Names = NO_NAMES) -> Entry:
    """The entry that a decoded JSON row describes; fields it does not know are ignored, null is as absent.

    Its fields go by our names, by those that data sets of news use (``row_names``), or by ``names``.
    ``provider`` is a name or an object with ``name``, ``domain``, ``images``; ``authors`` a name or a list of names.
    ``text`` is plain text and stays so. Raises InputError naming the field whose type is wrong.
    """
    if not isinstance(row, dict):
        raise InputError("", f"a row must be an object, not {_type(row)}")
    if row.get("rejected"):
        raise InputError("", f"the row is no article: {clean(str(row['rejected']))}")
    row = by_our_names(row, names)
    if not any(row.get(key) for key in (*_SAYS_SOMETHING, "markup")):
        raise InputError("", f"the row has none of {', '.join(_SAYS_SOMETHING)}")
    url = _address(row, "canonical_url") or _address(row, "url")
    text = _string(row, "text")
    kind = _string(row, "kind")
    entry = Entry(
        id=_id(row),
        url=url,
        title=clean(_string(row, "title") or "") or None,
        excerpt=clean(_string(row, "excerpt") or "") or None,
        content=escape(text, quote=False) if text and "<" in text else text or _markup(row),
        authors=_strings(row, "authors"),
        language=_string(row, "language"),
        kind=cast(ArticleKind, kind) if kind in get_args(ArticleKind) else None,
        images=_images(row, "images"),
        provider=_provider(row, url),
        section=clean(_string(row, "section") or "") or None,
        tags=_strings(row, "tags"),
        topics=_strings(row, "topics"),
        original_url=_url(row, "original_url"),
        amp_url=_url(row, "amp_url"),
        credit=clean(_string(row, "credit") or "") or None,
    )
    countries = countries_of(entry.language, url)
    return tidy_entry(dated(entry, _date(row, "published", countries), _date(row, "modified", countries)))


def _type(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _wrong(key: str, expected: str, value: object) -> InputError:
    return InputError("", f"`{key}` must be {expected}, not {_type(value)}")


def _string(row: Row, key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise _wrong(key, "a string", value)
    return value or None


def _markup(row: Row) -> str | None:
    """The text of a row where that is HTML."""
    return _string(row, "markup")


def _id(row: Row) -> str | None:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    name = _string(row, "id")
    return without_credentials(name) if name else name


def _url(row: Row, key: str) -> str | None:
    value = _string(row, key)
    return normalise(value) if value else None


def _address(row: Row, key: str) -> str | None:
    """The address of an article, of what an AMP cache serves that of the document itself."""
    value = _url(row, key)
    return normalise(original_address(value)) if value else None


def _date(row: Row, key: str, countries: Sequence[str]) -> Stamp | None:
    """A time, as exactly as the row says that it is known."""
    value = row.get(key)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    stamp = read_stamp(str(value) if number else _string(row, key) or "", countries=countries)
    told = _string(row, f"{key}_precision")
    precision = next((one for one in get_args(Precision) if one == told), None)
    return replace(stamp, precision=precision) if stamp and precision else stamp


def _strings(row: Row, key: str) -> tuple[str, ...]:
    value = row.get(key)
    values = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(values, list):
        raise _wrong(key, "a list of strings", value)
    for one in values:
        if not isinstance(one, str):
            raise _wrong(key, "a list of strings", one)
    return tuple(dict.fromkeys(name for one in values if (name := clean(one))))


def _images(row: Row, key: str) -> tuple[Image, ...]:
    value = row.get(key)
    values = [] if value is None else value
    if not isinstance(values, list):
        raise _wrong(key, "a list", value)
    return tuple(image for one in values if (image := _image(key, one)))


def _image(key: str, value: object) -> Image | None:
    if isinstance(value, str):
        value = {"url": value}
    if not isinstance(value, dict):
        raise _wrong(key, "a list of objects with `url`", value)
    url = _url(value, "url")
    return Image(url=url, width=_side(value, "width"), height=_side(value, "height")) if url else None


def _side(row: Row, key: str) -> int | None:
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _provider(row: Row, url: str | None) -> Provider | None:
    value = row.get("provider")
    domain = registrable_domain(url) if url else None
    if value is None:
        return None
    if isinstance(value, str):
        return Provider(name=clean(value) or None, domain=domain)
    if not isinstance(value, dict):
        raise _wrong("provider", "a string or an object", value)
    home = _string(value, "home")
    return Provider(
        name=clean(_string(value, "name") or "") or None,
        domain=_string(value, "domain") or (registrable_domain(home) if home else None) or domain,
        images=_images(value, "images"),
    )
