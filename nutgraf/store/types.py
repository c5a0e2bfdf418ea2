"""Column types: what goes into a column is a record, what comes out is the same record."""

import zlib
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import DateTime, Dialect, LargeBinary, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

T = TypeVar("T")


class Plain(TypeDecorator[str]):
    """Text that sorts by code point in every database.

    NUL, which PostgreSQL takes in no text, and lone surrogates, which are no UTF-8, become replacement characters.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Byte order in PostgreSQL too, whatever the database's locale."""
        return Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text that any database takes."""
        del dialect
        if value is None:
            return None
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


class Utc(TypeDecorator[datetime]):
    """An aware time, to the microsecond; kept as UTC, so that text order is time order where there is no time type."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC. Raises ValueError when it names no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} names no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Json(TypeDecorator[T]):
    """A record as JSON text, readable with any tool."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - a type or a union of types
        super().__init__()
        self.kind = kind
        self._decode = msgspec.json.Decoder(kind).decode

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """The record as JSON."""
        del dialect
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """The record again."""
        del dialect
        return None if value is None else self._decode(value)


class Packed(TypeDecorator[T]):
    """A record as MessagePack, for those with bytes in them."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - a type or one with parameters
        super().__init__()
        self.kind = kind
        self._decode = msgspec.msgpack.Decoder(kind).decode

    def process_bind_param(self, value: T | None, dialect: Dialect) -> bytes | None:
        """The record as MessagePack."""
        del dialect
        return None if value is None else msgspec.msgpack.encode(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> T | None:
        """The record again."""
        del dialect
        return None if value is None else self._decode(value)


class Zipped(TypeDecorator[bytes]):
    """Bytes, compressed with zlib."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """The bytes compressed."""
        del dialect
        return None if value is None else zlib.compress(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """The bytes again."""
        del dialect
        return None if value is None else zlib.decompress(value)
