"""Lists of sources as OPML, in and out (http://opml.org/spec2.opml)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, cast, get_args
from urllib.parse import urlsplit

from lxml import etree

from nutgraf.core.feeds.feed_address import feed_address
from nutgraf.core.feeds.opml_text import count_outlines, mended_opml
from nutgraf.core.formats.tidy import tidy_name
from nutgraf.core.formats.url import without_credentials
from nutgraf.core.formats.xmltree import Element, name, parse_xml_text, without_namespace, xml_text
from nutgraf.core.text.plain import clean, digest, shorten
from nutgraf.errors import NotAFeed
from nutgraf.records import Source, SourceKind

FOUND = "Found on pages"

_WITH_URL: Final = frozenset({"", "link", "rss", "atom"})  # types of outlines whose ``url`` is a source's
_ROOTS: Final = frozenset({"opml", "body", "outline"})  # some export no more than what they have
_LABEL: Final = 80


def read_opml(body: bytes, tell: Callable[[str], None] = lambda _: None) -> list[Source]:
    """The sources in an OPML list, nested outlines too, each address once, in the list's order.

    A source's kind is the outline's ``type`` where it names one of ours, else a feed. ``tell`` hears of each outline
    that is neither a source nor a folder, and why. Raises NotAFeed.
    """
    text = xml_text(body)
    root = parse_xml_text(mended_opml(text))
    if name(root).startswith("other:"):
        without_namespace(root)
    if name(root) not in _ROOTS:
        raise NotAFeed("", f"XML, but no OPML: its root is <{name(root)}>")
    sources: dict[str, Source] = {}
    outlines = [element for element in root.iter() if name(element) == "outline"]
    for outline in outlines:
        told = {str(key).lower(): clean(str(value)) for key, value in outline.attrib.items()}
        address = told.get("xmlurl") or (told.get("url") if told.get("type", "").lower() in _WITH_URL else None)
        url = feed_address(address.replace("&amp;", "&")) if address else None
        if url is None:
            if address or not len(outline):
                tell(_why_not(told, address))
        elif url in sources:
            tell(f"{_label(told)} is left out: {without_credentials(url)} stands in the list before")
        else:
            sources[url] = _source(told, url)
    if lost := count_outlines(text) - len(outlines):
        tell(f"{lost} of its outlines cannot be read")
    return list(sources.values())


def _source(told: dict[str, str], url: str) -> Source:
    kind = told.get("type", "").lower()
    return Source(
        id=digest(url),
        url=url,
        kind=cast(SourceKind, kind) if kind in get_args(SourceKind) else "feed",
        title=tidy_name(told.get("title") or told.get("text") or "") or None,
    )


def _why_not(told: dict[str, str], address: str | None) -> str:
    """Why an outline is no source."""
    if address:
        return f"{_label(told)} is left out: {without_credentials(address)!r} is no http or https URL"
    if told.get("type", "").lower() == "include":
        return f"{_label(told)} is left out: it names another list, which is not fetched"
    return f"{_label(told)} is left out: it has no address (xmlUrl)"


def _label(told: dict[str, str]) -> str:
    return f"the outline {shorten(told.get('title') or told.get('text') or 'without a title', _LABEL)!r}"


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
