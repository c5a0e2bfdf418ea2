"""What was said in a story: the quotations of its articles that are one statement, with how each outlet prints it.

Words decide within a language (``wordings``), and what is meant and who says it across languages (``across``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from msgspec.structs import replace

from nutgraf.core.text.revisions import Op
from nutgraf.engine.statements.across import Form, across
from nutgraf.engine.statements.said import Said, key, said_in
from nutgraf.engine.statements.wordings import same_words
from nutgraf.records import Filed, Reason, Record

Kind: TypeAlias = Literal["whole", "equal", "cut", "altered", "translated"]

_MAX_UNITS = 1200  # difflib is quadratic; chosen, not measured


class Variant(Record, frozen=True):
    """How an article prints a statement, as a span of its text.

    ``kind``: the ``whole`` is the longest, an ``equal`` one has its words, a ``cut`` one leaves some out, an
    ``altered`` one has others. The longest in any other ``language`` (a primary tag) is ``translated``: it has a
    ``text``, what is spoken, and the ``reasons`` for which it is the same statement; those in this language are judged
    by it. ``differences`` lead from the longest in its language to this one; empty where the words are the same.
    """

    article: str
    start: int
    end: int
    kind: Kind
    language: str | None = None
    speaker: str | None = None
    partial: bool = False
    differences: tuple[tuple[Op, str], ...] = ()
    text: str = ""
    reasons: tuple[Reason, ...] = ()


class Statement(Record, frozen=True):
    """What somebody said, in the longest form of the language that most print it in, and all its variants.

    Those in its language come first, then those in each other one, the longest first.
    """

    text: str
    speaker: str | None
    variants: tuple[Variant, ...]


def statements(
    articles: Sequence[Filed], meanings: Mapping[str, Sequence[bytes]] | None = None
) -> tuple[Statement, ...]:
    """The statements that articles quote, those first that most of them print, then in order of the articles.

    An article that prints a statement twice is counted once, with the longer form. ``meanings`` are vectors of signed
    bytes, one for each of an article's quotations; without them, a translation is a statement of its own.
    """
    said = [one for filed in articles for one in _said(filed, (meanings or {}).get(filed.article.id, ())) if one.keys]
    forms = [Form(_language(some), some) for some in same_words(said)]
    found = map(_statement, across(forms))
    return tuple(sorted(found, key=lambda one: -len(one.variants)))


def _said(filed: Filed, meanings: Sequence[bytes]) -> Iterator[Said]:
    given = meanings if len(meanings) == len(filed.quotes) else [b""] * len(filed.quotes)
    for quote, meaning in zip(filed.quotes, given, strict=True):
        if quote.end <= len(filed.article.text):
            yield said_in(filed, quote, meaning)


def _language(said: Sequence[Said]) -> str:
    """The language that most of some quotations are printed in, the first of several that are as frequent."""
    return Counter(one.language for one in said).most_common(1)[0][0]


# ---------------------------------------------------------------- what they are together


def _statement(forms: Sequence[Form]) -> Statement:
    longest: dict[str, Said] = {}
    variants: list[Variant] = []
    for form in forms:
        mine = _longest(form.said, longest)
        variants += _variants(form, list(mine.values()), translated=bool(longest))
        longest |= mine
    return Statement(
        text=next(iter(longest.values())).spoken,
        speaker=next(filter(None, (_named(form.said) for form in forms)), None),
        variants=tuple(variants),
    )


def _longest(said: Sequence[Said], elsewhere: Mapping[str, Said]) -> dict[str, Said]:
    """The longest of each article, the longest of all first; none of an article that prints another form."""
    longest: dict[str, Said] = {}
    for one in said:
        if one.article not in elsewhere:
            before = longest.get(one.article)
            if before is None or len(one.keys) > len(before.keys):
                longest[one.article] = one
    return dict(sorted(longest.items(), key=lambda item: -len(item[1].keys)))


def _variants(form: Form, said: Sequence[Said], *, translated: bool) -> Iterator[Variant]:
    for number, one in enumerate(said):
        if number:
            kind, differences = _compared(said[0], one)
            yield _variant(form, one, kind, differences)
        elif translated:
            yield replace(_variant(form, one, "translated"), text=one.spoken, reasons=form.reasons)
        else:
            yield _variant(form, one, "whole")


def _named(group: Iterable[Said]) -> str | None:
    """The name that most give, the fullest of them where several are as frequent."""
    names = Counter(one.quote.speaker.name for one in group if one.quote.speaker)
    return max(names, key=lambda name: (names[name], len(name)), default=None)


def _variant(form: Form, one: Said, kind: Kind, differences: tuple[tuple[Op, str], ...] = ()) -> Variant:
    return Variant(
        article=one.article,
        start=one.quote.start,
        end=one.quote.end,
        kind=kind,
        language=form.language or None,
        speaker=one.quote.speaker.name if one.quote.speaker else None,
        partial=one.quote.partial,
        differences=differences,
    )


def _compared(whole: Said, one: Said) -> tuple[Kind, tuple[tuple[Op, str], ...]]:
    if whole.keys == one.keys:
        return "equal", ()
    pieces = tuple(_pieces(whole.units, one.units))
    return ("altered" if any(op == "added" for op, _ in pieces) else "cut"), pieces


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Op, str]]:
    """The words that were left out and put in; marks alone make no difference."""
    if max(len(old), len(new)) > _MAX_UNITS:
        yield "removed", "".join(old)
        yield "added", "".join(new)
        return
    matcher = SequenceMatcher(None, list(map(key, old)), list(map(key, new)), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        removed, added = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal" or not (key(removed) or key(added)):
            yield "same", removed
            continue
        if key(removed):
            yield "removed", removed
        if key(added):
            after_the_end = i1 == len(old) and j1 and new[j1 - 1][-1].isspace()
            yield "added", f" {added}" if after_the_end else added
