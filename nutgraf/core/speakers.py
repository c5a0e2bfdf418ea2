"""The names of speakers: a pronoun's is the last fitting one, a last name is joined to the full name."""

from nutgraf.core.cues import GENDERS, Tongue
from nutgraf.core.mentions import Mention, names_in
from nutgraf.records import Speaker

_WRITER = "1"
_LOOKED_BACK = 600
_SAME_BREATH = 200
_REMEMBERED = 20_000
_LONGEST_FORENAMES = 40


class Speakers:
    """Who has spoken in a text so far."""

    def __init__(self, text: str, tongue: Tongue) -> None:
        self._text = text
        self._tongue = tongue
        self._last: Speaker | None = None
        self._genders: dict[str, str] = {}  # of a name, as its title or an earlier pronoun told

    def named(self, mention: Mention) -> Speaker:
        """The speaker of a mention, by the fullest name that is known of him."""
        gender = self._tongue.pronouns.get(mention.name.casefold(), "") if mention.pronoun else _told(mention.name)
        name = self._meant(mention, gender) if mention.pronoun else self._full(mention)
        if gender in {"m", "f"}:
            self._genders.setdefault(name, gender)
        self._last = Speaker(start=mention.start, end=mention.end, name=name)
        return self._last

    def unnamed(self, at: int) -> Speaker | None:
        """Who speaks where the language leaves the pronoun out: the last one named before ``at``, not long ago."""
        if self._last and at - self._last.end < _SAME_BREATH:
            return self._last
        earlier = names_in(self._text, max(0, at - _LOOKED_BACK // 2), at, self._tongue)
        named = [one for one in earlier if not one.pronoun and " " in one.name]
        return self.named(named[-1]) if named else self._last

    def _meant(self, mention: Mention, gender: str) -> str:
        if gender == _WRITER:
            return mention.name
        if self._last and mention.start - self._last.end < _SAME_BREATH and self._fits(self._last.name, gender):
            return self._last.name
        earlier = [
            one
            for one in names_in(self._text, max(0, mention.start - _LOOKED_BACK), mention.start, self._tongue)
            if not one.pronoun and self._fits(one.name, gender)
        ]
        whole = [one for one in earlier if " " in one.name]
        if earlier:
            return self._full((whole or earlier)[-1])
        return self._last.name if self._last and self._fits(self._last.name, gender) else mention.name

    def _fits(self, name: str, gender: str) -> bool:
        known = self._genders.get(name) or _told(name)
        return not gender or not known or known == gender

    def _full(self, mention: Mention) -> str:
        """The longest earlier form of a name: "Byrne" is "Ada Byrne" where the text named her so before."""
        text, last = self._text, mention.name.split()[-1]
        if " " in mention.name:
            return mention.name
        at = text.find(f" {last}", max(0, mention.start - _REMEMBERED), mention.start)
        begin = max(0, at - _LONGEST_FORENAMES)
        named = (
            [one.name for one in names_in(text, begin, at + 1 + len(last), self._tongue) if one.name.endswith(f" {last}")]
            if at > 0
            else []
        )
        return named[0] if named else mention.name


def _told(name: str) -> str:
    return GENDERS.get(name.split()[0].casefold(), "")
