"""Direct quotations and who said them, from quotation marks, cue verbs and the names beside them.

A speaker is looked for in the clause after the quotation ("…", said Ada Byrne), then in the clause before it (Ada
Byrne said: "…"). What only its attribution interrupts ("…", she said. "…") is one quotation, as in PolNeAR (Newell
et al., "An Attribution Relations Corpus for Political News", LREC 2018).
"""

from msgspec.structs import replace

from nutgraf.core.languages.tables import words_of
from nutgraf.core.quotes.attribution import Attribution, attribution_after, attribution_before, subject_of_sentence
from nutgraf.core.quotes.attribution_east import EAST, attribution_east
from nutgraf.core.quotes.cues import Tongue, tongue
from nutgraf.core.quotes.dialogue import Speech, speeches
from nutgraf.core.quotes.marks import Marked, quotation_spans
from nutgraf.core.quotes.partial import is_embedded, is_partial
from nutgraf.core.quotes.signed import signature
from nutgraf.core.quotes.speakers import Speakers
from nutgraf.core.text.language import language_of
from nutgraf.records import Quote, Speaker

_WORDS_OF_A_SENTENCE = 5  # chosen on polnear_train alone (bench/floors.toml)
_WORDS_OF_A_TERM = 2
_LONGEST_TITLE = 8  # words; chosen as the above
_SMALL_WORDS = words_of(lambda one: one.quotes.small_words)
_MARKS = "“”„\"'‘’«»‹›「」『』《》〈〉〝〟״＂"
_SENTENCE_ENDS = frozenset(".!?…\n。！？")
_BETWEEN = " .!?,;\u00a0\n，。"


def find_quotes(text: str, language: str | None = None) -> tuple[Quote, ...]:
    """The direct quotations of a text in order, each with its speaker and cue where the text names them.

    Offsets are characters of ``text``, marks included. Words in quotation marks that nobody is said to have said,
    fewer than five, are titles or scare quotes and left out.
    """
    marked = quotation_spans(text)
    if not marked and not any(dash in text for dash in "—–―"):
        return ()
    return tuple(_Reader(text, tongue(language or language_of(text)), marked).quotes())


class _Reader:
    """Goes through a text's marked stretches in order, and knows what was read before."""

    def __init__(self, text: str, known: Tongue, marked: list[Marked]) -> None:
        self._text = text
        self._tongue = known
        spoken: list[Marked | Speech] = [*marked, *speeches(text, known)]
        self._spans = sorted(spoken, key=lambda span: span.start)
        self._speakers = Speakers(text, known, self._spans)
        self._found: list[Quote] = []
        self._cue = -1  # where the cue of the last quotation stands, which speaks for no other
        self._clause = -1  # where the clause ends that attributes the last quotation, behind it

    def quotes(self) -> list[Quote]:
        spans = self._spans
        end = 0
        for number, span in enumerate(spans):
            if span.start < end:
                continue
            high = spans[number + 1].start if number + 1 < len(spans) else len(self._text)
            if isinstance(span, Speech):
                self._keep(span.start, span.end, span.said, self._speaker(span.said, span.start))
                self._clause = -1
            else:
                going_on = self._text[self._clause : self._clause + 1] in _SENTENCE_ENDS
                if not self._read(span, self._clause if self._clause >= 0 and going_on else end, high):
                    continue
            end = span.end
        return self._found

    def _read(self, span: Marked, low: int, high: int) -> bool:
        """Whether a stretch is speech, which is kept then."""
        text, start, end = self._text, span.start, span.end
        if not any(map(str.isalpha, text[start:end])):
            return False
        one = self._attribution(span, low, high)
        if one is not None and (one.start == self._cue or self._is_title(span, one)):
            one = None
        if one is not None and one.cue == ":" and _is_term(text[start:end]):
            one = None
        clause, self._clause, self._cue = self._clause, -1, one.start if one else -1
        speaker = self._speaker(one, start) if one else None
        if one is not None and speaker is not None:
            self._keep(start, end, one, speaker)
            self._clause = (
                one.end if one.start >= end and one.cue[0].isalpha() else -1
            )  # a signature interrupts nothing
        elif self._found and clause >= 0 and _interrupted(text, clause, start, end):
            self._found[-1] = replace(self._found[-1], end=end)
        elif not span.title and _is_sentence(text[start:end]) and not self._is_title(span, None):
            self._keep(start, end, None, None)
        else:
            return False
        return True

    def _attribution(self, span: Marked, low: int, high: int) -> Attribution | None:
        text, start, end = self._text, span.start, span.end
        if self._tongue.code in EAST:
            return attribution_east(text, (start, end), low, high, self._tongue.code)
        if signed := signature(text, (start, end), high, self._tongue):
            return signed
        embedded = is_embedded(text, start)
        before = attribution_before(text, start, low, self._tongue) if embedded else None
        after = None if before else attribution_after(text, end, high, self._tongue)
        if after and after.who:
            return after
        if not embedded:
            before = attribution_before(text, start, low, self._tongue)
        inside = embedded and self._tongue.code in {"", "en"}  # the sign at the "old" lock says nothing
        if before is None and after and not inside and (who := subject_of_sentence(text, start, low, self._tongue)):
            return after._replace(who=who)
        return before or after

    def _speaker(self, one: Attribution, at: int) -> Speaker | None:
        if one.who is not None:
            writer = self._tongue.pronouns.get(one.who.name.casefold()) == "1"
            if writer and one.who.pronoun and one.who.end < at and is_embedded(self._text, at):
                return None  # the writer's own words: we call it "old"
            return self._speakers.named(one.who, min(at, one.who.start))
        return self._speakers.unnamed(at) if self._tongue.null_subject else None

    def _keep(self, start: int, end: int, one: Attribution | None, speaker: Speaker | None) -> None:
        partial = is_partial(self._text, start, end)
        self._found.append(Quote(start=start, end=end, speaker=speaker, cue=one.cue if one else None, partial=partial))

    def _is_title(self, span: Marked, one: Attribution | None) -> bool:
        """Whether these are the capitals of a title, and no verb of saying stands right before it."""
        words = self._text[span.start : span.end].strip(_MARKS).split()
        if len(words) > _LONGEST_TITLE or (one and _leads(self._text, span.start, one.cue)):
            return False
        capital = [word[0].isupper() or not word[0].isalpha() for word in words]
        small = all(one or word in _SMALL_WORDS for one, word in zip(capital, words, strict=True))
        inside = self._text[span.start - 2 : span.start - 1].isalpha()
        return bool(words) and small and capital[0] and capital[-1] and (len(words) > 1 or inside)


def _is_sentence(quoted: str) -> bool:
    return len(quoted.strip(_MARKS).split()) >= _WORDS_OF_A_SENTENCE or "。" in quoted


def _is_term(quoted: str) -> bool:
    """Whether one or two words end as no sentence does: Richard Roe: "Thinking Animals"."""
    words = quoted.strip(_MARKS).split()
    return len(words) <= _WORDS_OF_A_TERM and (not words or words[-1][-1] not in _SENTENCE_ENDS)


def _interrupted(text: str, clause: int, start: int, end: int) -> bool:
    """Whether the clause behind a quotation only interrupts it: "…", she said. "…".

    In another paragraph a sentence goes on with it, and no heading.
    """
    between = text[clause:start]
    if between.strip(_BETWEEN) or ("\n" in between and text[end - 2] not in _SENTENCE_ENDS | {","}):
        return False
    return clause < start or text[clause - 2 : clause].rstrip().endswith((",", "—", "–", ":", "，"))


def _leads(text: str, start: int, cue: str) -> bool:
    """Whether a verb of saying, a colon or a comma stands right before a quotation."""
    return text[max(0, start - len(cue) - 1) : start].endswith((f"{cue} ", cue, ": ", ", ", "："))
