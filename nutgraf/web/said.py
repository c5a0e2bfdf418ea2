"""What was said in a story, as its page shows it: each statement in each language, with who prints it, and how."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from nutgraf.engine.statements.statement import Statement, Variant, statements
from nutgraf.records import Filed, Story
from nutgraf.store.protocol import Store
from nutgraf.web.lines import outlet_of
from nutgraf.web.prose import Piece, marks_of
from nutgraf.web.shown import Lang, Part, View, counted, lang, reasons
from nutgraf.web.threads import arrival

_MOST_SHARED = 100  # statements that are listed
_MOST_ALONE = 100  # quotations of one report each that are listed

_IN_FULL = "in full"
_KINDS = {"whole": _IN_FULL, "translated": _IN_FULL, "equal": _IN_FULL, "cut": "cut", "altered": "altered"}
_COMMAS = ",،，、"


class Print(View, frozen=True):
    """A report that prints a statement; ``pieces`` lead from the whole to its form, and are empty where it is whole."""

    article: str
    quote: int | None
    outlet: str
    kind: str
    partial: bool
    speaker: str
    tongue: Lang
    pieces: tuple[Piece, ...]


class Wording(View, frozen=True):
    """A statement in one language: who prints it in full, and who cut or altered it; why it is the same statement."""

    text: str
    tongue: Lang
    whole: tuple[Print, ...]
    others: tuple[Print, ...]
    changes: str
    reasons: tuple[Part, ...]


class Saying(View, frozen=True):
    """A statement as most print it, and in other languages; ``languages`` names these."""

    own: Wording
    speaker: str
    reports: str
    translated: tuple[Wording, ...]
    languages: str


class SaidInStory(View, frozen=True):
    """What several reports of a story quote, and what only one does."""

    shared: tuple[Saying, ...]
    more_shared: str
    alone: tuple[Saying, ...]
    count_alone: str


def meanings_in(store: Store, story: Story, members: Sequence[Filed]) -> Mapping[str, Sequence[bytes]]:
    """What the quotations of some of a story's articles mean, which is read where it is in several languages."""
    several = len(story.languages) > 1
    return store.quote_meanings([filed.article.id for filed in members]) if several else {}


def said(members: Sequence[Filed], meanings: Mapping[str, Sequence[bytes]]) -> SaidInStory:
    """The statements that a story's articles quote; of what only one quotes, whole sentences with a speaker."""
    present = {filed.article.id: filed for filed in members}
    found = statements(sorted(members, key=arrival), meanings)
    shared = [one for one in found if len(one.variants) > 1]
    alone = [one for one in found if len(one.variants) == 1 and one.speaker and not one.variants[0].partial]
    return SaidInStory(
        shared=tuple(_saying(one, present) for one in shared[:_MOST_SHARED]),
        more_shared=counted(rest, "other statement") if (rest := len(shared) - _MOST_SHARED) > 0 else "",
        alone=tuple(_saying(one, present) for one in alone[:_MOST_ALONE]),
        count_alone=counted(len(alone), "more quotation") if alone else "",
    )


def _saying(one: Statement, present: Mapping[str, Filed]) -> Saying:
    by_language = [list(some) for _, some in groupby(one.variants, key=lambda variant: variant.language)]
    own, *translated = [_wording(one, some, present) for some in by_language]
    return Saying(
        own=own,
        speaker=one.speaker or "No speaker found",
        reports=counted(len(one.variants), "report"),
        translated=tuple(translated),
        languages=", ".join(wording.tongue.name for wording in translated),
    )


def _wording(one: Statement, variants: Sequence[Variant], present: Mapping[str, Filed]) -> Wording:
    first = variants[0]
    prints = [_print(variant, present[variant.article], one.speaker) for variant in variants]
    others = tuple(printed for printed in prints if printed.kind != _IN_FULL)
    counts = [(kind, sum(printed.kind == kind for printed in others)) for kind in ("cut", "altered")]
    return Wording(
        text=(first.text or one.text).rstrip(_COMMAS),
        tongue=prints[0].tongue,
        whole=tuple(printed for printed in prints if printed.kind == _IN_FULL),
        others=others,
        changes=", ".join(f"{count} {kind}" for kind, count in counts if count),
        reasons=reasons(first.reasons),
    )


def _print(variant: Variant, filed: Filed, speaker: str | None) -> Print:
    article = filed.article
    numbers = {quote.start: number for number, quote in marks_of(article.text, filed.quotes, ()).quotes}
    return Print(
        article=article.id,
        quote=numbers.get(variant.start),
        outlet=outlet_of(article),
        kind=_KINDS[variant.kind],
        partial=variant.partial,
        speaker="" if variant.speaker in {None, speaker} else str(variant.speaker),
        tongue=lang(article.language),
        pieces=tuple(Piece(op=op, text=text) for op, text in variant.differences),
    )
