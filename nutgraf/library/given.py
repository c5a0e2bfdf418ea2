"""What programs hand in, which no type checker may have seen."""


def bytes_of(content: object) -> bytes | None:
    """The bytes of a page or feed, those of a str in UTF-8; None where it is neither."""
    match content:
        case str():
            return content.encode("utf-8", "surrogatepass")  # half a pair is mended where the bytes are read
        case bytes() | bytearray() | memoryview():
            return bytes(content)
        case _:
            return None


def kind_of(value: object) -> str:
    """What a value is, to say that it is the wrong thing."""
    return "None" if value is None else type(value).__name__
