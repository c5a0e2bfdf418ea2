"""An article without what stands under others as well: neither its words nor its quotations are the report's."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from nutgraf.core.fingerprint.fingerprint import unquoted, without_quotations
from nutgraf.core.fingerprint.shingles.hashing import shingle_hashes, word_hashes
from nutgraf.core.fingerprint.terms import terms
from nutgraf.core.text.plain import word_bytes
from nutgraf.engine.copies.standing.sketches import Standing
from nutgraf.records import Prepared

_END = re.compile(r"\n|(?<=[.!?…])\s+|(?<=[。！？])")  # of a line or sentence
_MOSTLY = 0.6  # of the hashes of a line or sentence that must stand elsewhere for it to stand there


def reported(item: Prepared, standing: Standing) -> Prepared:
    """The article with the terms and quotations of what it reports: none of passages that are ``standing``."""
    if not standing.hashes:
        return item
    article = item.article
    spans = _standing_spans(article.text, standing)
    own = replace(
        article,
        text=_without(article.text, spans),
        excerpt=_without(article.excerpt, _standing_spans(article.excerpt, standing)),
    )
    quotes = [one for one in item.quotes if not any(start <= one.start < end for start, end in spans)]
    return replace(item, fingerprint=replace(item.fingerprint, terms=terms(own)), quotes=tuple(quotes))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return "\n".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _standing_spans(text: str, standing: Standing) -> list[tuple[int, int]]:
    """The passages that stand elsewhere; what is too short to tell is as what is before and behind it."""
    edges = sorted({0, *(found.end() for found in _END.finditer(text)), len(text)})
    spans = list(pairwise(edges))
    told = without_quotations if unquoted(text) != text else str
    marks = [_stands(told(text[start:end]), standing) for start, end in spans]
    # At an edge of the text there is nothing that speaks against it.
    before, behind = _last_known(marks), _last_known(marks[::-1])[::-1]
    marked = zip(spans, marks, before, behind, strict=True)
    return [span for span, mark, left, right in marked if (right is not False and left if mark is None else mark)]


def _stands(passage: str, standing: Standing) -> bool | None:
    hashes = shingle_hashes(word_hashes(word_bytes(passage)), standing.below)
    return sum(value in standing.hashes for value in hashes) >= _MOSTLY * len(hashes) if hashes else None


def _last_known(marks: list[bool | None]) -> list[bool | None]:
    """For each place what was found last, up to it."""
    found: list[bool | None] = []
    last: bool | None = None
    for mark in marks:
        last = last if mark is None else mark
        found.append(last)
    return found
