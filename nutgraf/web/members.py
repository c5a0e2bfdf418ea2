"""Some members of a story, as the API lists them."""

from collections.abc import Mapping, Sequence

import msgspec

from nutgraf.engine.copies.translations import Likely
from nutgraf.records import Filed


class Members(msgspec.Struct, frozen=True):
    """Some members of a story with their texts, which are likely translations, and where the others are."""

    texts: Sequence[Filed]
    likely: Mapping[str, Likely]
    next: str | None
    previous: str | None
