"""What the trees knew of a block, told in words, and which numbers weighed most."""

from collections.abc import Mapping, Sequence
from statistics import median_low
from typing import Final, NamedTuple

from nutgraf.core.page.blocks.features import NAMES
from nutgraf.core.page.blocks.trees import score

Row = Sequence[float]

_MOST_WEIGHTS: Final = 3  # told of a block: chosen for reading
_SLIGHT: Final = 0.05  # of a change in log-odds: less is not told; chosen, not measured
_NO_TITLE: Final = -99
_SPOKEN_OF: Final = {
    "text": "text",
    "comment": "comments",
    "related": "related articles",
    "nav": "navigation",
    "caption": "pictures",
    "cookie": "notices and windows",
    "hidden": "hidden parts",
    "strong": "an article's body",
}
_STOOD_IN: Final = {
    "main": "the main part",
    "aside": "an aside",
    "footer": "a footer",
    "form": "a form",
    "figure": "a figure",
    "list": "a list",
    "unseen": "an element that is not shown",
}
# Words for a number: a form that it is put into, or a phrase for each whole number from 0 on.
WORDS: Final[Mapping[str, str | tuple[str, ...]]] = {
    "chars": "characters: {:.0f}",
    "linked": "links: {:.0%}",
    "last": (
        "no stop at its end",
        "ends with a quotation mark or bracket",
        "ends with a sentence",
        "ends with a colon",
    ),
    "kind": (
        "a paragraph",
        "a quotation or preformatted text",
        "text right in a box",
        "an item of a list",
        "a term of a list",
        "a cell",
        "a heading 1",
        "a heading 2",
        "a heading 3",
        "a lower heading",
        "a caption",
        "an element of another kind",
        "a button",
    ),
    "depth": "boxes around: {:.0f}",
    "up": "boxes up to the main column or one that holds it: {:.0f}",
    "down": "boxes from there down to it: {:.0f}",
    "share": "paragraphs in that box: {:.0%}",
    "box_linked": "links in its box: {:.0%}",
    "outer_linked": "links in the box around: {:.0%}",
    "outer2_linked": "links in the next box: {:.0%}",
    "outer_good": "paragraphs in the box around: {:.0%}",
    "outer2_good": "paragraphs in the next box: {:.0%}",
    "repeated": "boxes alike, one of which it is in: {:.0f}",
    "siblings": "boxes like its own side by side: {:.0f}",
    "prev_chars": "characters in the block before: {:.0f}",
    "next_chars": "characters in the block after: {:.0f}",
    "prev_linked": "links in the block before: {:.0%}",
    "next_linked": "links in the block after: {:.0%}",
    "before": "paragraphs before it: {:.0%}",
    "after": "paragraphs after it: {:.0%}",
    "near_good": "characters of paragraphs in the three blocks before and after: {:.0f}",
    "from_title": "blocks behind the title: {:.0f}",
    "described": ("not in the page's description", "said by the page's description"),
    "stated": (
        "not in the text that metadata state",
        "partly in the text that metadata state",
        "in the text that metadata state",
    ),
    "total": "characters of paragraphs on the page: {:.0f}",
    "same": "times that its text stands on the page: {:.0f}",
    "alike": "blocks in boxes of this kind: {:.0f}",
    "alike_share": "paragraphs in these: {:.0%}",
    "alike_chars": "characters in each of these: {:.0f}",
    **{
        f"cue_{name}": (f"no name speaks of {what}", f"a name further out speaks of {what}", f"names speak of {what}")
        for name, what in _SPOKEN_OF.items()
    },
    **{f"in_{name}": (f"not in {what}", f"far in {what}", f"in {what}") for name, what in _STOOD_IN.items()},
}
# From where on it is not counted.
_MOST: Final = {
    **dict.fromkeys(["chars", "prev_chars", "next_chars"], 2000),
    **dict.fromkeys(["repeated", "siblings"], 20),
    **dict.fromkeys(["from_title", "alike"], 30),
    "total": 20_000,
    "same": 5,
}
# What is told of a block, by topic; each number once.
TOPICS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("kind", "chars", "linked", "last", "same"),
    "agreement": ("from_title", "described", "stated"),
    "names": tuple(f"cue_{name}" for name in _SPOKEN_OF),
    "elements": tuple(f"in_{name}" for name in _STOOD_IN),
    "boxes": (
        "depth",
        "box_linked",
        "outer_linked",
        "outer2_linked",
        "outer_good",
        "outer2_good",
        "siblings",
        "repeated",
    ),
    "main column": ("up", "down", "share"),
    "neighbours": ("near_good", "prev_chars", "prev_linked", "next_chars", "next_linked"),
    "place": ("before", "after", "total"),
    "its like": ("alike", "alike_share", "alike_chars"),
}
# What says nothing: most names speak of none of this, most pages have no second such box.
_SILENT: Final = {**dict.fromkeys([*TOPICS["names"], *TOPICS["elements"]], 0.0), "described": 0.0, "stated": -1.0}


class Weight(NamedTuple):
    """A number in words, and by how much it moved the logarithm of the odds."""

    words: str
    change: float


def in_words(name: str, value: float) -> str:
    """One number of a block."""
    if name == "stated" and value < 0:
        return "metadata state no text"
    if name == "from_title" and value <= 0:
        if value == _NO_TITLE:
            return "the page prints no title"
        return in_words(name, -value).replace("behind", "before") if value else "the title"
    words = WORDS[name]
    if not isinstance(words, str):
        return words[round(value)]
    return words.format(value) + (" or more" if value == _MOST.get(name) else "")


def numbers_by_topic(row: Row) -> tuple[tuple[str, str], ...]:
    """All numbers that say something, by topic."""
    known = dict(zip(NAMES, row, strict=True))
    told = (
        (topic, "; ".join(in_words(name, known[name]) for name in names if _says_something(name, known[name])))
        for topic, names in TOPICS.items()
    )
    return tuple((topic, words) for topic, words in told if words)


def _says_something(name: str, value: float) -> bool:
    return value > 1 if name in {"same", "repeated", "siblings"} else value != _SILENT.get(name)


def usual_row(rows: Sequence[Row]) -> tuple[float, ...]:
    """The median of each number over a page's blocks."""
    return tuple(median_low(column) for column in zip(*rows, strict=True))


def weights_of(row: Row, usual: Row) -> tuple[Weight, ...]:
    """The numbers that weighed most, each judged by how the odds change when it alone is as usual on the page."""
    odds = score(tuple(row), whole=True)
    changes = [
        Weight(in_words(name, value), odds - score((*row[:i], common, *row[i + 1 :]), whole=True))
        for i, (name, value, common) in enumerate(zip(NAMES, row, usual, strict=True))
        if value != common
    ]
    changes.sort(key=lambda weight: -abs(weight.change))
    return tuple(weight for weight in changes[:_MOST_WEIGHTS] if abs(weight.change) >= _SLIGHT)
