"""Direct quotations and who said them, from quotation marks, cue verbs and the names beside them.

A speaker is looked for in the clause after the quotation ("…", said Ada Byrne), then in the clause before it (Ada
Byrne said: "…"). What only its attribution interrupts ("…", she said. "…") is one quotation, as in PolNeAR (Newell
et al., "An Attribution Relations Corpus for Political News", LREC 2018).
"""

import msgspec

from nutgraf.core.attribution import Attribution, attribution_after, attribution_before
from nutgraf.core.cues import Tongue, tongue
from nutgraf.core.quote_marks import Marked, quotation_spans
from nutgraf.core.speakers import Speakers
from nutgraf.records import Quote, Speaker

_WORDS_OF_A_SENTENCE = 5
_SENTENCE_ENDS = frozenset(".!?…\n。！？")
_BETWEEN = " .!?,;\u00a0\n"
_LONGEST_TITLE = 8
_SMALL_WORD = 3


def find_quotes(text: str, language: str | None = None) -> tuple[Quote, ...]:
    """The direct quotations of a text in order, each with its speaker and cue where the text names them.

    Offsets are characters of ``text``, marks included. Words in quotation marks that nobody is said to have said,
    fewer than five, are titles or scare quotes and left out.
    """
    spans = quotation_spans(text)
    if not spans:
        return ()
    return tuple(_Reader(text, tongue(language)).quotes(spans))


class _Reader:
    """Goes through a text's marked stretches in order, and knows what was read before."""

    def __init__(self, text: str, known: Tongue) -> None:
        self._text = text
        self._tongue = known
        self._speakers = Speakers(text, known)
        self._found: list[Quote] = []
        self._cue = -1  # where the cue of the last quotation stands, which speaks for no other
        self._clause = -1  # where the clause ends that attributes the last quotation, behind it

    def quotes(self, spans: list[Marked]) -> list[Quote]:
        for number, span in enumerate(spans):
            low = spans[number - 1].end if number else 0
            high = spans[number + 1].start if number + 1 < len(spans) else len(self._text)
            if self._clause >= 0 and self._text[self._clause : self._clause + 1] in _SENTENCE_ENDS:
                low = self._clause
            self._read(span, low, high)
        return self._found

    def _read(self, span: Marked, low: int, high: int) -> None:
        text, start, end = self._text, span.start, span.end
        after = attribution_after(text, end, high, self._tongue)
        one = after if after and after.who else attribution_before(text, start, low, self._tongue)
        if one is not None and one.start == self._cue:
            one = None
        clause, self._clause, self._cue = self._clause, -1, one.start if one else -1
        if one is not None and one.who is not None:
            if self._is_title(span, one):
                return
            speaker = self._speakers.named(one.who)
            self._found.append(Quote(start=start, end=end, speaker=speaker, cue=one.cue))
            self._clause = one.end if one is after else -1
        elif self._found and clause >= 0 and _interrupted(text, clause, start):
            self._found[-1] = msgspec.structs.replace(self._found[-1], end=end)
        elif not span.title and _is_sentence(text[start:end]) and not self._is_title(span, None):
            self._found.append(Quote(start=start, end=end))

    def _is_title(self, span: Marked, one: Attribution | None) -> bool:
        """Whether these are the capitals of a title, and no verb of saying stands right before it."""
        words = self._text[span.start + 1 : span.end - 1].split()
        if len(words) > _LONGEST_TITLE or (one and _leads(self._text, span.start, one.cue)):
            return False
        return len(words) > 1 and all(word[0].isupper() or not word[0].isalpha() or len(word) <= _SMALL_WORD for word in words)


def _interrupted(text: str, clause: int, start: int) -> bool:
    """Whether the clause behind a quotation only interrupts it: "…", she said. "…"."""
    if text[clause:start].strip(_BETWEEN):
        return False
    return clause < start or text[clause - 2 : clause].rstrip().endswith((",", "—", "–", ":"))


def _leads(text: str, start: int, cue: str) -> bool:
    """Whether a verb of saying, a colon or a comma stands right before a quotation."""
    return text[max(0, start - len(cue) - 1) : start].endswith((f"{cue} ", ": ", ", "))


def _is_sentence(quoted: str) -> bool:
    return len(quoted.split()) >= _WORDS_OF_A_SENTENCE or "。" in quoted
