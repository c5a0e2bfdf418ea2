"""XML as the web serves it, into a tree that is safe to walk.

No document type is read, so that no entity is defined, fetched or expanded. What is not well-formed is mended where
the meaning is plain: entities of HTML, bare ampersands and angle brackets, end tags missing or left over, control
characters, text around the document.
"""

import re
import sys
from copy import deepcopy
from functools import lru_cache
from html import escape, unescape
from html.entities import html5
from typing import Any, TypeAlias

from lxml import etree

from nutgraf.core.formats.charset import decode
from nutgraf.core.formats.url import normalise
from nutgraf.core.text.characters import whole
from nutgraf.errors import NotAFeed

Element: TypeAlias = Any  # lxml ships no types

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_WIDE = (  # how an XML declaration or root begins in an encoding of two or four bytes without a mark
    (re.compile(rb"<\0\0\0|\xff\xfe\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<|\0\0\xfe\xff"), "utf-32-be"),
    (re.compile(rb"<\0"), "utf-16-le"),
    (re.compile(rb"\0<"), "utf-16-be"),
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(r"<\?xml\s[^<>]*+>\s*")
_BEGINNING = re.compile(r"<(?:\?xml\b|!--|!DOCTYPE|[A-Za-z_])", re.IGNORECASE)
_NOTICE = re.compile(
    r"<(?:br|b|p|i|em|strong|font|span|div|pre|table|center|hr|script|style|h[1-6])[\s/>]", re.IGNORECASE
)
_BEHIND_NOTICE = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]", re.IGNORECASE)
_BEFORE_DOCTYPE = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]++|-(?!->))*-->)*(?=<!DOCTYPE)", re.IGNORECASE)
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_REFERENCE = re.compile(r"&(?:#x?[0-9a-fA-F]+;|([A-Za-z][A-Za-z0-9]*);)?")
_NUMBERED = re.compile(r"&#(?:([0-9]+)|x([0-9a-fA-F]+));")
_LONGEST_NUMBER = 12  # digits of a character reference; more only has zeros before it or is none
_LOCAL = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_BARE_BRACKET = re.compile(r"<(?![A-Za-z_/!?])")
_TAG = re.compile(r"""<(/?)([A-Za-z_][\w:.-]*+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*>""")
# In what is not well-formed, an end tag is missing where one of these begins inside another of them.
_ITEMS = frozenset({"item", "entry"})
_LEAVES = frozenset({"title", "link", "guid", "pubdate", "id", "updated", "published"})
_FIELDS = (
    _LEAVES | _ITEMS | {"description", "summary", "content", "category", "author", "dc:creator", "content:encoded"}
)
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_C1_FOUND = re.compile("[\x80-\x9f]")
_CDATA_MARKS = re.compile(r"<!(?:--)?\[CDATA\[|\]\](?:--)?>", re.IGNORECASE)  # as a comment, where HTML was written
_ESCAPED_CDATA = re.compile(r"\s*+&lt;!\[CDATA\[", re.IGNORECASE)
_ESCAPED_MARKS = re.compile(r"&lt;!\[CDATA\[|\]\]&gt;", re.IGNORECASE)

_NAMESPACES = {
    "www.w3.org/2005/atom": "atom", "purl.org/atom/ns": "atom", "purl.org/atom": "atom",
    "example.com/newformat": "atom", "example.com/necho": "atom", "purl.org/echo": "atom",
    "uri/of/echo/namespace": "atom", "purl.org/pie": "atom",
    "": "", "purl.org/rss/1.0": "", "my.netscape.com/rdf/simple/0.9": "", "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss": "", "backend.userland.com/rss2": "", "backend.userland.com/rss091": "",
    "blogs.law.harvard.edu/tech/rss": "", "purl.org/net/rss1.1": "",
    "www.sitemaps.org/schemas/sitemap/0.9": "", "www.google.com/schemas/sitemap/0.84": "",
    "www.google.com/schemas/sitemap/0.9": "",
    "purl.org/rss/1.0/modules/content": "content", "purl.org/dc/elements/1.1": "dc", "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms", "search.yahoo.com/mrss": "media", "video.search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "example.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner", "purl.org/rss/1.0/modules/syndication": "sy",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf", "www.w3.org/1999/xhtml": "xhtml",
    "www.google.com/schemas/sitemap-news/0.9": "news", "www.google.com/schemas/sitemap-image/1.1": "image",
    "www.google.com/schemas/sitemap-video/1.1": "video", "www.youtube.com/xml/schemas/2015": "yt",
}  # fmt: skip


def parse_xml(body: bytes, charset: str | None = None) -> Element:
    """The root element of an XML document; ``charset`` is what the transport said.

    Raises NotAFeed when there is no element in it.
    """
    return parse_xml_text(xml_text(body, charset))


def xml_text(body: bytes, charset: str | None = None) -> str:
    """The text of an XML document; ``charset`` is what the transport said."""
    wide = next((encoding for pattern, encoding in _WIDE if pattern.match(body)), None)
    return body.decode(wide, "replace") if wide else decode(body, charset)


def parse_xml_text(text: str) -> Element:
    """The root element of an XML document. Raises NotAFeed when there is no element in it."""
    text = whole(_without_doctype(_DECLARATION.sub("", text[_start(text) :], count=1)))
    text = _NUMBERED.sub(_numbered, _NOT_XML.sub("", text))
    try:
        root = etree.fromstring(text.encode(), _parser(recover=False))
    except etree.XMLSyntaxError:
        root = _parsed_leniently(_mended(text))
    if root is None:
        raise NotAFeed("", "no XML in it")
    return root


def _parsed_leniently(text: str) -> Element | None:
    try:
        return etree.fromstring(text.encode(), _parser(recover=True))
    except etree.XMLSyntaxError:  # even so, where nothing is in it
        return None


def _parser(*, recover: bool) -> Element:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _start(text: str) -> int:
    """Where the document begins, after whatever a server printed before it."""
    position = 0
    while found := _BEGINNING.search(text, position):
        if found[0] != "<!--":
            begin = found.start()
            behind = _BEHIND_NOTICE.search(text, begin) if _NOTICE.match(text, begin) else None
            return behind.start() if behind else begin
        end = text.find("-->", found.end())
        position = end + 3 if end >= 0 else len(text)
    return len(text)


def _without_doctype(text: str) -> str:
    """A document without its type declaration, whose entities are attacks more often than abbreviations."""
    start = _BEFORE_DOCTYPE.match(text)
    if start is None:
        return text
    end = text.find(">", start.end())
    subset = text.find("[", start.end())
    if 0 <= subset < end:
        close = re.compile(r"\]\s*>").search(text, subset)
        end = close.end() - 1 if close else len(text)
    return text[: start.start()] + text[end + 1 :] if end >= 0 else ""


def _mended(text: str) -> str:
    """Text with its markup balanced; CDATA sections stay as they are."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<![CDATA[", position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [_plain_mended(text[position:start]), text[start : end + 3]]
        position = end + 3
    parts.append(_plain_mended(text[position:]))
    return _balanced(parts)


def _plain_mended(text: str) -> str:
    return _BARE_BRACKET.sub("&lt;", _REFERENCE.sub(_reference, text.replace("]]>", "]]&gt;")))


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return found[0] if len(found[0]) > 1 else "&amp;"
    if name in _XML_ENTITIES:
        return found[0]
    return html5.get(f"{name};") or f"&amp;{name};"


def _numbered(found: re.Match[str]) -> str:
    """A character reference that XML allows; one to a control is dropped as the control itself is."""
    digits = found[1] or found[2]
    code = int(digits, 10 if found[1] else 16) if len(digits) <= _LONGEST_NUMBER else sys.maxunicode + 1
    if code > sys.maxunicode:
        return "\ufffd"
    return "" if _NOT_XML.match(chr(code)) else found[0]


def _balanced(parts: list[str]) -> str:
    """The parts (markup and CDATA in turn) with end tags added where one is missing and dropped where it is alone."""
    opened: list[str] = []
    counts: dict[str, int] = {}

    def closed_through(name: str) -> str:
        ends: list[str] = []
        while name not in ends[-1:]:
            ends.append(opened.pop())
            counts[ends[-1]] -= 1
        return "".join(f"</{end}>" for end in ends)

    def tag(found: re.Match[str]) -> str:
        slash, name = found[1], found[2]
        if slash:
            return closed_through(name) if counts.get(name) else ""
        ends = ""
        if name.lower() in _FIELDS and opened and opened[-1].lower() in _LEAVES:
            ends = closed_through(opened[-1])
        if name in _ITEMS and counts.get(name):
            ends += closed_through(name)
        if not found[0].endswith("/>"):
            opened.append(name)
            counts[name] = counts.get(name, 0) + 1
        return ends + found[0]

    return "".join(part if part.startswith("<![CDATA[") else _TAG.sub(tag, part) for part in parts)


@lru_cache(maxsize=4096)
def _named(tag: str) -> str:
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    key = space.strip().lower().partition("://")[2].rstrip("/#") if space else ""
    prefix = _NAMESPACES.get(key, "other")
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


def name(element: Element) -> str:
    """An element's name in lower case with the usual prefix of its namespace (``media:content``); RSS has none."""
    return _named(element.tag) if isinstance(element.tag, str) else ""


def without_namespace(root: Element) -> None:
    """Gives the elements of the root's namespace, which nobody knows, the names that they have without it."""
    space = root.tag.partition("}")[0] + "}"
    for element in root.iter(f"{space}*"):
        element.tag = element.tag.removeprefix(space)


def element_text(element: Element) -> str:
    """All text of an element; C1 controls are read as the Windows-1252 characters they were meant to be."""
    text: str = "".join(element.itertext()) if len(element) else element.text or ""
    return without_cdata(text.translate(_C1) if _C1_FOUND.search(text) else text)


def without_cdata(text: str) -> str:
    """A text without the marks of CDATA sections that were escaped once more than was meant, or twice."""
    if "![" not in text and "]]" not in text:
        return text
    if _ESCAPED_CDATA.match(text):
        text = unescape(text) if "<" not in text else _ESCAPED_MARKS.sub("", text)
    has_marks = text.rstrip().endswith(("]]>", "]]-->")) or "<![cdata[" in text.lower()
    return _CDATA_MARKS.sub("", text) if has_marks else text


def inner_markup(element: Element, base: str | None) -> str:
    """What is inside an element as HTML: its child elements where it has some (links resolved), else its text."""
    if not len(element):
        return element_text(element)
    inner = element
    if len(element) == 1 and name(element[0]) in {"xhtml:div", "xhtml:body"} and not (element.text or "").strip():
        inner = element[0]
    for child in inner.iterdescendants():
        if isinstance(child.tag, str):
            child.tag = _local(child.tag)
            for attribute in ("href", "src"):
                link = child.get(attribute)
                if link and (resolved := normalise(link, base_of(child, base))):
                    child.set(attribute, resolved)
    return without_cdata(escape(inner.text or "", quote=False) + "".join(map(_serialised, inner)))


def _local(tag: str) -> str:
    """A tag without namespace or prefix, which is part of it where it was not declared; what HTML lacks is a span."""
    local = tag.rpartition("}")[2].rpartition(":")[2]
    return local if _LOCAL.fullmatch(local) else "span"


def _serialised(element: Element) -> str:
    """An element and the text after it as HTML; a copy, so that no namespace of its surroundings is written with it."""
    alone = deepcopy(element)
    etree.cleanup_namespaces(alone)
    markup: str = etree.tostring(alone, encoding="unicode", method="html")
    return markup


def base_of(element: Element, base: str | None) -> str | None:
    """The base URL at an element, by the ``xml:base`` of itself and those around it."""
    steps = [step for step in (element.get(XML_BASE), *(e.get(XML_BASE) for e in element.iterancestors())) if step]
    for step in reversed(steps):
        base = normalise(step.strip(), base) or base
    return base


def language_at(element: Element) -> str | None:
    """The nearest ``xml:lang``."""
    for at in (element, *element.iterancestors()):
        if XML_LANG in at.attrib:
            return str(at.get(XML_LANG))
    return None
