"""The names of speakers: a pronoun's is the last fitting one, a last name is joined to the full name."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from nutgraf.core.quotes.cues import (
    ARTICLES_BEFORE_NAMES,
    DETERMINERS,
    GENDERS,
    NOUNS_WITH_CAPITALS,
    RELATIVES,
    Tongue,
)
from nutgraf.core.quotes.genders import told_genders
from nutgraf.core.quotes.names import Mention, is_capital, names_in
from nutgraf.core.quotes.people import is_label, speaker_of, stands_alone
from nutgraf.records import Speaker

_WRITER = "1"
_SMALL_WORD = re.compile(r"\b[^\W\d_A-Z]\w+")
# Characters, chosen on polnear_train alone (bench/floors.toml).
_LOOKED_BACK = 600
_SAME_BREATH = 200
_LONGEST_TITLE = 12
_INITIALS = 4
_INDEFINITE = frozenset("a an one ein eine un une una uno um uma een en et".split())
_REMEMBERED = 20_000  # a long text costs no more; chosen, not measured
_MOST_FORMS = 20  # of a name, that are looked at for a fuller one
_LONGEST_FORENAMES = 40
_LINE_ENDS = frozenset('.!?:;,…”"»“’)]。！？')


class Speakers:
    """Who has spoken in a text so far."""

    def __init__(self, text: str, tongue: Tongue, spans: Sequence[tuple[int, int, object]]) -> None:
        self._text = text
        self._spans = spans  # what is marked as speech, in order
        self._tongue = tongue
        self._last: Speaker | None = None
        self._fulls: dict[str, str] = {}  # the full name of a last name
        self._searched: dict[str, int] = {}  # how far it was looked for
        self._named: set[str] = set()  # who spoke so far
        self._genders: dict[str, str] = {}  # of a name, as its title or an earlier pronoun told

    @cached_property
    def _told_genders(self) -> dict[str, str]:
        names = names_in(self._text, 0, len(self._text), self._tongue)
        subjects = (one for one in names if self._is_told(one) and not self._is_introduced(one))
        return told_genders(self._text, subjects, self._tongue)

    def named(self, mention: Mention, before: int) -> Speaker:
        """The speaker of a mention, by the fullest name that is known; a pronoun's is looked for before ``before``."""
        if mention.pronoun:
            gender = self._tongue.pronouns.get(mention.name.casefold(), "")
            name = self._meant(mention, before, gender)
        else:
            name = self._full(mention)
            gender = _title(self._text, mention)
        if gender in {"m", "f"}:
            self._genders.setdefault(name, gender)
        speaker = Speaker(start=mention.start, end=mention.end, name=name)
        if name.casefold() not in self._tongue.pronouns and (
            not mention.pronoun or name in self._named or not self._last
        ):
            self._last = speaker
            self._named.add(name)
        return speaker

    def unnamed(self, at: int) -> Speaker | None:
        """Who speaks where the language leaves the pronoun out: the last one named before ``at``."""
        if only := self._only_one(at):
            return self.named(only, at)
        chosen = self._named_before(at, "", at - _LOOKED_BACK // 2)
        name = self._full(chosen) if chosen else ""
        last = self._last
        if last and (not chosen or " " not in name or name == last.name):
            return last if at - last.end < _LOOKED_BACK else None
        told = chosen and " " in name and (not last or self._is_apposed(chosen))
        return self.named(chosen, at) if chosen and told else None

    def _meant(self, mention: Mention, before: int, gender: str) -> str:
        if gender == _WRITER or (self._tongue.code in {"", "en"} and not gender):  # they, it
            return mention.name
        if chosen := self._named_before(before, gender, before - _LOOKED_BACK):
            return self._full(chosen)
        last = self._last
        anybody = last is not None and last.name.split()[0].casefold() in _INDEFINITE  # a reporter asked her
        if last is None or anybody or before - last.end > _LOOKED_BACK or not self._fits(last.name, "", gender):
            return mention.name
        since = names_in(self._text, last.end, before, self._tongue)
        others = (one for one in since if " " in one.name and self._is_told(one) and self._may_be(one, gender))
        doubtful = before - last.end > _SAME_BREATH and any(one.name != last.name for one in others)
        return mention.name if doubtful else last.name

    def _named_before(self, at: int, gender: str, low: int) -> Mention | None:
        """The last fitting name: a sentence's subject, else a full one; none where the last speaker is nearer."""
        last = self._last
        near = last is not None and at - last.end < _SAME_BREATH and self._fits(last.name, "", gender)
        named = names_in(self._text, max(0, last.end if last and near else low), at, self._tongue)
        told = (one for one in named if self._is_told(one) and self._may_be(one, gender))
        told = (one for one in told if not self._is_in_heading(one, at))
        fitting = [one for one in told if speaker_of(self._text, one, self._tongue)]
        nouns = self._tongue.code in NOUNS_WITH_CAPITALS
        subjects = (one for one in reversed(fitting) if self._is_subject(one) and self._may_be_person(one, nouns=nouns))
        full = (one for one in reversed(fitting) if " " in self._full(one) and not self._is_introduced(one))
        others = (one for one in full if self._is_person(one, alone=False))
        return next((one for one in chain(subjects, others) if self._is_known(one, gender)), None)

    def _is_known(self, one: Mention, gender: str) -> bool:
        """Whether a name is full, or one that was met: by its pronouns where it has to be a man or a woman."""
        if " " in self._full(one):
            return True
        if gender and gender in {self._told_genders.get(one.name), self._genders.get(one.name)}:
            return True
        return one.name in self._named and f" in {one.name}" not in self._text  # no place

    def _only_one(self, at: int) -> Mention | None:
        """The one full name in a paragraph, wherever it stands: nobody else can be meant. None where there are more."""
        begin = max(self._text.rfind("\n", 0, at) + 1, at - _LOOKED_BACK)
        if self._last and self._last.end > begin:
            return None
        named = names_in(self._text, begin, at, self._tongue)
        full = [one for one in named if " " in one.name and self._is_told(one) and self._may_be(one, "m")]
        alone = len({one.name for one in full}) == 1 and (self._is_owner(full[0]) or not self._is_introduced(full[0]))
        return full[0] if alone and speaker_of(self._text, full[0], self._tongue) else None

    def _is_subject(self, one: Mention) -> bool:
        """Whether a name opens a sentence and a verb may follow it, or an apposition."""
        if self._is_introduced(one):
            return False
        behind = self._text[one.end : one.end + _LONGEST_TITLE]
        following = behind.split()
        told = self._tongue.verbs | self._tongue.beside
        if behind[:1] == " " and following and following[0].casefold() in told:
            return True
        if behind.startswith(", ") and following[1:2] and following[1].casefold() in RELATIVES:
            return True
        first = one.name.split()[0]
        start = one.start
        before = self._text[max(0, start - _LONGEST_TITLE) : start].split(" ")
        if len(before) > 1 and before[-2].casefold() in DETERMINERS and self._tongue.code in ARTICLES_BEFORE_NAMES:
            start -= len(before[-2]) + 1
        if not _opens_sentence(self._text, start) or (first.endswith("ing") and self._tongue.code in {"", "en"}):
            return False
        return behind[:1] in {",", "("} or (behind[:1].isspace() and (behind[1:2].islower() or behind[1:2] == "("))

    def _is_person(self, one: Mention, *, alone: bool = True) -> bool:
        """Whether a title or the noun of a person stands in a name or before it, or its last word stands alone, too."""
        before = self._before(one)
        if any(word in self._tongue.people for word in (*one.name.split()[:-1], *before[-1:])) or _title(
            self._text, one
        ):
            return True
        if self._is_apposed(one):
            return True
        return self._full(one) in self._named or (alone and stands_alone(self._text, one, self._tongue))

    def _is_apposed(self, one: Mention) -> bool:
        """Whether the noun of a person stands behind a name and a comma: Ada Byrne, the mayor."""
        behind = self._text[one.end : one.end + _LONGEST_FORENAMES]
        nouns = (
            [word for word in behind.split()[1:] if word.casefold() not in DETERMINERS] if behind[:2] == ", " else []
        )
        return bool(nouns) and nouns[0].rstrip(",.") in self._tongue.people

    def _may_be_person(self, one: Mention, *, nouns: bool) -> bool:
        """Whether a sentence's subject may be a person: its last word is no common noun, as in Broward County."""
        if self._is_person(one):
            return True
        last = one.name.split()[-1]
        return not (nouns or self._goes_on(one.end) or last.lower() in self._small_words or self._is_place(one))

    def _is_place(self, one: Mention) -> bool:
        """Whether something is told to be in what a name stands for, and not in what is somebody's: in São Paulo."""
        inside = f"in {one.name}"
        return f" {inside}" in self._text and not any(f" {inside}{owns}" in self._text for owns in ("'s", "’s"))

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(_SMALL_WORD.findall(self._text))

    def _is_in_heading(self, one: Mention, at: int) -> bool:
        """Whether a name stands in a line that ends as no sentence does, above what is read at ``at``."""
        newline = self._text.find("\n", one.end, at)
        return newline >= 0 and self._text[one.end : newline].rstrip()[-1:] not in _LINE_ENDS

    def _before(self, one: Mention) -> list[str]:
        """The few words right before a name."""
        return self._text[max(0, one.start - _LONGEST_TITLE) : one.start].split()

    def _is_introduced(self, one: Mention) -> bool:
        """Whether a preposition or verb of saying stands before a name: gifts from Jonas Quay, told Jonas Quay."""
        before = self._before(one)
        return bool(before) and before[-1].casefold() in self._tongue.introducing | self._tongue.verbs

    def _is_owner(self, one: Mention) -> bool:
        """Whether a name stands behind what is somebody's: the bakery of Jonas Quay."""
        before = self._before(one)
        return bool(before) and before[-1].casefold() in self._tongue.going_on

    def _is_told(self, one: Mention) -> bool:
        """Whether a name stands in the writer's own words, and not in what somebody says."""
        number = bisect_right(self._spans, one.start, key=lambda span: span[0])
        return not number or self._spans[number - 1][1] <= one.start

    def _may_be(self, one: Mention, gender: str) -> bool:
        """Whether a pronoun may stand for a name."""
        thing = gender != "" and self._is_thing(one)
        return not thing and self._fits(one.name, _title(self._text, one), gender)

    def _is_thing(self, one: Mention) -> bool:
        """Whether a name is no man's or woman's: with an article, of a body, with "of" in it, or a few initials."""
        before = self._before(one)
        named = one.name.split()
        if (before and before[-1].casefold() == "the") or (one.name.isupper() and len(one.name) <= _INITIALS):
            return True
        if any(word in self._tongue.bodies or word in self._tongue.outlets for word in named):
            return True
        english = self._tongue.code in {"", "en"}
        return english and "of" in named and not any(word in self._tongue.people for word in named)

    def _fits(self, name: str, title: str, gender: str) -> bool:
        known = self._genders.get(name) or title or (gender and self._told_genders.get(name.rsplit(maxsplit=1)[-1]))
        return not gender or not known or known == gender

    def _is_full(self, name: str) -> bool:
        """Whether a name has a forename, and is no noun with what belongs to it: das Vertrauen zu Gianni."""
        joined = any(word.islower() for word in name.split())
        first = name.split(maxsplit=1)[0]
        if is_label(first, self._tongue) or first in self._tongue.outlets:
            return False
        return " " in name and not (joined and self._tongue.code in NOUNS_WITH_CAPITALS)

    def _full(self, mention: Mention) -> str:
        """The longest earlier form of a name: "Byrne" is "Ada Byrne" where the text named her so before."""
        if " " in mention.name:
            return mention.name
        if known := self._fulls.get(mention.name):
            return known
        text, last = self._text, mention.name
        at = max(0, mention.start - _REMEMBERED, self._searched.get(last, 0))
        for _ in range(_MOST_FORMS):
            at = text.find(f" {last}", at, mention.start)
            if at < 0:
                break
            end = at + 1 + len(last)
            if not (text[end].isalnum() or text[end] in "-‑" or self._goes_on(end)):
                named = names_in(text, max(0, at - _LONGEST_FORENAMES), end, self._tongue)
                if named and named[-1].end == end and self._is_full(named[-1].name):
                    return self._fulls.setdefault(last, self._without_opening(named[-1]))
            at = end
        self._searched[last] = max(self._searched.get(last, 0), at if at > 0 else mention.start)
        return mention.name

    def _without_opening(self, one: Mention) -> str:
        """A name without what opens its sentence, where only nouns have capitals elsewhere: Kommt Jonas Quay."""
        first, _, rest = one.name.partition(" ")
        small = self._tongue.code in NOUNS_WITH_CAPITALS and first.lower() in self._small_words
        return rest if small and " " in rest and _opens_sentence(self._text, one.start) else one.name

    def _goes_on(self, end: int) -> bool:
        """Whether a name has more words behind ``end``: Israel in "the minister Israel Katz"."""
        following = self._text[end + 1 : end + _LONGEST_FORENAMES].split(maxsplit=1)
        return self._text[end] == " " and bool(following) and is_capital(following[0])


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].rstrip(" ")
    return not before or before[-1] in "\n.!?"


def _title(text: str, mention: Mention) -> str:
    """The gender that a title says, at the head of a name or right before it."""
    first = mention.name.split()[0].casefold()
    before = text[max(0, mention.start - _LONGEST_TITLE) : mention.start].split()
    return GENDERS.get(first, "") or (GENDERS.get(before[-1].casefold(), "") if before else "")
