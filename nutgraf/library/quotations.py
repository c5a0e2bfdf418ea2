"""Who said what in a text: what ``nutgraf quotes`` does."""

from nutgraf.core.quotes.find import find_quotes
from nutgraf.errors import InputError
from nutgraf.library.given import kind_of
from nutgraf.records import Quote


def quotes(text: str, language: str | None = None) -> tuple[Quote, ...]:
    """The direct quotations of a text in order, each with its speaker and cue where the text names them.

    ``language`` is a BCP 47 tag; the text's own is found where there is none. ``start`` and ``end`` are characters of
    ``text``, marks included. Raises InputError for what is no str.
    """
    if not isinstance(text, str):
        raise InputError("text", f"a text is str, not {kind_of(text)}")
    return find_quotes(text, language if isinstance(language, str) else None)
