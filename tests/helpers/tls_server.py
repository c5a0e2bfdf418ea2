"""A web server over TLS on loopback, in HTTP/2, under a name and a certificate of its own."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import h2.config
import h2.connection
import h2.errors
import h2.events
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

CHUNK = 16_000

Page = tuple[dict[str, str], bytes]


@dataclass
class SecureServer:
    """Where the server is, its pages by path, what it was asked, under which names, and over how many connections."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    connections: int = 0


def certificate(folder: Path, *names: str) -> tuple[Path, Path]:
    """A certificate for these names, signed by itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    others = [x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name) for name in names]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .sign(key, SHA256())
    )
    chain, secret = folder / "certificate.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, secret


@asynccontextmanager
async def serving_securely(files: tuple[Path, Path], pages: Mapping[str, Page]) -> AsyncIterator[SecureServer]:
    """A running server with that certificate and key."""
    server = SecureServer(pages=dict(pages))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    context.set_alpn_protocols(["h2"])
    context.sni_callback = lambda _, name, __: server.names.append(name)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        with suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
            await _Connection(server, writer).serve(reader)
        writer.transport.abort()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Connection:
    def __init__(self, server: SecureServer, writer: asyncio.StreamWriter) -> None:
        self._server = server
        self._writer = writer
        self._state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self._left: dict[int, memoryview] = {}  # of bodies, by stream

    async def serve(self, reader: asyncio.StreamReader) -> None:
        """Answers requests until the client is gone, each body as far as the client's windows let it."""
        self._state.initiate_connection()
        await self._flush()
        while data := await reader.read(1 << 16):
            for event in self._state.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self._begin(event)
                elif isinstance(event, h2.events.StreamReset):
                    self._left.pop(event.stream_id or 0, None)
            await self._go_on()

    def _begin(self, event: h2.events.RequestReceived) -> None:
        path = dict(event.headers or [])[b":path"].decode()
        stream = event.stream_id or 0
        self._server.asked.append(path)
        headers, body = self._server.pages.get(path, ({":status": "404"}, b""))
        self._state.send_headers(stream, list({":status": "200", **headers}.items()), end_stream=not body)
        if body:
            self._left[stream] = memoryview(body)

    async def _go_on(self) -> None:
        for stream in list(self._left):
            while (left := self._left.get(stream)) and (size := self._state.local_flow_control_window(stream)):
                part = left[: min(size, CHUNK)]
                self._left[stream] = left[len(part) :]
                self._state.send_data(stream, bytes(part), end_stream=len(part) == len(left))
                await self._flush()
            if not self._left[stream]:
                del self._left[stream]
        await self._flush()

    async def _flush(self) -> None:
        self._writer.write(self._state.data_to_send())
        await self._writer.drain()
