"""A statement as reports of a story in several languages print it, with hand-made vectors of what they mean."""

from builders import article

from nutgraf.core.quotes.find import find_quotes
from nutgraf.records import Filed, Score

BOATS = {
    "en": "“We had eleven boats alongside within forty minutes, and nobody was left behind,” said Marta Eide.",
    "de": "„Nach vierzig Minuten hatten wir elf Boote an der Bordwand“, sagte Kommandantin Marta Eide.",
    "ru": "«Через сорок минут у борта стояли одиннадцать судов», — сказала Марта Эйде.",
}
THANKS = "“We are grateful to the people of Skerra for all that they did,” said Piet Corvin."
ABOUT_BOATS, ABOUT_THANKS = bytes([100, 0, 0]), bytes([0, 100, 0])


def leaning(share: int) -> bytes:
    """A vector that leans from the boats to nothing else that is said: the cosine is ``share`` by a hundred."""
    return bytes([share, 0, round((100**2 - share**2) ** 0.5)])


def filed(name: str, text: str, language: str | None) -> Filed:
    """An article with its quotations."""
    one = article(id=name, text=text, language=language)
    return Filed(article=one, quality=Score(total=0), quotes=find_quotes(text, language))
