"""Publishing commands: publish, serve, unseal."""

from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from nutgraf.cli.console import load_settings, out, progress, settings_option, store_option
from nutgraf.cli.stored import opened
from nutgraf.errors import InputError
from nutgraf.publish.seal import unseal as unseal_record
from nutgraf.publish.site import publish as publish_site
from nutgraf.web.app import make_app
from nutgraf.web.serve import serve as serve_desk


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@store_option
@settings_option
def publish(*, directory: Path, store_url: str | None, settings_path: Path | None) -> None:
    """Write records, JSON pages and feeds for a site.

    What no editor or rule has released is written as `published: false` and stands in no page or feed.

    \b
    nutgraf publish site/
    """
    settings = load_settings(settings_path, store_url)
    with opened(settings) as store, progress("publish"):
        done = publish_site(store, directory, settings.publishing, datetime.now(UTC))
    out.print(
        f"{directory}: {done.records} records, {done.released} released, "
        f"{done.written} files written, {done.removed} removed"
    )


@click.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 unless the settings name another.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 8080 unless the settings name another.")
@store_option
@settings_option
def serve(*, host: str | None, port: int | None, store_url: str | None, settings_path: Path | None) -> None:
    """The desk and the API in the browser; Ctrl-C ends it.

    \b
    nutgraf serve
    nutgraf serve --port 9000
    """
    settings = load_settings(settings_path, store_url)
    serving = settings.serving
    serving = msgspec.structs.replace(serving, host=host or serving.host, port=serving.port if port is None else port)
    settings = msgspec.structs.replace(settings, serving=serving)
    with opened(settings) as store:
        app = make_app(store, settings, lambda: datetime.now(UTC))
        serve_desk(app, serving, lambda address: out.print(f"the desk: {address} (Ctrl-C ends it)"))


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--key",
    required=True,
    envvar="NUTGRAF_KEY",
    help="The key it was sealed with, in hex or base64; safer from others in NUTGRAF_KEY.",
)
def unseal(*, file: Path, key: str) -> None:
    """The sealed fields of a published record, as JSON.

    \b
    nutgraf unseal site/_news/2026-03-02-harbour-strike.md --key "$KEY"
    """
    try:
        text = file.read_text("utf-8")
    except OSError as e:
        raise InputError(str(file), f"cannot be read: {e.strerror}") from e
    except UnicodeDecodeError as e:
        raise InputError(str(file), "is no published record: it is not UTF-8") from e
    click.echo(unseal_record(text, key))
