"""An article's fingerprint: what is kept of its words to find its copies, its revisions and its story.

Of its text, the hashes of runs of three words (shingles) that are below a fraction of their range: the same ones of
whatever text they occur in, so that samples tell how much two texts share and how much of one is in the other
(Broder, "On the resemblance and containment of documents", 1997; FracMinHash in Irber et al., 2022). Short texts keep
all. The first words keep all of theirs besides, by which the excerpt in a feed finds the full text.
"""

import re
import sys
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache

from nutgraf.core.fingerprint.shingles.hashing import ALL, shingle_hashes, word_hashes
from nutgraf.core.fingerprint.terms import terms
from nutgraf.core.text.plain import digest, word_bytes
from nutgraf.records import Article, Fingerprint

LEAD_WORDS = 20  # docs/decisions/0016
_LEAD_CHARACTERS = 600  # that hold as many words; chosen, not measured
_KEPT = ((128, 1), (192, 2), (320, 4))  # up to so many shingles, one in so many is kept
_KEPT_LONG = 10  # docs/decisions/0016 tells what this costs in exactness
_MOST_KEPT = 512  # of a text however long, about
_LAST_PLACE = 255

_TYPOGRAPHY = (
    *((mark, "'") for mark in "‘’‚‛′ʼ´"),
    *((mark, '"') for mark in "“”„‟″«»"),
    *((mark, "-") for mark in "‐‑–—―"),
    ("…", "..."),
)
# "SHANGHAI:", "PARIS, March 3 (Reuters) -", "(Wire service) —": where and by whom, before the text begins.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ\u03ac-\u03ce\u0430-\u045f]"
_PLACE = rf"{_CAPITAL}(?:{_CAPITAL}|[ .'’/-]){{2,40}}"
_DATE = r"(?:,\s?[^\W\d_]{3,12}\.?\s\d{1,2}|,\s?\d{1,2}\.?\s[^\W\d_]{3,12}\.?)"
_AGENCY = r"\([^()\n]{2,40}\)"
_DATELINE = re.compile(rf"\s*(?:{_PLACE}{_DATE}?\s?(?:{_AGENCY}\s?)?|{_AGENCY}\s?)(?::|--|[-–—])\s")
_DATELINE_REACH = 120  # characters in which a dateline is sought; chosen, not measured


# From about five words on: a word or two in quotation marks are the writer's.
# One that runs over paragraphs opens anew in each.
_QUOTED = re.compile(
    r"“[^“”\n]{25,}(?:”|(?=\n“))|„[^„“”\n]{25,}(?:[“”]|(?=\n„))|«[^«»\n]{25,}(?:»|(?=\n«))|»[^«»\n]{25,}«|"
    r"「[^「」\n]{10,}」|『[^『』\n]{10,}』"
)
_QUOTED_STRAIGHT = re.compile(r'"[^"\n]{25,}"')


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article's text, or of its excerpt where that is all there is.

    The title has no part in the shingles: copies are often retitled.
    """
    body = article.text or article.excerpt
    words = word_hashes(word_bytes(unquoted(body)))
    count = max(len(words) - 2, min(len(words), 1))
    in_order = list(dict.fromkeys(shingle_hashes(words, kept_below(count))))
    kept = sorted(in_order)[: 2 * _MOST_KEPT]
    return Fingerprint(
        sketch=pack_numbers(kept),
        places=_places(in_order, kept),
        lead=pack_numbers(shingle_hashes(_lead(body), ALL)),
        shingles=count,
        terms=terms(article),
        digests=digests(article),
    )


def _places(in_order: Sequence[int], kept: Sequence[int]) -> bytes:
    """For each of the hashes kept how far on it is among all: its number, or that of 255 where there are more."""
    last = max(_LAST_PLACE, len(in_order) - 1)
    place = {value: at * _LAST_PLACE // last for at, value in enumerate(in_order)}
    return bytes(map(place.__getitem__, kept))


def unquoted(text: str) -> str:
    """A text without its quotations, for many reports quote one statement; the whole text where it is mostly those."""
    told = without_quotations(text)
    return told if 2 * len(told) >= len(text) else text


def without_quotations(text: str) -> str:
    """A text without its quotations, whatever is left."""
    return _with_quotations(text, " ")


def with_blank_quotations(text: str) -> str:
    """A text with spaces for its quotations, so that all else stands where it stood."""
    return _with_quotations(text, lambda found: " " * len(found.group()))


def _with_quotations(text: str, put: str | Callable[[re.Match[str]], str]) -> str:
    told = _QUOTED.sub(put, text)
    if '"' in told:
        told = "\n".join(
            _QUOTED_STRAIGHT.sub(put, line) if line.count('"') % 2 == 0 else line for line in told.split("\n")
        )
    return told


def _lead(body: str) -> list[int]:
    begin = len(dateline(body))
    return word_hashes(word_bytes(body[begin : begin + _LEAD_CHARACTERS]))[:LEAD_WORDS]


@lru_cache(maxsize=4096)
def kept_below(shingles: int) -> int:
    """The bound below which the sketch of a text with so many shingles has all their hashes."""
    one_in = next((one_in for most, one_in in _KEPT if shingles < most), _KEPT_LONG)
    return ALL // max(one_in, shingles // _MOST_KEPT)


def pack_numbers(values: Sequence[int]) -> bytes:
    """Unsigned 32-bit numbers as little-endian bytes."""
    packed = array("I", values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_numbers(packed: bytes) -> "array[int]":
    """The numbers that ``pack_numbers`` packed."""
    values = array("I", packed)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def dateline(text: str) -> str:
    """The dateline or agency credit that a text begins with, "" where it has none."""
    found = _DATELINE.match(text[:_DATELINE_REACH])
    return found.group() if found else ""


def digests(article: Article) -> dict[str, str]:
    """A digest for each field that has a value; white space and the form of quotation marks and dashes do not count."""
    fields = {
        "title": article.title,
        "text": article.text,
        "excerpt": article.excerpt,
        "authors": "\n".join(article.authors),
        "published": article.published.isoformat() if article.published else "",
        "modified": article.modified.isoformat() if article.modified else "",
    }
    return {name: digest(_plain(value)) for name, value in fields.items() if value}


def _plain(value: str) -> str:
    if not value.isascii():
        for mark, plain in _TYPOGRAPHY:
            value = value.replace(mark, plain)
    return " ".join(value.replace("`", "'").split())
