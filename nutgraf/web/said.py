"""What was said in a story, as its page shows it: each statement with who prints it, and how."""

from collections.abc import Mapping, Sequence

from nutgraf.engine.statements import Statement, Variant, statements
from nutgraf.records import Filed
from nutgraf.web.lines import outlet_of
from nutgraf.web.prose import Piece, marks_of
from nutgraf.web.shown import Lang, View, counted, lang

_MOST_SHARED = 100  # statements that are listed
_MOST_ALONE = 100  # quotations of one report each that are listed

_KINDS = {"whole": "in full", "equal": "in full", "cut": "cut", "altered": "altered"}


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


class Saying(View, frozen=True):
    """A statement: who prints it in full, and who cut or altered it."""

    text: str
    tongue: Lang
    speaker: str
    reports: str
    whole: tuple[Print, ...]
    others: tuple[Print, ...]
    changes: str


class SaidInStory(View, frozen=True):
    """What several reports of a story quote, and what only one does."""

    shared: tuple[Saying, ...]
    more_shared: str
    alone: tuple[Saying, ...]
    count_alone: str


def said(members: Sequence[Filed]) -> SaidInStory:
    """The statements that a story's articles quote; of what only one quotes, whole sentences with a speaker."""
    present = {filed.article.id: filed for filed in members}
    found = statements(members)
    shared = [one for one in found if len(one.variants) > 1]
    alone = [one for one in found if len(one.variants) == 1 and one.speaker and not one.variants[0].partial]
    return SaidInStory(
        shared=tuple(_saying(one, present) for one in shared[:_MOST_SHARED]),
        more_shared=counted(rest, "other statement") if (rest := len(shared) - _MOST_SHARED) > 0 else "",
        alone=tuple(_saying(one, present) for one in alone[:_MOST_ALONE]),
        count_alone=counted(len(alone), "more quotation") if alone else "",
    )


def _saying(one: Statement, present: Mapping[str, Filed]) -> Saying:
    prints = [_print(variant, present[variant.article], one.speaker) for variant in one.variants]
    whole = tuple(printed for printed in prints if printed.kind == "in full")
    others = tuple(printed for printed in prints if printed.kind != "in full")
    counts = [(kind, sum(printed.kind == kind for printed in others)) for kind in ("cut", "altered")]
    return Saying(
        text=one.text.rstrip(",،，"),
        tongue=prints[0].tongue,
        speaker=one.speaker or "No speaker found",
        reports=counted(len(prints), "report"),
        whole=whole,
        others=others,
        changes=", ".join(f"{count} {kind}" for kind, count in counts if count),
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
