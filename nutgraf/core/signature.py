"""An article's fingerprint: what is kept of its words to find its copies, its revisions and its story.

Two MinHashes of three-word shingles (Broder, "On the resemblance and containment of documents", 1997): one of the
whole text, and one of its lead, by which the excerpt in a feed finds the full text.
"""

import re
import sys
from array import array
from collections.abc import Collection, Sequence
from zlib import crc32

from rensa import RMinHash

from nutgraf.core.terms import terms
from nutgraf.core.text import digest, words
from nutgraf.records import Article, Fingerprint

SHINGLE_WORDS = 3
LEAD_WORDS = 25
_LEAD_CHARACTERS = 600
PERMUTATIONS = 128
LEAD_PERMUTATIONS = 32
_SEED = 1

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑–—―", "-") | {"…": "..."}
)
# "SHANGHAI:", "PARIS, March 3 (Reuters) -", "(Wire service) —": where and by whom, before the text begins.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ\u03ac-\u03ce\u0430-\u045f]"
_PLACE = rf"{_CAPITAL}(?:{_CAPITAL}|[ .'’/-]){{2,40}}"
_DATE = r"(?:,\s?[^\W\d_]{3,12}\.?\s\d{1,2}|,\s?\d{1,2}\.?\s[^\W\d_]{3,12}\.?)"
_AGENCY = r"\([^()\n]{2,40}\)"
_DATELINE = re.compile(rf"\s*(?:{_PLACE}{_DATE}?\s?(?:{_AGENCY}\s?)?|{_AGENCY}\s?)(?::|--|[-–—])\s")
_DATELINE_REACH = 120


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article's text, or of its excerpt where that is all there is.

    The title has no part in the MinHashes and shingles: copies are often retitled.
    """
    body = article.text or article.excerpt
    tokens = words(body, article.language)
    shingles = shingle(tokens)
    return Fingerprint(
        minhash=_minhash(shingles, PERMUTATIONS),
        lead_minhash=_minhash(shingle(_lead(body, article.language)), LEAD_PERMUTATIONS),
        shingles=pack(sorted(shingles)),
        terms=terms(article),
        digests=digests(article),
    )


def _lead(body: str, language: str | None) -> list[str]:
    begin = len(dateline(body))
    return words(body[begin : begin + _LEAD_CHARACTERS], language)[:LEAD_WORDS]


def shingle(tokens: Sequence[str]) -> set[int]:
    """Hashes (CRC-32, the same in every process) of each run of three words; of all the words where they are fewer."""
    if 0 < len(tokens) < SHINGLE_WORDS:
        return {_hash(tokens)}
    return {_hash(tokens[i : i + SHINGLE_WORDS]) for i in range(len(tokens) - SHINGLE_WORDS + 1)}


def _hash(tokens: Sequence[str]) -> int:
    return crc32(" ".join(tokens).encode("utf-8", "surrogatepass"))


def _minhash(shingles: Collection[int], permutations: int) -> bytes:
    """The MinHash as little-endian u32; nothing for nothing, so that two empty texts are never alike."""
    if not shingles:
        return b""
    minhash = RMinHash(permutations, _SEED)
    minhash.update([value.to_bytes(4, "little") for value in shingles])
    return pack(minhash.digest())


def pack(values: Sequence[int]) -> bytes:
    """Unsigned 32-bit numbers as little-endian bytes."""
    packed = array("I", values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(packed: bytes) -> "array[int]":
    """The numbers that ``pack`` packed."""
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
    return " ".join(value.translate(_TYPOGRAPHY).split())
