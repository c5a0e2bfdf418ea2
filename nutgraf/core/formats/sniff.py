"""What bytes are: by the bytes themselves first, then by what a server or a file's name says of them."""

import re
from typing import Literal, TypeAlias

from nutgraf.core.formats.charset import decode
from nutgraf.unpack import BEFORE_WARC_RECORDS

Kind: TypeAlias = Literal[
    "feed",
    "sitemap",
    "opml",
    "page",
    "record",  # Markdown with front matter
    "taxonomy",  # a topic site's own lists: topics, organisations
    "jsonlines",  # rows of articles; a JSON array of rows too
    "jsonpage",  # a topic site's page of published articles
    "text",
    "warc",
    "wacz",
    "gzip",  # look again when it is unpacked
    "other",
]

HEAD = 65_536  # bytes that are looked at; chosen, not measured

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or sound"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a word processor's document"),
    (b"\xd0\xcf\x11\xe0", "a word processor's document"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format", "a database"),
    (b"wOF", "a font"),
)
_PROLOG = re.compile(
    r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]++|-(?!->))*-->|<!DOCTYPE(?!\s+html)[^\[>]*+(?:\[[^\]]*+\]\s*+)?>)*",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "entry": "feed", "channel": "feed",
    "urlset": "sitemap", "sitemapindex": "sitemap", "opml": "opml", "html": "page",
}  # fmt: skip
_HTML = re.compile(
    r"<(?:!doctype html|(?:html|head|body|title|meta|div|p|article|main|section|h1|table|span|script|link|a|br)"
    r"(?:\s[^<>]*+)?/?)>",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]", re.IGNORECASE)
_MOST_BEFORE = 4096  # characters that a server prints before a document: notices, what a plugin says
_PAGE_BEGINS = re.compile(r"<(?:!doctype html|html|head|body|article|main|title|pre|code)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_CUT_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n\w+:")
_TAXONOMY = re.compile(r"^taxonomy:[ \t]*\w", re.MULTILINE)
_ROWS = re.compile(r"\[\s*[{\]]")
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\b', re.IGNORECASE)
_JSON_PAGE = re.compile(r'\{\s*"(?:page"\s*:\s*\d+\s*,\s*")?value"\s*:\s*\[')
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_FEW = 0.1  # control characters, as a share, that a text can hold; chosen, not measured


def sniff(body: bytes, content_type: str = "", name: str = "") -> Kind:
    """The kind of some bytes (their first 64 KB will do); ``content_type`` and ``name`` decide where these do not."""
    kind = _by_magic(body, name.lower())
    if kind is not None:
        return kind
    text = decode(body[:HEAD]).lstrip("\ufeff \t\r\n\0")
    if not text or len(_CONTROLS.findall(text)) > _FEW * len(text):
        return "other"
    return _by_markup(text) or _by_lines(text) or _behind(text) or _by_label(text, content_type.lower(), name.lower())


def _by_magic(body: bytes, name: str) -> Kind | None:
    if body.startswith(b"\x1f\x8b"):
        return "gzip"
    if body.lstrip(BEFORE_WARC_RECORDS).startswith(b"WARC/"):
        return "warc"
    if body.startswith(b"PK\x03\x04"):
        return "wacz" if name.endswith(".wacz") or b"datapackage.json" in body or b".warc" in body else "other"
    return "other" if body.startswith(tuple(magic for magic, _ in _MAGIC)) else None


def _by_markup(text: str) -> Kind | None:
    if not text.startswith("<"):
        return None
    start = _PROLOG.match(text)
    root = _ROOT.match(text, start.end() if start else 0)
    kind = _ROOTS.get(root[1].lower()) if root else None
    if kind := kind or _behind(text):
        return kind
    if _HTML.search(text):
        return "page"
    return "other" if text.startswith("<?xml") else None


def _behind(text: str) -> Kind | None:
    """What begins behind a notice of the server's, or a line that was printed by mistake."""
    begin = _BEGINNING.search(text, 0, _MOST_BEFORE)
    if begin is None or not begin.start() or _PAGE_BEGINS.search(text, 0, begin.start()):
        return None
    start = _PROLOG.match(text, begin.start())
    root = _ROOT.match(text, start.end() if start else begin.start())
    return _ROOTS.get(root[1].lower()) if root else None


def _by_lines(text: str) -> Kind | None:
    """JSON, front matter, or a list of addresses."""
    if text[0] == "{":
        return "feed" if _JSON_FEED.search(text[:4096]) else "jsonpage" if _JSON_PAGE.match(text) else "jsonlines"
    if _ROWS.match(text):
        return "jsonlines"
    matter = _FRONT_MATTER.match(text)
    if matter is not None:
        return "taxonomy" if _TAXONOMY.search(matter[1]) else "record"
    if _CUT_FRONT_MATTER.match(text):
        return "record"
    if _TAXONOMY.match(text):
        return "taxonomy"
    return "sitemap" if all(word.startswith(("http://", "https://")) for word in text.split()) else None


def _by_label(text: str, content_type: str, name: str) -> Kind:
    if "html" in content_type or name.endswith(_PAGE_NAMES):
        return "page"
    return "page" if len(_HTML.findall(text)) > 2 else "text"  # noqa: PLR2004 (a text may quote a tag or two)


_HEAD = 2048  # bytes in which a kind of XML or JSON shows; chosen, not measured
_TAG = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|article|main|title|meta|div|p|h[1-6]|span|a|table|script|section)\b",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]", re.IGNORECASE)


def not_html(body: bytes) -> str | None:
    """What the bytes are when they are no HTML page, in words; None for a page."""
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return "a video"
    flat = body.replace(b"\0", b"")  # UTF-16 has a NUL in every letter
    tag = _TAG.search(flat)
    feed = _FEED.search(flat[:_HEAD])
    if feed and (tag is None or feed.start() < tag.start()):
        return "a feed or sitemap"
    if head[:1] in {b"{", b"["}:
        return "JSON"
    return None if tag else "no markup"
