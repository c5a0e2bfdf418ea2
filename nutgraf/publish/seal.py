"""Sealed fields: what is not meant for the public, readable with a key alone.

AES-SIV (RFC 5297) needs no nonce: the same fields under the same key give the same bytes, and any change to them,
or another key, is noticed.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from nutgraf.core.files.frontmatter import matter_of
from nutgraf.core.formats.yaml_text import read_yaml
from nutgraf.errors import InputError, SealError, SettingsError

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

KEY_SIZES = (32, 48, 64)  # bytes: two keys of AES-128, 192 or 256
_SIV_SIZE = 16
_SECURED = re.compile(r"[A-Za-z0-9+/]+={0,2};[A-Za-z0-9+/]{22}==")


def read_key(text: str) -> bytes:
    """A key of 32, 48 or 64 bytes from its hex or base64. Raises SettingsError, which never shows the key."""
    text = text.strip()
    if re.fullmatch(r"[0-9a-fA-F]+", text) and len(text) // 2 in KEY_SIZES and len(text) % 2 == 0:
        return bytes.fromhex(text)
    try:
        key = b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
    except ValueError:
        key = b""
    if len(key) not in KEY_SIZES:
        raise SettingsError("the key", "give 32, 48 or 64 random bytes in hex or base64 (openssl rand -hex 64)")
    return key


def seal(fields: Json, key: bytes) -> str:
    """The fields, encrypted, in base64, then ``;`` and the base64 of their synthetic IV."""
    sealed = AESSIV(key).encrypt(canonical_json(fields).encode(), None)
    return ";".join(b64encode(part).decode("ascii") for part in (sealed[_SIV_SIZE:], sealed[:_SIV_SIZE]))


def unseal(text: str, key: str) -> str:
    """The sealed fields, as canonical JSON, of a published record or of its ``secured`` value alone.

    Raises SealError where there are none, or where the key is another or a byte was changed; SettingsError where the
    key is none.
    """
    secret = read_key(key)
    ciphertext, _, siv = _secured(text).partition(";")
    try:
        return AESSIV(secret).decrypt(b64decode(siv) + b64decode(ciphertext), None).decode()
    except (InvalidTag, ValueError) as e:
        raise SealError("", "the sealed fields do not open: another key, or they were altered") from e


def _secured(text: str) -> str:
    value: object = text.strip()
    if not _SECURED.fullmatch(str(value)):
        try:
            fields = read_yaml(matter_of(text)[0])
        except InputError as e:
            raise SealError("", f"neither a sealed field nor a published record: {e.reason}") from e
        value = fields.get("secured") if isinstance(fields, dict) else None
    if not isinstance(value, str) or not _SECURED.fullmatch(value):
        raise SealError("", "the record has no sealed fields")
    return value


def canonical_json(value: Json) -> str:
    """JSON in the one form of RFC 8785: keys in order of their UTF-16 units, no spaces, numbers as ECMAScript's.

    Unpaired surrogates, which that form cannot hold, become U+FFFD.
    """
    if isinstance(value, Mapping):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{canonical_json(name)}:{canonical_json(item)}" for name, item in members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        value = re.sub("[\ud800-\udfff]", "\ufffd", value)
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """ECMA-262, Number::toString: the shortest digits, an exponent only below 1e-6 and from 1e21."""
    if not isfinite(value):
        return "null"
    if value == 0:
        return "0"
    if 1e-6 <= abs(value) < 1e21:  # noqa: PLR2004
        return f"{Decimal(repr(value)).normalize():f}"
    digits, _, power = repr(value).partition("e")
    return f"{digits}e{int(power):+d}"
