"""Direct quotations and who said them, from quotation marks, cue verbs and the names beside them.

A speaker is looked for in the clause after the quotation ("…", said Ada Byrne), then in the clause before it (Ada
Byrne said: "…"). What only its attribution interrupts ("…", she said. "…") is one quotation, as in PolNeAR (Newell
et al., "An Attribution Relations Corpus for Political News", LREC 2018).
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from nutgraf.core.cues import PHRASE, unspaced_cues, verbs
from nutgraf.core.mentions import Mention, full_name, mentions, noun_phrase, subject_after, subject_before
from nutgraf.core.quote_spans import quotation_spans
from nutgraf.records import Quote, Speaker

_NULL_SUBJECT = frozenset("es pt it".split())
_NEAR = 240
_SAME_BREATH = 200
_WORDS_OF_A_SENTENCE = 5
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))[.!?…]['\"”’»)]?(?=\s)|\n|[。！？]"
)
_CLAUSE_END = re.compile(
    r"[;:“„«「\"]|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))[.!?…](?=\s|$|[A-Z])|[\n。！？]"
)
_TOPIC = re.compile(r"(?P<name>[^、。，「」\s]{1,20}?)(?:は|が)[、，]?[^「」。]{0,60}$")
_SUBJECT_ZH = re.compile(r"[^，。：、“”\s]{1,20}$")


def find_quotes(text: str, language: str | None = None) -> tuple[Quote, ...]:
    """The direct quotations of a text in order, each with its speaker and cue where the text names them.

    Offsets are characters of ``text``, marks included. Words in quotation marks that nobody is said to have said,
    fewer than five, are titles or scare quotes and left out.
    """
    found: list[Quote] = []
    spans = quotation_spans(text)
    for number, (start, end) in enumerate(spans):
        low = spans[number - 1][1] if number else 0
        high = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        attribution = _after(text, start, end, high, language) or _before(text, start, low, language)
        if attribution is None and found and _in_one_breath(text, found[-1], start):
            found[-1] = msgspec.structs.replace(found[-1], end=end)
        elif attribution is not None:
            mention, cue = attribution
            speaker = Speaker(start=mention.start, end=mention.end, name=_resolved(text, mention, found))
            found.append(Quote(start=start, end=end, speaker=speaker, cue=cue))
        elif _is_sentence(text[start:end]):
            found.append(Quote(start=start, end=end))
    return tuple(found)


def _is_sentence(quoted: str) -> bool:
    return len(_WORD.findall(quoted)) >= _WORDS_OF_A_SENTENCE or "。" in quoted


def _after(text: str, start: int, end: int, high: int, language: str | None) -> tuple[Mention, str] | None:
    """The attribution in the clause that follows: "…", said Ada Byrne."""
    if text[end - 2] == "." and text[end : end + 1] != ",":
        return None
    high = min(high, end + _NEAR)
    stop = _CLAUSE_END.search(text, end, high)
    high = stop.start() if stop else high
    if unspaced_cues(language):
        return _unspaced(text, start, end, high, language)
    for word in _cue_words(text, end, high, language):
        who = (
            subject_before(text, end, word.start())
            or subject_after(text, word.end(), high)
            or _unnamed(text, start, language)
            or noun_phrase(text, end, word.start())
            or noun_phrase(text, word.end(), high)
        )
        if who is not None:
            return who, word.group()
    return None


def _before(text: str, start: int, low: int, language: str | None) -> tuple[Mention, str] | None:
    """The attribution in the clause that leads to the quotation: Ada Byrne said: "…"."""
    head = text[max(low, start - _NEAR) : start].rstrip()
    high = start - _NEAR + len(head) if start - _NEAR > low else low + len(head)
    begins = [m.end() for m in _SENTENCE_END.finditer(text, max(low, start - _NEAR), start) if m.end() <= high]
    low = begins[-1] if begins else max(low, start - _NEAR)
    if text[high:start].count("\n") and not head.endswith((":", "：")):
        return None
    phrase = PHRASE.search(text, low, high)
    if phrase and (named := _first(mentions(text, phrase.end(), high))):
        return named, phrase.group()
    for word in reversed(list(_cue_words(text, low, high, language))):
        who = subject_before(text, low, word.start()) or subject_after(text, word.end(), high)
        who = who or _caseless(text, word.end(), high)
        if who is not None:
            return who, word.group()
    if head.endswith(":") and (named := _first(mentions(text, low, high))):
        return named, ":"
    return None


def _unnamed(text: str, start: int, language: str | None) -> Mention | None:
    """Who is meant where the language may leave the subject out («…», dice): the last one named in the paragraph."""
    if (language or "").split("-")[0] not in _NULL_SUBJECT:
        return None
    paragraph = text.rfind("\n", 0, start) + 1
    named = [m for m in mentions(text, max(paragraph, start - _NEAR), start) if " " in m.name]
    return named[-1] if named else None


def _caseless(text: str, low: int, high: int) -> Mention | None:
    """Who follows the verb in a script that has no capitals to tell a name by."""
    stretch = text[low:high]
    return noun_phrase(text, low, high) if stretch.upper() == stretch.lower() else None


def _unspaced(text: str, start: int, end: int, high: int, language: str | None) -> tuple[Mention, str] | None:
    """Attribution in a script without spaces: 市長は「…」と述べた; 发言人表示：“…”."""
    cue = next(
        (c for c in unspaced_cues(language) if c in text[end:high] or c in text[max(0, start - 8) : start]), None
    )
    low = max(0, start - _NEAR)
    begins = [m.end() for m in _SENTENCE_END.finditer(text, low, start)]
    low = begins[-1] if begins else low
    head = text[low:start]
    match = _TOPIC.search(head) or (_SUBJECT_ZH.search(head.split(cue)[0]) if cue and cue in head else None)
    if cue is None or match is None:
        return None
    name = match.groupdict().get("name") or match.group()
    begin = low + match.start() + match.group().index(name)
    return Mention(begin, begin + len(name), name), cue


def _in_one_breath(text: str, last: Quote, start: int) -> bool:
    """Whether only its attribution interrupts a quotation: "…", she said. "…"."""
    gap = text[last.end : start]
    spoken_after = last.speaker is not None and last.speaker.start >= last.end
    return spoken_after and len(gap) <= _SAME_BREATH and "\n" not in gap


def _cue_words(text: str, low: int, high: int, language: str | None) -> Iterator[re.Match[str]]:
    known = verbs(language)
    return (word for word in _WORD.finditer(text, low, high) if word.group().casefold() in known)


def _first(found: Iterator[Mention]) -> Mention | None:
    return next(found, None)


def _resolved(text: str, mention: Mention, found: Sequence[Quote]) -> str:
    """A pronoun's name is the last speaker's, or else the last name before it."""
    if not mention.pronoun:
        return full_name(text, mention)
    earlier = [m for m in mentions(text, max(0, mention.start - 600), mention.start) if not m.pronoun]
    whole = [m for m in earlier if " " in m.name]
    if found and found[-1].speaker and mention.start - found[-1].end < _SAME_BREATH:
        return found[-1].speaker.name
    return full_name(text, (whole or earlier)[-1]) if earlier else mention.name
