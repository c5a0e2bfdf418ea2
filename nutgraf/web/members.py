"""Some members of a story, as the API lists them."""

from collections.abc import Mapping, Sequence

import msgspec

from nutgraf.records import Filed


class Members(msgspec.Struct, frozen=True):
    """Some members of a story with their texts and what their quotations mean, and where the others are."""

    texts: Sequence[Filed]
    meanings: Mapping[str, Sequence[bytes]]
    next: str | None
    previous: str | None
