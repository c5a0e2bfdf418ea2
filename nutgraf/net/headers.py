"""What headers say (RFC 9110), however they are written."""

import re

LONGEST = 8_000  # characters; nobody honest writes more, and what is read of them costs by their length

_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?\s*+([\w:.+-]+)", re.IGNORECASE)


def read_content_type(value: str) -> tuple[str, str | None]:
    """Media type without parameters in lower case, "" where it is none, and the charset as it is written."""
    if len(value) > LONGEST:
        return "", None
    kind, _, parameters = value.partition(";")
    charset = _CHARSET.search(parameters)
    return (kind.strip().lower() if kind.count("/") == 1 else ""), charset[1] if charset else None
