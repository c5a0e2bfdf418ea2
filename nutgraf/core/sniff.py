"""What bytes are, whatever their content type says."""

import re

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
)
_HEAD = 2048
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
