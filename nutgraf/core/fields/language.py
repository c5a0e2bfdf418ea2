"""The language of an article: what its text reads like, against what is declared."""

from collections.abc import Sequence

from nutgraf.core.claims.found import Found, Said
from nutgraf.core.text.language import believed_language, primary_tag


def find_language(text: str, declared: Sequence[Said[str | None]]) -> Found[str | None]:
    """The language of a text as ``language_of`` tells it; the first place that declares one is believed."""
    said = tuple(Said(place, primary_tag(tag)) for place, tag in declared)
    hint = next((one for one, (_, tag) in zip(said, declared, strict=True) if tag), Said("", None))
    return Found(*believed_language(text, hint.value, hint.place), said)
