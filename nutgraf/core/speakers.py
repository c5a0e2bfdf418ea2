"""The names of speakers: a pronoun's is the last fitting one, a last name is joined to the full name."""

from nutgraf.core.cues import GENDERS, Tongue
from nutgraf.core.mentions import Mention, names_in
from nutgraf.records import Speaker

_WRITER = "1"
_LOOKED_BACK = 600
_SAME_BREATH = 200
_LONGEST_TITLE = 12
_REMEMBERED = 20_000
_LONGEST_FORENAMES = 40


class Speakers:
    """Who has spoken in a text so far."""

    def __init__(self, text: str, tongue: Tongue) -> None:
        self._text = text
        self._tongue = tongue
        self._last: Speaker | None = None
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
        """Who speaks where the language leaves the pronoun out: the last one named before ``at``, not long ago."""
        if self._last and at - self._last.end < _SAME_BREATH:
            return self._last
        earlier = names_in(self._text, max(0, at - _LOOKED_BACK // 2), at, self._tongue)
        named = [one for one in earlier if " " in one.name]
        return self.named(named[-1], at) if named else self._last

    def _meant(self, mention: Mention, before: int, gender: str) -> str:
        if gender == _WRITER:
            return mention.name
        last = self._last
        if last and before - last.end < _SAME_BREATH and self._fits(last.name, "", gender):
            return last.name
        named = names_in(self._text, max(0, before - _LOOKED_BACK), before, self._tongue)
        earlier = [one for one in named if self._fits(one.name, _title(self._text, one), gender)]
        whole = [one for one in earlier if " " in one.name]
        if earlier:
            return self._full((whole or earlier)[-1])
        return last.name if last and self._fits(last.name, "", gender) else mention.name

    def _fits(self, name: str, title: str, gender: str) -> bool:
        known = self._genders.get(name) or title
        return not gender or not known or known == gender

    def _full(self, mention: Mention) -> str:
        """The longest earlier form of a name: "Byrne" is "Ada Byrne" where the text named her so before."""
        text, last = self._text, mention.name.split()[-1]
        if " " in mention.name:
            return mention.name
        at = text.find(f" {last}", max(0, mention.start - _REMEMBERED), mention.start)
        begin = max(0, at - _LONGEST_FORENAMES)
        named = (
            [
                one.name
                for one in names_in(text, begin, at + 1 + len(last), self._tongue)
                if one.name.endswith(f" {last}")
            ]
            if at > 0
            else []
        )
        return named[0] if named else mention.name


def _title(text: str, mention: Mention) -> str:
    """The gender that a title says, at the head of a name or right before it."""
    first = mention.name.split()[0].casefold()
    before = text[max(0, mention.start - _LONGEST_TITLE) : mention.start].split()
    return GENDERS.get(first, "") or (GENDERS.get(before[-1].casefold(), "") if before else "")
