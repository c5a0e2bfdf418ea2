"""What a block element says of the part of a page it holds: by its name, class, id, role and other attributes."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.page.blocks.class_cues import BIT, STRONG, cue_of

TAGS: Final = (
    "article", "main", "aside", "footer", "header", "form", "figure", "table", "list", "quote", "unseen", "dialog",
)  # fmt: skip
TAG_BIT: Final = {name: STRONG << 1 + number for number, name in enumerate(TAGS)}
_BIT_OF_TAG: Final = {
    **{tag: TAG_BIT[tag] for tag in "article main aside footer header form figure table dialog".split()},
    **dict.fromkeys(["ul", "ol", "dl", "menu"], TAG_BIT["list"]),
    "blockquote": TAG_BIT["quote"],
    "figcaption": BIT["caption"],
}
_NO_DISPLAY: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TELLING: Final = frozenset({"role", "itemprop", "hidden", "aria-hidden", "style"})
_ROLES: Final = {
    "main": TAG_BIT["main"], "article": TAG_BIT["article"], "complementary": TAG_BIT["aside"],
    "banner": TAG_BIT["header"], "contentinfo": TAG_BIT["footer"], "dialog": TAG_BIT["dialog"],
    "alertdialog": TAG_BIT["dialog"], "search": TAG_BIT["form"], "form": TAG_BIT["form"],
    "navigation": BIT["nav"], "menu": BIT["nav"], "tablist": BIT["nav"],
}  # fmt: skip
_PROPERTIES: Final = {
    "articleBody": STRONG, "text": STRONG, "reviewBody": STRONG, "comment": BIT["comment"],
    "commentText": BIT["comment"], "caption": BIT["caption"],
}  # fmt: skip


def cue_of_box(node: LexborNode, tag: str) -> tuple[int, str]:
    """What an element's name and attributes say of it, as bits, and its class; an id speaks where there is no class."""
    cue = _BIT_OF_TAG.get(tag, 0)
    attributes = node.attributes
    if not attributes:
        return cue, ""
    classes = attributes.get("class") or ""
    if names := classes or attributes.get("id"):
        cue |= cue_of(names)
        if len(attributes) == 1:
            return cue, classes
    for attribute, value in attributes.items():
        if attribute in _TELLING:
            cue |= _told(attribute, value or "")
    return cue, classes


def _told(attribute: str, value: str) -> int:
    """What an attribute says that is no name."""
    if attribute == "role":
        return _ROLES.get(value, 0)
    if attribute == "itemprop":
        return _PROPERTIES.get(value.split(maxsplit=1)[0] if value.strip() else "", 0)
    unseen = attribute == "hidden" or (value == "true" if attribute == "aria-hidden" else _NO_DISPLAY.search(value))
    return TAG_BIT["unseen"] if unseen else 0
