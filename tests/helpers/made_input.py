"""Pages, feeds, archives and rows to be spoilt, a server of them, and what a command says that refuses them."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from command_line import complaint, nutgraf

SENTENCES = [
    "The lock at Orle closes on Monday, and nobody in the town seems to know for how long it will be.",
    "Its keeper, who has lived beside the river all her life, said that the gates are older than the railway.",
    "Barges from the upper river must unload at the mill, where the quay was mended only two summers ago.",
    "The authority promised to publish a plan before the end of the week, as it had promised once before.",
]


def page(title: str = "Lock at Orle closes", *more: str, head: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in (*SENTENCES, *more))
    article = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{article}</body></html>"


def feed(*items: str, prologue: str = "") -> str:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0"?>{prologue}<rss version="2.0"><channel><title>Orle Post</title>{listed}</channel></rss>'
    )


def item(number: int = 0, title: str = "Lock at Orle closes", more: str = "") -> str:
    link = f"https://post.example/{number}"
    return f"<title>{title}</title><link>{link}</link><description>{' '.join(SENTENCES)} ({number})</description>{more}"


def warc(*blocks: bytes, content_type: str = "text/html", **headers: str) -> bytes:
    """A WARC file of these bodies, a gzip member each."""
    records = b""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    for number, body in enumerate(blocks):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{lines}\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2026-03-02T08:00:00Z\r\nWARC-Target-URI: https://post.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return records


def refused(*arguments: str, code: int = 65) -> str:
    """The one line of a command that can do nothing."""
    result = nutgraf(*arguments)
    assert result.exit_code == code
    return complaint(result)


@contextmanager
def site(**bodies: str | bytes) -> Iterator[str]:
    """A server of these bodies by name; ``{base}`` in them is its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path.strip("/"))
            self.send_response(404 if body is None else 200)
            text = body.replace("{base}", base) if isinstance(body, str) else body
            content = text.encode() if isinstance(text, str) else text or b""
            if content[:2] == b"\x1f\x8b":
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            with suppress(ConnectionError):  # the reader may have had enough
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    Path("nutgraf.toml").write_text("[fetching]\nhost_delay = 0\n")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def many() -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        number += 1
        text = " ".join(f"{word}{number}" for word in " ".join(SENTENCES).split())
        yield {"url": f"https://post.example/{number}", "title": f"Report number {number}", "text": text}
