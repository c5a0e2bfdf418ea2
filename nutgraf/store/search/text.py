"""The words of a text as the full-text index keeps them, the same for every database.

Words are folded (NFKC, case, accents) here and handed over parted by spaces, so that no database's own tokenizer
decides. Runs in scripts that put no spaces between words become overlapping character bigrams and their last
character; Hangul too, because Korean words carry their particles.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from nutgraf.records import Article
from nutgraf.scripts import HANGUL, NO_SPACES

OPEN, CLOSE = "\u2039", "\u203a"
# PostgreSQL's tsvector counts positions to 16,383 and holds a megabyte of words.
MAX_TOKENS = 16_000
MAX_TOKEN_LENGTH = 48
MAX_LENGTH = 200_000  # characters read of a text or query; chosen, not measured, as the next
MAX_PHRASES = MAX_PHRASE = 32
SNIPPET_LENGTH = 240  # characters; chosen for reading
_BEFORE = SNIPPET_LENGTH // 3
# What of a text is taken apart to mark the words found: so many characters at a time, so many times.
STRETCH = 1_000
MOST_STRETCHES = 4
_OVERLAP = 500
_LONG_WORD = 100  # characters; a longer word is cut

_MARKS = "".join(chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code))[0] == "M")
_WORD = re.compile(f"[\\w{_MARKS}]+")
_UNSPACED = NO_SPACES + HANGUL
_NO_WORD = re.compile(f"[^\\w{_MARKS}]")
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(f"([{_UNSPACED}]+)|([^{_UNSPACED}]+)")
# Accents on Latin, Greek and Cyrillic letters; Hebrew points; Arabic vowel signs, hamza and tatweel.
_DROPPED = (*range(0x300, 0x370), *range(0x591, 0x5BE), 0x640, *range(0x64B, 0x660), 0x670)
_DROP = re.compile(f"[{''.join(map(chr, _DROPPED))}]+")


class Token(NamedTuple):
    """A folded word and where it stands in the text it was read from."""

    word: str
    start: int
    end: int


class Phrase(NamedTuple):
    """Words that must follow each other; with ``prefix`` the last needs just to begin so."""

    words: tuple[str, ...]
    prefix: bool = False


class Indexed(NamedTuple):
    """What the index is told of an article; ``number`` is that of the change that made it so."""

    article: str
    number: int
    title: list[str]
    byline: list[str]
    body: list[str]


def indexed(article: Article, number: int) -> Indexed:
    """The words of an article by where they stand."""
    named = (*article.authors, article.provider.name or "", *article.tags, *article.topics)
    return Indexed(
        article.id, number, tokens(article.title), tokens(" ".join(named)), tokens(f"{article.excerpt}\n{article.text}")
    )


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order; of a very long one only those at its beginning."""
    folded = _fold(text[:MAX_LENGTH])
    found = _WORD.findall(folded)
    if folded.isascii() or not _UNSPACED_LETTER.search(folded):
        return [word[:MAX_TOKEN_LENGTH] for word in found[:MAX_TOKENS]]
    return list(islice((part for word in found for part in _parts(word)), MAX_TOKENS))


def phrases(query: str) -> list[Phrase]:
    """What a user asked for: each part between white space is a phrase of the words in it."""
    found = (_phrase(part) for part in query[:MAX_LENGTH].split())
    return list(dict.fromkeys(phrase for phrase in found if phrase.words))[:MAX_PHRASES]


def _phrase(part: str) -> Phrase:
    found = _WORD.findall(_fold(part))
    words = [word for one in found for word in _parts(one)][:MAX_PHRASE]
    ending = _RUN.findall(found[-1])[-1][0] if found and len(words) < MAX_PHRASE else ""
    # What ends in a script without spaces can go on in the text: its last character need not end a run there.
    return Phrase(tuple(words[:-1] if len(ending) > 1 else words), prefix=len(ending) == 1)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().replace("_", " ")
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return unicodedata.normalize("NFC", _DROP.sub("", decomposed).replace("_", " "))


def _parts(word: str) -> Iterator[str]:
    if word.isascii():
        yield word[:MAX_TOKEN_LENGTH]
        return
    for unspaced, spaced in _RUN.findall(word):
        if unspaced:
            yield from _bigrams(unspaced)
            yield unspaced[-1]
        else:
            yield spaced[:MAX_TOKEN_LENGTH]


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _placed(text: str) -> Iterator[Token]:
    """The words of a text with their places; where folding changed a word's length, that of the whole word."""
    for match in _WORD.finditer(text.replace("_", " ")):
        word, at = match.group(), match.start()
        folded = _fold(word)
        if word.isascii() or not _UNSPACED_LETTER.search(folded):
            yield from (Token(part, at, match.end()) for part in tokens(word))
            continue
        exact = len(folded) == len(word)
        for run in _RUN.finditer(folded):
            for offset, part in _run_parts(run):
                start = at + offset if exact else at
                yield Token(part, start, start + len(part) if exact else match.end())


def _run_parts(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    unspaced = run.group(1)
    if not unspaced:
        yield run.start(), run.group()[:MAX_TOKEN_LENGTH]
        return
    yield from enumerate(_bigrams(unspaced), run.start())
    yield run.end() - 1, unspaced[-1]


def snippet(texts: Sequence[str], wanted: Sequence[Phrase]) -> str:
    """About 240 characters around the first place that holds a phrase, the words found between U+2039 and U+203A.

    Takes the first of the texts in which anything is found, else the beginning of the first that is not empty.
    """
    for text in texts:
        if marks := _marks(text, wanted):
            return _cut(text, marks)
    return _cut(next(filter(None, texts), ""), [])


def _marks(text: str, wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand from the first of them on, as far as a snippet reaches.

    Most of a text is only looked through for the words. What holds them is taken apart, a stretch at a time, and of
    those in which they make no phrase only the first few.
    """
    tries = 0
    for start, end in _stretches(text[:MAX_LENGTH]):
        folded = _fold(text[start:end])
        if not (likely := [phrase for phrase in wanted if all(word in folded for word in phrase.words)]):
            continue
        if first := _marks_in(text[start:end], likely)[:1]:
            begin = start + first[0][0]
            rest = _marks_in(text[begin : _word_end_after(text, begin + SNIPPET_LENGTH)], wanted)
            return [(begin + mark, begin + after) for mark, after in rest]
        if (tries := tries + 1) == MOST_STRETCHES:
            break
    return []


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a text, cut between words; each reaches into the next, so that no phrase is cut."""
    start = 0
    while start < len(text):
        following = _word_end_after(text, start + STRETCH)
        yield start, _word_end_after(text, following + _OVERLAP)
        start = following


def _word_end_after(text: str, at: int) -> int:
    """Where no word goes on behind a place; the place itself where one goes on for long."""
    end = _NO_WORD.search(text, at, at + _LONG_WORD)
    return min(end.start() if end else at, len(text))


def _marks_in(text: str, wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    placed = list(_placed(text))
    by_first: dict[str, list[Phrase]] = {}
    for phrase in wanted:
        by_first.setdefault(phrase.words[0][:1], []).append(phrase)
    marks: list[tuple[int, int]] = []
    for i, token in enumerate(placed):
        for phrase in by_first.get(token.word[:1], ()):
            end = _end_of(phrase, placed, i)
            if end is None:
                continue
            if marks and token.start <= marks[-1][1]:
                marks[-1] = (marks[-1][0], max(marks[-1][1], end))
            else:
                marks.append((token.start, end))
    return marks


def _end_of(phrase: Phrase, placed: Sequence[Token], i: int) -> int | None:
    *before, last = phrase.words
    final = i + len(before)
    if final >= len(placed) or [token.word for token in placed[i:final]] != before:
        return None
    token = placed[final]
    if phrase.prefix:
        return min(token.end, token.start + len(last)) if token.word.startswith(last) else None
    return token.end if token.word == last else None


def _cut(text: str, marks: Sequence[tuple[int, int]]) -> str:
    start = _word_start(text, marks[0][0] - _BEFORE) if marks else 0
    end = _word_end(text, max(start + SNIPPET_LENGTH, marks[0][1] if marks else 0))
    pieces = ["… " if start else ""]
    at = start
    for mark_start, mark_end in marks:
        if mark_end > end:
            break
        pieces += (_plain(text[at:mark_start]), OPEN, _plain(text[mark_start:mark_end]), CLOSE)
        at = mark_end
    pieces += (_plain(text[at:end]), " …" if end < len(text) else "")
    return " ".join("".join(pieces).split())


def _word_start(text: str, near: int) -> int:
    if near <= 0:
        return 0
    space = text.find(" ", near, near + _BEFORE // 2)
    return space + 1 if space >= 0 else near


def _word_end(text: str, near: int) -> int:
    if near >= len(text):
        return len(text)
    space = text.rfind(" ", near - _BEFORE // 2, near)
    return space if space >= 0 else near


def _plain(text: str) -> str:
    """A text's own single guillemets would read as marks: they become single quotation marks."""
    return text.replace(OPEN, "\u2018").replace(CLOSE, "\u2019")
