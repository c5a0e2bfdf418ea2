"""What is known of the window's articles, packed; what was used last lies unpacked beside it."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from nutgraf.engine.window.remembered import pack, unpack
from nutgraf.records import Known

MOST_UNPACKED = 2_048  # docs/decisions/0017


class Shelf:
    """Articles by id, in the order in which they came; ``told`` gives terms and meaning of one put without them."""

    def __init__(self, told: Callable[[str], tuple[dict[str, float], bytes]]) -> None:
        self._packed: dict[str, bytes | Known] = {}
        self._unpacked: dict[str, Known] = {}
        self._told = told

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def get(self, article: str) -> Known | None:
        """What is known of an article, None where there is none such."""
        known = self._unpacked.pop(article, None)
        if known is None:
            packed = self._packed.get(article)
            if packed is None or isinstance(packed, Known):
                return packed
            known = self._whole(packed)
        self._use(known)
        return known

    def _whole(self, packed: bytes) -> Known:
        known, whole = unpack(packed)
        if whole:
            return known
        terms, meaning = self._told(known.article.id)
        return replace(known, fingerprint=replace(known.fingerprint, terms=terms, meaning=meaning))

    def _use(self, known: Known) -> None:
        if len(self._unpacked) >= MOST_UNPACKED:
            del self._unpacked[next(iter(self._unpacked))]
        self._unpacked[known.article.id] = known

    def put(self, known: Known, *, whole: bool) -> None:
        """Keeps what ``remembered`` gave, in the place of what was known before."""
        article = known.article.id
        self._unpacked.pop(article, None)
        try:
            self._packed[article] = pack(known, whole=whole)
        except UnicodeEncodeError:  # an unpaired surrogate
            self._packed[article] = known
        else:
            self._use(known)

    def drop(self, article: str) -> None:
        """Forgets an article."""
        self._unpacked.pop(article, None)
        del self._packed[article]
