"""Some members of a story, as the API lists them."""

from collections.abc import Sequence

import msgspec

from nutgraf.records import Filed


class Members(msgspec.Struct, frozen=True):
    """Some members of a story with their texts, and where the others are."""

    texts: Sequence[Filed]
    next: str | None
    previous: str | None
