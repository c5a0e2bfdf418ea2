"""Keywords as an editor writes them, and where they stand in a text: one pass, whatever their number.

Keywords make a tree of words: a text is read once, and at each word only the branches that begin with it are followed.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from nutgraf.core.languages.tables import tags_with
from nutgraf.core.text.plain import words
from nutgraf.errors import InputError
from nutgraf.records import Record

T = TypeVar("T", bound=Hashable)

MOST_WORDS = 16  # so that a keyword stays one; chosen, not measured
_LEAST_PREFIX = 2  # letters, so that none finds nearly all words; chosen, not measured
_BREAK = "_"  # a word to ``words``, and one that no keyword has: nothing runs on over the end of a sentence
_BREAKS = re.compile(r"[_.,;:!?…\n()[\]{}\"“”„«»|·•—–。、，；：！？؟،؛।「」『』（）]+")
_STARS = ("*", "＊")
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc\u02b9\uff07\u2032]")
_ELIDING = "fr"  # how words fall apart there at an apostrophe, French, Italian and Catalan have in common
_PLURALS = tags_with(lambda one: one.plural_in_s)
_LEAST_SINGULAR = 3  # letters; chosen, not measured
_SIBILANT = ("s", "x", "z", "ch", "sh")


class Keyword(Record, frozen=True):
    """Words that must follow each other, ``*`` at the end of one for any ending; of one language or of any."""

    text: str
    language: str | None = None


class KeywordWord(NamedTuple):
    """A word of a keyword, or with ``prefix`` how it begins."""

    word: str
    prefix: bool = False


class Match(NamedTuple, Generic[T]):
    """Where a keyword stands, in words, and what it stands for."""

    start: int
    end: int
    values: Sequence[T]


def steps_of(keyword: Keyword) -> tuple[tuple[KeywordWord, ...], ...]:
    """The words of a keyword, in each way in which they can fall apart in a text.

    Raises InputError where it has no words or too many, a ``*`` that is not at the end of a word, one behind less than
    two letters, or a single character of a script without spaces, of which nobody can say where its word ends.
    """
    languages = {keyword.language or ""}
    if keyword.language is None and _APOSTROPHE.search(keyword.text):
        languages.add(_ELIDING)
    parts = keyword.text.split()
    ways = {_trimmed([step for part in parts for step in _steps(part, language)]) for language in languages}
    for steps in ways:
        if fault := _fault(steps):
            raise InputError("", f"the keyword “{keyword.text}” {fault}")
    return tuple(sorted(ways))


def _steps(part: str, language: str) -> list[KeywordWord]:
    starred = part.endswith(_STARS)
    found = [KeywordWord(word) for word in sentence_words(part.rstrip("".join(_STARS)), language)]
    if starred and found and found[-1].word != _BREAK:
        found[-1] = KeywordWord(found[-1].word, prefix=True)
    elif starred:
        found.append(KeywordWord("", prefix=True))
    if any(star in part.rstrip("".join(_STARS)) for star in _STARS):
        found.append(KeywordWord("*"))
    return found


def _trimmed(steps: list[KeywordWord]) -> tuple[KeywordWord, ...]:
    while steps and steps[-1].word == _BREAK:
        steps.pop()
    while steps and steps[0].word == _BREAK:
        steps.pop(0)
    return tuple(steps)


def _fault(steps: tuple[KeywordWord, ...]) -> str:
    if not steps:
        return "has no words"
    if len(steps) > MOST_WORDS:
        return f"has over {MOST_WORDS} words"
    if any(step.word == "*" for step in steps):
        return "has * elsewhere than at the end of a word"
    if any(step.prefix and len(step.word) < _LEAST_PREFIX for step in steps):
        return f"has * behind less than {_LEAST_PREFIX} letters"
    if any(len(step.word) == 1 and len(words(step.word * 3)) > 1 for step in steps):
        return "has a single character of a script without spaces: write it with its neighbours"
    return ""


def sentence_words(text: str, language: str | None) -> list[str]:
    """The words of a text, with one that no keyword has wherever a phrase cannot run on."""
    return words(_BREAKS.sub(f" {_BREAK} ", text), language)


def singulars(word: str) -> list[str]:
    """The words of which one that ends in s may be the regular plural, in English or a Romance language."""
    if len(word) <= _LEAST_SINGULAR:
        return []
    found = [word[:-1]]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    elif word.endswith("es") and word[:-2].endswith(_SIBILANT):
        found.append(word[:-2])
    return found


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class _Node(Generic[T]):
    """A place in the tree of words: what ends here, and what can follow, prefixes by how they begin themselves."""

    __slots__ = ("lengths", "prefixes", "values", "words")

    def __init__(self) -> None:
        # Most nodes are leaves: what they do not have, they share.
        self.words: Mapping[str, _Node[T]] = _NOTHING
        self.prefixes: Mapping[str, _Node[T]] = _NOTHING
        self.lengths: Mapping[str, tuple[int, ...]] = _NOTHING
        self.values: tuple[T, ...] = ()

    def grown(self, step: KeywordWord) -> "_Node[T]":
        """The node behind a word, made where there is none yet."""
        name = "prefixes" if step.prefix else "words"
        branches = _own(self, name)
        node = branches.get(step.word)
        if node is None:
            node = branches[step.word] = _Node()
            if step.prefix:
                lengths, head = _own(self, "lengths"), step.word[:_LEAST_PREFIX]
                lengths[head] = tuple({*lengths.get(head, ()), len(step.word)})
        return node

    def after(self, word: str, *, plural: bool) -> "list[_Node[T]]":
        """The nodes behind a word of a text, which may be the plural of another."""
        found = [self.words[word]] if word in self.words else []
        if plural and word.endswith("s"):
            found += [self.words[one] for one in singulars(word) if one in self.words]
        for length in self.lengths.get(word[:_LEAST_PREFIX], ()):
            head = word[:length]
            if len(word) >= length and head in self.prefixes:
                found.append(self.prefixes[head])
        return found


def _own(node: _Node[T], name: str) -> dict[str, Any]:
    """A mapping of a node to write to."""
    if getattr(node, name) is _NOTHING:
        setattr(node, name, {})
    own: dict[str, Any] = getattr(node, name)
    return own


class Keywords(Generic[T]):
    """Keywords with what each stands for, ready to be found in any number of texts."""

    def __init__(self, keywords: Iterable[tuple[Keyword, T]]) -> None:
        self._root: _Node[T] = _Node()
        for keyword, value in keywords:
            for steps in steps_of(keyword):
                node = self._root
                for step in steps:
                    node = node.grown(step)
                if value not in node.values:
                    node.values += (value,)

    def matches(self, found: Sequence[str], language: str | None) -> Iterator[Match[T]]:
        """Every place of a keyword among the words of a text, by where it begins, then by where it ends."""
        plural = language is None or language.partition("-")[0] in _PLURALS
        begins = {word: nodes for word in set(found) if (nodes := self._root.after(word, plural=plural))}
        for start, word in enumerate(found):
            if word not in begins:
                continue
            nodes, end = begins[word], start + 1
            while nodes:
                for node in nodes:
                    if node.values:
                        yield Match(start, end, node.values)
                if end == len(found):
                    break
                nodes = [after for node in nodes for after in node.after(found[end], plural=plural)]
                end += 1
