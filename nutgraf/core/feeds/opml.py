"""Lists of sources as OPML, in and out (http://opml.org/spec2.opml)."""

from collections.abc import Iterable, Sequence
from typing import cast, get_args
from urllib.parse import urlsplit

from lxml import etree

from nutgraf.core.formats.tidy import tidy_name
from nutgraf.core.formats.url import normalise
from nutgraf.core.formats.xmltree import Element, name, parse_xml
from nutgraf.core.text.plain import clean, digest
from nutgraf.errors import NotAFeed
from nutgraf.records import Source, SourceKind

FOUND = "Found on pages"


def read_opml(body: bytes) -> list[Source]:
    """The sources in an OPML list, nested outlines too, each address once, in the list's order.

    A source's kind is the outline's ``type`` where it names one of ours, else a feed. Raises NotAFeed.
    """
    root = parse_xml(body)
    if name(root) != "opml":
        raise NotAFeed("", f"XML, but no OPML: its root is <{name(root)}>")
    sources: dict[str, Source] = {}
    for element in root.iter():
        if name(element) == "outline" and (source := _source(element)):
            sources.setdefault(source.url, source)
    return list(sources.values())


def _source(outline: Element) -> Source | None:
    told = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
    address = told.get("xmlurl") or (told.get("url") if told.get("type") in {"link", "rss", "atom"} else None)
    url = normalise(address.replace("feed://", "http://", 1)) if address else None
    if url is None:
        return None
    kind = told.get("type", "").lower()
    return Source(
        id=digest(url),
        url=url,
        kind=cast(SourceKind, kind) if kind in get_args(SourceKind) else "feed",
        title=tidy_name(clean(told.get("title") or told.get("text") or "")) or None,
    )


def write_opml(sources: Sequence[Source]) -> bytes:
    """An OPML list of the sources, in their order; feeds as type ``rss``, which all readers know.

    Those that pages named, and not the user, stand apart at the end.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Sources"
    body = etree.SubElement(root, "body")
    _write(body, [source for source in sources if source.named_by != "page"])
    if found := [source for source in sources if source.named_by == "page"]:
        _write(etree.SubElement(body, "outline", text=FOUND, title=FOUND), found)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _write(parent: Element, sources: Iterable[Source]) -> None:
    for source in sources:
        title = clean(source.title or "") or urlsplit(source.url).netloc
        kind = "rss" if source.kind == "feed" else source.kind
        etree.SubElement(parent, "outline", type=kind, text=title, title=title, xmlUrl=source.url)
