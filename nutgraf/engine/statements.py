"""What was said in a story: the quotations of its articles that are one statement, with how each outlet prints it.

Quotations belong together when one contains the other, or when most of their runs of three words are the same; who is
said to have said them decides between short ones. The words alone are compared, whatever language the article is in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import normalize

from nutgraf.core.quotes.marks import quotation_spans
from nutgraf.core.text.revisions import Op
from nutgraf.records import Filed, Quote, Record
from nutgraf.scripts import NO_SPACES

Kind: TypeAlias = Literal["whole", "equal", "cut", "altered"]

# Chosen, not measured.
_RUN = 3  # words of a run that is compared
_MOST_ALIKE = 24  # wordings that one is compared with
_MOST_RUNS = 64  # by which they are found
_SHARE = 0.6  # of the runs of the shorter one that must be in the other
_LONG = 6  # words that two people hardly say alike by chance
_MAX_UNITS = 1200  # difflib is quadratic
_UNIT = re.compile(rf"[{NO_SPACES}]\s*|[^\s{NO_SPACES}]+\s*|\s+")
_OPENED_AGAIN = re.compile("\n\\s*[“„«»\"「‘']?")  # by each paragraph of a long speech
_MARKS = "“”„‟«»‹›「」『』《》〈〉\"＂〝〟״‘’‚'`—–― "


class Variant(Record, frozen=True):
    """How an article prints a statement, as a span of its text.

    ``kind``: the ``whole`` is the longest, an ``equal`` one has its words, a ``cut`` one leaves some out, an
    ``altered`` one has others. ``differences`` lead from the whole to this one; empty where the words are the same.
    """

    article: str
    start: int
    end: int
    kind: Kind
    speaker: str | None = None
    partial: bool = False
    differences: tuple[tuple[Op, str], ...] = ()


class Statement(Record, frozen=True):
    """What somebody said, in the longest form that was printed, and all its variants, the longest first."""

    text: str
    speaker: str | None
    variants: tuple[Variant, ...]


class _Said(NamedTuple):
    """A quotation ready to be compared: what is spoken, and its words."""

    article: str
    quote: Quote
    spoken: str
    units: tuple[str, ...]
    keys: tuple[str, ...]


def statements(articles: Sequence[Filed]) -> tuple[Statement, ...]:
    """The statements that articles quote, those first that most of them print, then in order of the articles.

    An article that prints a statement twice is counted once, with the longer form.
    """
    said = [_said(filed, quote) for filed in articles for quote in filed.quotes if quote.end <= len(filed.article.text)]
    said = [one for one in said if one.keys]
    groups: dict[int, list[_Said]] = defaultdict(list)
    for one, group in zip(said, _groups(said), strict=True):
        groups[group].append(one)
    found = [_statement(group) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: -len(one.variants)))


def _said(filed: Filed, quote: Quote) -> _Said:
    spoken = _spoken(filed.article.text[quote.start : quote.end])
    units = tuple(_UNIT.findall(spoken))
    return _Said(filed.article.id, quote, spoken, units, tuple(filter(None, map(_key, units))))


def _spoken(printed: str) -> str:
    """What a quotation says, without its marks and what its writer says between ("…", she said. "…")."""
    spans = quotation_spans(printed)
    parts = [printed[one.start : one.end].strip(_MARKS) for one in spans] or [printed.strip(_MARKS)]
    return " ".join(_OPENED_AGAIN.sub(" ", " … ".join(parts)).split())


def _key(unit: str) -> str:
    """A word as it is compared: letters and digits, without case and typographic forms."""
    return "".join(filter(str.isalnum, normalize("NFKC", unit).casefold()))


# ---------------------------------------------------------------- which belong together


class _Wording(NamedTuple):
    """All quotations of the same words, and by what a short one is of the same person as another."""

    keys: tuple[str, ...]
    runs: dict[tuple[str, ...], None]  # in order
    numbers: list[int]
    ties: dict[tuple[str, str], int]  # the first quotation of an article, the first by a name's word
    latin: list[int]  # those whose speaker's name is ASCII
    other: list[int]  # those whose speaker's name is not: it may be anybody's name above


def _groups(said: Sequence[_Said]) -> list[int]:
    """The number of each quotation's group: that of the first quotation in it."""
    parent = list(range(len(said)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in _pairs(said):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return [root(number) for number in range(len(said))]


def _pairs(said: Sequence[_Said]) -> Iterator[tuple[int, int]]:
    """Quotations that are the same statement.

    Wordings are compared, in an order of their own: neither the order of the articles nor how many print the same
    words decides what is compared with what.
    """
    wordings: dict[tuple[str, ...], _Wording] = {}
    for number, one in enumerate(said):
        if one.keys not in wordings:
            wordings[one.keys] = _Wording(one.keys, _runs(one.keys), [], {}, [], [])
        yield from _tied(wordings[one.keys], number, one)
    for wording in wordings.values():
        yield from _together(wording, wording, len(wording.keys))
    longest_first = sorted(wordings.values(), key=lambda wording: (-len(wording.keys), wording.keys))
    for longer, shorter, shared in _alike(longest_first):
        yield from _together(longer, shorter, shared + _RUN - 1)


def _alike(wordings: Sequence[_Wording]) -> Iterator[tuple[_Wording, _Wording, int]]:
    """Wordings that have most runs of the shorter in common, and how many; the longest must come first."""
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(wordings):
        some = list(one.runs)[:: max(1, len(one.runs) // _MOST_RUNS)]
        alike = Counter(other for run in some for other in postings[run])
        for other, _ in alike.most_common(_MOST_ALIKE):
            shared = len(one.runs.keys() & wordings[other].runs.keys())
            if shared >= _SHARE * max(1, len(one.keys) - _RUN + 1):
                yield wordings[other], one, shared
        for run in one.runs:
            if len(postings[run]) < _MOST_ALIKE:
                postings[run].append(number)


def _runs(keys: Sequence[str]) -> dict[tuple[str, ...], None]:
    """All runs of three words in order; what is shorter is one run."""
    return dict.fromkeys(tuple(keys[at : at + _RUN]) for at in range(max(1, len(keys) - _RUN + 1)))


def _tied(wording: _Wording, number: int, one: _Said) -> Iterator[tuple[int, int]]:
    """Adds a quotation of these words; the earlier ones of its article, or of a speaker with a word of this name."""
    wording.numbers.append(number)
    speaker = one.quote.speaker
    name = speaker.name if speaker else ""
    for tie in (("article", one.article), *(("name", key) for key in map(_key, name.split()) if key)):
        yield wording.ties.setdefault(tie, number), number
    if speaker:
        (wording.latin if name.isascii() else wording.other).append(number)


def _together(one: _Wording, other: _Wording, words: int) -> Iterator[tuple[int, int]]:
    """The quotations of two wordings that the same person may have said; so many same words decide by themselves."""
    if words >= _LONG:
        yield from _chained(one.numbers, other.numbers)
        return
    for tie in one.ties.keys() & other.ties.keys():
        yield one.ties[tie], other.ties[tie]
    yield from _chained(one.latin, other.other)
    yield from _chained(one.other, other.latin)


def _chained(some: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    """All of both, where there are both; from then on the first of each stands for its fellows."""
    if some and others:
        yield from ((some[0], number) for numbers in (some, others) for number in numbers)
        del some[1:], others[1:]


# ---------------------------------------------------------------- what they are together


def _statement(group: Sequence[_Said]) -> Statement:
    longest: dict[str, _Said] = {}
    for one in group:
        if one.article not in longest or len(one.keys) > len(longest[one.article].keys):
            longest[one.article] = one
    whole = max(longest.values(), key=lambda one: len(one.keys))
    rest = sorted((one for one in longest.values() if one is not whole), key=lambda one: -len(one.keys))
    return Statement(
        text=whole.spoken,
        speaker=_named(group),
        variants=(_variant(whole, "whole", ()), *(_compared(whole, one) for one in rest)),
    )


def _named(group: Iterable[_Said]) -> str | None:
    """The name that most give, the fullest of them where several are as frequent."""
    names = Counter(one.quote.speaker.name for one in group if one.quote.speaker)
    return max(names, key=lambda name: (names[name], len(name)), default=None)


def _variant(one: _Said, kind: Kind, differences: tuple[tuple[Op, str], ...]) -> Variant:
    return Variant(
        article=one.article,
        start=one.quote.start,
        end=one.quote.end,
        kind=kind,
        speaker=one.quote.speaker.name if one.quote.speaker else None,
        partial=one.quote.partial,
        differences=differences,
    )


def _compared(whole: _Said, one: _Said) -> Variant:
    if whole.keys == one.keys:
        return _variant(one, "equal", ())
    pieces = tuple(_pieces(whole.units, one.units))
    kind: Kind = "altered" if any(op == "added" for op, _ in pieces) else "cut"
    return _variant(one, kind, pieces)


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Op, str]]:
    """The words that were left out and put in; marks alone make no difference."""
    if max(len(old), len(new)) > _MAX_UNITS:
        yield "removed", "".join(old)
        yield "added", "".join(new)
        return
    matcher = SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        removed, added = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal" or not (_key(removed) or _key(added)):
            yield "same", removed
            continue
        if _key(removed):
            yield "removed", removed
        if _key(added):
            after_the_end = i1 == len(old) and j1 and new[j1 - 1][-1].isspace()
            yield "added", f" {added}" if after_the_end else added
