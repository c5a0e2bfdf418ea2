"""What an article is about, by an editor's topics: each tag with its score, and the words that make the score.

A topic's score is the sum of one part for each of its keywords in each place where it stands: the title, the lead, the
rest of the text. A topic that is the parent of others has their keywords too, so that it is tagged through them. The
article is judged by what is printed; persons are never sorted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum, log2
from typing import NamedTuple, TypeAlias

from nutgraf.core.topics.keywords import Keyword, Keywords, sentence_words
from nutgraf.core.topics.taxonomy import Topic, above
from nutgraf.records import Article, Reason, Tag

# Lengths chosen, not measured; points and share measured: docs/decisions/0015.
LEAD_CHARACTERS = 600
TITLE_CHARACTERS = 200
TITLE, LEAD, TEXT = 3.0, 2.0, 1.0
ABREAST = 0.5  # the share of the best topic's score from which another is a topic of the same article


class Sense(NamedTuple):
    """What a keyword stands for: its topic by number, or with ``excluded`` that the article is not about it."""

    topic: int
    text: str
    language: str | None = None
    excluded: bool = False


_Found: TypeAlias = list[tuple[int, int, list[Sense]]]


class Topics:
    """An editor's topics, ready to tag any number of articles; a topic is tagged from ``threshold`` points on."""

    def __init__(self, topics: Sequence[Topic], threshold: float) -> None:
        self.topics = tuple(topics)
        self.threshold = threshold
        self._above = [sorted(found - {number}) for number, found in enumerate(above(self.topics))]
        self._keywords = Keywords(_senses(self.topics))

    def __reduce__(self) -> tuple[type["Topics"], tuple[tuple[Topic, ...], float]]:
        """Other processes make the tree of words anew, which is faster than to send it."""
        return Topics, (self.topics, self.threshold)

    def tag(self, article: Article) -> tuple[Tag, ...]:
        """The topics an article is about, best first."""
        found = {place: self._find(text, article.language) for place, text in _places(article)}
        against = {s.topic for matches in found.values() for *_, senses in matches for s in senses if s.excluded}
        parts: defaultdict[int, list[Reason]] = defaultdict(list)
        for place, matches in found.items():
            for (topic, note), count in self._counted(matches, against).items():
                parts[topic].append(_part(place, note, count))
        return self._chosen({number: self._tag(number, reasons) for number, reasons in parts.items()})

    def _find(self, text: str, language: str | None) -> _Found:
        """The keywords in a text that are of its language, or of any."""
        base = language and language.partition("-")[0]
        matches = self._keywords.matches(sentence_words(text, language), language)
        if not base:
            return [(start, end, list(senses)) for start, end, senses in matches]
        return [(start, end, [s for s in senses if s.language in (None, base)]) for start, end, senses in matches]

    def _counted(self, found: _Found, against: Collection[int]) -> Counter[tuple[int, str]]:
        """How often each keyword stands for its topic and those above, a place being counted once for each of them."""
        own = {topic: spans for topic, spans in _spans(found).items() if topic not in against}
        told = {topic: {(start, end): note for start, end, note in spans} for topic, spans in own.items()}
        for topic, spans in own.items():
            for parent in self._above[topic]:
                for start, end, note in spans:
                    through = f"{note} ({self.topics[topic].name})"
                    told.setdefault(parent, {}).setdefault((start, end), through)
        return Counter(
            (topic, note) for topic, notes in told.items() if topic not in against for note in notes.values()
        )

    def _tag(self, number: int, reasons: Sequence[Reason]) -> Tag:
        topic = self.topics[number]
        return Tag(topic=topic.slug, name=topic.name, score=score_of(reasons), reasons=tuple(reasons))

    def _chosen(self, tags: Mapping[int, Tag]) -> tuple[Tag, ...]:
        """Tags that reach the threshold and are not far behind another; being behind a broader topic says nothing."""
        ranked = sorted(tags.items(), key=lambda item: (-item[1].score, item[1].topic))
        chosen = []
        for number, tag in ranked:
            ahead = next((other.score for n, other in ranked if n not in self._above[number]), tag.score)
            if tag.score >= max(self.threshold, ABREAST * ahead):
                chosen.append(tag)
        return tuple(chosen)


def _spans(found: _Found) -> dict[int, list[tuple[int, int, str]]]:
    """Where the keywords of each topic stand: of two that overlap, the one that begins first, then the longer."""
    kept: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for start, end, senses in found:
        for topic, note, _, excluded in senses:
            spans = kept[topic]
            if excluded:
                continue
            if spans and spans[-1][0] == start:
                spans[-1] = (start, end, note)
            elif not spans or start >= spans[-1][1]:
                spans.append((start, end, note))
    return kept


def score_of(reasons: Iterable[Reason]) -> float:
    """The score that the parts of a tag come to."""
    return round(fsum(reason.value for reason in reasons), 2)


def _part(place: str, note: str, count: int) -> Reason:
    note = note if count == 1 else f"{note} ×{count}"
    if place == "title":
        return Reason(name="title", value=TITLE, note=note)
    if place == "lead":
        return Reason(name="lead", value=LEAD, note=note)
    return Reason(name="text", value=round(TEXT * (1 + log2(count)), 2), note=note)


def _places(article: Article) -> Iterator[tuple[str, str]]:
    """The title, the lead and the rest of the text. Where there is no title, a short first line is one."""
    title, text = article.title, article.text.removeprefix(article.title)
    if not title:
        first, _, rest = text.partition("\n")
        if rest and len(first) <= TITLE_CHARACTERS:
            title, text = first, rest
    yield "title", title
    cut = text.find(" ", LEAD_CHARACTERS) if len(text) > LEAD_CHARACTERS else -1
    lead, rest = (text, "") if cut < 0 else (text[:cut], text[cut:])
    excerpt = article.excerpt.removesuffix("…").removeprefix(title)
    begun = " ".join(article.text[: 2 * LEAD_CHARACTERS].split())
    yield "lead", lead if excerpt.strip() in begun else f"{excerpt}\n{lead}"
    yield "text", rest


def _senses(topics: Sequence[Topic]) -> Iterator[tuple[Keyword, Sense]]:
    for number, topic in enumerate(topics):
        for keyword in topic.keywords:
            yield keyword, Sense(number, keyword.text, keyword.language)
        for keyword in topic.excluded:
            yield keyword, Sense(number, keyword.text, keyword.language, excluded=True)
