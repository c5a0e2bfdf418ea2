"""What a heading says, part by part, and what a site calls itself where it leads to its own front page."""

import re
from collections.abc import Iterator
from itertools import chain, groupby
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.text.characters import unescaped
from nutgraf.core.text.plain import clean

_UNREAD: Final = frozenset({"rt", "rp", "style", "script", "svg", "template", "button"})
_PARTING: Final = frozenset({"br", "hr", "img"})
_OWN_LINE: Final = frozenset({"div", "p", "li", "section", "small", "header", "h1", "h2", "h3", "h4", "h5", "h6"})
_HOME: Final = re.compile(r"(?:https?:)?//[^/?#]+/?(?:index\.\w{3,5})?|\.?/(?:index\.\w{3,5})?", re.IGNORECASE)
_GOING_ON: Final = "/iIİı"  # what follows the first slash of a front page's address, if anything: a host, "index"
_MOST_SLASHES: Final = 3  # in the address of a front page
_LEAST: Final = 2  # letters on both sides of what parts two words; a drop cap has one
_LONGEST: Final = 60
_DEPTH: Final = 12
_CLOSING: Final = frozenset(",.;:!?)]}…、。，：！？）")  # what stands at the end of the word before
_HOME_LINK: Final = Pattern("refusal", r"\b%home_links\b:?", re.IGNORECASE)


class _Piece(NamedTuple):
    """A text in a heading, and the elements around it, outermost first, by memory id; none where a line breaks."""

    text: str
    outer: tuple[int, ...]
    own_line: bool


def heading_text(heading: LexborNode) -> str:
    """The text of a heading on one line: parts in elements of their own stay apart, a link home beside it is left."""
    pieces = list(_pieces(heading, without_home=True))
    if not any(piece.text.strip() for piece in pieces):
        pieces = list(_pieces(heading))
    return _on_one_line(pieces)


def heading_parts(heading: LexborNode) -> list[str]:
    """What a heading begins or ends with, its first or last elements left: without what it has above or below."""
    pieces = [piece for piece in _pieces(heading) if piece.text.strip()]
    depth = _common([piece.outer for piece in pieces])
    groups = [list(group) for _, group in groupby(pieces, lambda piece: piece.outer[depth : depth + 1])]
    cuts = range(1, len(groups))
    parts = (part for cut in cuts for part in (groups[cut:], groups[:cut]))
    return [_on_one_line(list(chain.from_iterable(part))) for part in parts]


def _common(paths: list[tuple[int, ...]]) -> int:
    """How many elements around them the texts of a heading share."""
    shared = zip(*paths, strict=False)
    return next((depth for depth, ids in enumerate(shared) if len(set(ids)) > 1), min(map(len, paths), default=0))


def leads_home(link: LexborNode) -> bool:
    """Whether a link leads to the front page of a site, as far as its address tells."""
    return is_home(link.attrs.sget("href"))


def is_home(href: str) -> bool:
    """Whether an address as it is written can be that of the front page of a site."""
    second = href[1:2]
    if href.startswith("/") and not (second in _GOING_ON or second.isspace()):
        return False
    return href.count("/") <= _MOST_SLASHES and _HOME.fullmatch(href.strip()) is not None


def name_of_link(link: LexborNode) -> str:
    """What a link to a front page calls the site: its text, or that of its picture, without "logo" and "home"."""
    text = clean(link.text(deep=True))
    if not text:
        image = link.css_first("img[alt]")
        text = clean((image.attributes.get("alt") or "") if image else link.attributes.get("title") or "")
    return clean(_HOME_LINK.sub(" ", text)).strip(" -|:\u2013\u2014") if len(text) <= _LONGEST else ""


def _pieces(heading: LexborNode, *, without_home: bool = False) -> Iterator[_Piece]:
    """The pieces of text, each with where it stands; those of links to a front page can be left."""
    waiting: list[tuple[LexborNode | None, tuple[int, ...], bool]] = [(heading.first_child, (), False)]
    while waiting:
        node, outer, own_line = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, outer, own_line))
        tag = node.tag or ""
        if node.is_text_node:
            yield _Piece(node.text_content or "", outer, own_line)
        elif tag in _PARTING:
            yield _Piece(" ", (), own_line=True)
        elif without_home and tag == "a" and leads_home(node):
            continue
        elif tag not in _UNREAD and len(outer) < _DEPTH:
            waiting.append((node.first_child, (*outer, node.mem_id), own_line or tag in _OWN_LINE))


def _on_one_line(pieces: list[_Piece]) -> str:
    return clean(unescaped("".join(_joined(pieces))))


def _joined(pieces: list[_Piece]) -> Iterator[str]:
    """The texts, with a space between two that stand in elements beside each other and are no parts of one word."""
    before: _Piece | None = None
    for piece in pieces:
        if before and _are_apart(before, piece):
            yield " "
        yield piece.text
        before = piece


def _are_apart(one: _Piece, other: _Piece) -> bool:
    shared = min(len(one.outer), len(other.outer))
    beside = one.outer[:shared] != other.outer[:shared]
    if not (beside or one.own_line != other.own_line):
        return False
    left, right = one.text.split()[-1:], other.text.split()[:1]
    return bool(left and right) and len(left[0]) >= _LEAST and len(right[0]) >= _LEAST and right[0][0] not in _CLOSING
