"""Abstract pictures from a seed: bands and discs of colour, the same bytes for the same seed."""

import struct
import zlib
from colorsys import hls_to_rgb
from functools import cache
from hashlib import sha256


@cache
def png(seed: str, width: int, height: int) -> bytes:
    """An RGB PNG of bands and one disc (PNG specification, 3rd edition)."""
    chance = sha256(seed.encode()).digest()
    hue = chance[0] / 256
    bands = [_colour(hue + (chance[n] % 32) / 256, 0.85 - 0.09 * n) for n in range(1, 7)]
    disc, radius = _colour(hue + 0.5, 0.75), height // 4
    across, down = width * (40 + chance[25] % 176) // 256, height * (64 + chance[26] % 128) // 256
    rows = bytearray()
    for y in range(height):
        row = bytearray(bands[y * len(bands) // height] * width)
        half = int(max(0, radius**2 - (y - down) ** 2) ** 0.5)
        left, right = max(0, across - half), min(width, across + half)
        row[3 * left : 3 * right] = disc * (right - left)
        rows += b"\0" + row
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def logo(initial: str, colour: str) -> bytes:
    """An outlet's mark: its initial on a square, as SVG."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">'
        f'<rect width="96" height="96" rx="14" fill="{colour}"/><text x="48" y="66" font-family="Georgia, serif" '
        f'font-size="54" text-anchor="middle" fill="#fff">{initial}</text></svg>'
    ).encode()


def _colour(hue: float, lightness: float) -> bytes:
    return bytes(round(255 * part) for part in hls_to_rgb(hue % 1, lightness, 0.35))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
