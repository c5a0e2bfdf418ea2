"""The names of speakers: a pronoun's is the last fitting one, a last name is joined to the full name."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from nutgraf.core.quotes.cues import GENDERS, Tongue
from nutgraf.core.quotes.names import Mention, names_in
from nutgraf.records import Speaker

_WRITER = "1"
# Characters, chosen on polnear_train alone (bench/floors.toml).
_LOOKED_BACK = 600
_SAME_BREATH = 200
_LONGEST_TITLE = 12
_REMEMBERED = 20_000  # a long text costs no more; chosen, not measured
_MOST_FORMS = 20  # of a name, that are looked at for a fuller one
_LONGEST_FORENAMES = 40


class Speakers:
    """Who has spoken in a text so far."""

    def __init__(self, text: str, tongue: Tongue, spans: Sequence[tuple[int, int, object]]) -> None:
        self._text = text
        self._spans = spans  # what is marked as speech, in order
        self._tongue = tongue
        self._last: Speaker | None = None
        self._fulls: dict[str, str] = {}  # the full name of a last name
        self._searched: dict[str, int] = {}  # how far it was looked for
        self._genders: dict[str, str] = {}  # of a name, as its title or an earlier pronoun told

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
        self._last = Speaker(start=mention.start, end=mention.end, name=name)
        return self._last

    def unnamed(self, at: int) -> Speaker | None:
        """Who speaks where the language leaves the pronoun out: the last one named before ``at``."""
        chosen = self._named_before(at, "", at - _LOOKED_BACK // 2)
        return self.named(chosen, at) if chosen and " " in self._full(chosen) else self._last

    def _meant(self, mention: Mention, before: int, gender: str) -> str:
        if gender == _WRITER:
            return mention.name
        if chosen := self._named_before(before, gender, before - _LOOKED_BACK):
            return self._full(chosen)
        last = self._last
        return last.name if last and self._fits(last.name, "", gender) else mention.name

    def _named_before(self, at: int, gender: str, low: int) -> Mention | None:
        """The last fitting name: a sentence's subject, else a full one; none where the last speaker is nearer."""
        last = self._last
        near = last is not None and at - last.end < _SAME_BREATH and self._fits(last.name, "", gender)
        named = names_in(self._text, max(0, last.end if last and near else low), at, self._tongue)
        fitting = [one for one in named if self._is_told(one) and self._may_be(one, gender)]
        subjects = (one for one in reversed(fitting) if _opens_sentence(self._text, one.start))
        others = (one for one in reversed(fitting) if not self._is_introduced(one))
        for one in chain(subjects, others):
            if " " in self._full(one):
                return one
        return None if near or not fitting else fitting[-1]

    def _is_introduced(self, one: Mention) -> bool:
        """Whether a preposition stands before a name: gifts from Jonas Quay."""
        before = self._text[max(0, one.start - _LONGEST_TITLE) : one.start].split()
        return bool(before) and before[-1].casefold() in self._tongue.introducing

    def _is_told(self, one: Mention) -> bool:
        """Whether a name stands in the writer's own words, and not in what somebody says."""
        number = bisect_right(self._spans, one.start, key=lambda span: span[0])
        return not number or self._spans[number - 1][1] <= one.start

    def _may_be(self, one: Mention, gender: str) -> bool:
        """Whether a pronoun may stand for a name; what bears an article is no man or woman."""
        before = self._text[max(0, one.start - _LONGEST_TITLE) : one.start].split()
        thing = gender != "" and bool(before) and before[-1].casefold() == "the"
        return not thing and self._fits(one.name, _title(self._text, one), gender)

    def _fits(self, name: str, title: str, gender: str) -> bool:
        known = self._genders.get(name) or title
        return not gender or not known or known == gender

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
            if not (text[end].isalnum() or text[end] in "-‑"):
                named = names_in(text, max(0, at - _LONGEST_FORENAMES), end, self._tongue)
                if named and named[-1].end == end and " " in named[-1].name:
                    return self._fulls.setdefault(last, named[-1].name)
            at = end
        self._searched[last] = max(self._searched.get(last, 0), at if at > 0 else mention.start)
        return mention.name


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].rstrip(" ")
    return not before or before[-1] in "\n.!?"


def _title(text: str, mention: Mention) -> str:
    """The gender that a title says, at the head of a name or right before it."""
    first = mention.name.split()[0].casefold()
    before = text[max(0, mention.start - _LONGEST_TITLE) : mention.start].split()
    return GENDERS.get(first, "") or (GENDERS.get(before[-1].casefold(), "") if before else "")
