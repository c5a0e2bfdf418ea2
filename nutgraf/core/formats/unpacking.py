"""Gzip unpacked up to a limit, so that no small file can fill the memory."""

import zlib

from nutgraf.errors import InputError, TooLarge

GZIP_MAGIC = b"\x1f\x8b"
MAX_BYTES = 50_000_000  # what the sitemap protocol allows uncompressed, and no page or feed needs


def gunzip(body: bytes, limit: int = MAX_BYTES) -> bytes:
    """What gzip members unpack to; what is not gzip comes back as it is.

    Raises TooLarge over ``limit`` bytes, InputError where the data is damaged or ends too early.
    """
    if not body.startswith(GZIP_MAGIC):
        return body
    parts: list[bytes] = []
    size = 0
    while body.startswith(GZIP_MAGIC):
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            parts.append(member.decompress(body, limit - size + 1))
        except zlib.error as e:
            raise InputError("", f"damaged gzip: {e}") from e
        size += len(parts[-1])
        if size > limit:
            raise TooLarge("", f"unpacks to more than {limit} bytes")
        if not member.eof:
            raise InputError("", "gzip that ends too early")
        body = member.unused_data
    return b"".join(parts)
