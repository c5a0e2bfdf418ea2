"""Gzip unpacked up to a limit, so that no small file can fill the memory."""

from nutgraf.errors import InputError, TooLarge
from nutgraf.unpack import GZIP_MAGIC, Zlib, unpacked

MAX_BYTES = 50_000_000  # what the sitemap protocol allows uncompressed, and no page or feed needs


def gunzip(body: bytes, limit: int = MAX_BYTES) -> bytes:
    """What gzip members unpack to; what is not gzip comes back as it is.

    Raises TooLarge over ``limit`` bytes, InputError where the data is damaged or ends too early.
    """
    if not body.startswith(GZIP_MAGIC):
        return body
    unpack = Zlib()
    try:
        found = unpacked(unpack, body, limit)
    except ValueError as e:
        raise InputError("", f"damaged gzip: {e}") from e
    if len(found) > limit:
        raise TooLarge("", f"unpacks to more than {limit} bytes")
    if not unpack.whole:
        raise InputError("", "gzip that ends too early")
    return found
