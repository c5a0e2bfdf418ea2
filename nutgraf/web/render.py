"""Templates: every value is escaped, and a name a template does not know is an error."""

from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import nutgraf
from nutgraf.web.shown import counted

_HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def _asset(name: str) -> str:
    """A static file's address, with a digest of its bytes so that it may be kept for ever."""
    return f"/static/{name}?{blake2b((_HERE / 'static' / name).read_bytes(), digest_size=6).hexdigest()}"


TEMPLATES.globals.update(
    version=nutgraf.__version__,
    stylesheet=_asset("nutgraf.css"),
    logo=_asset("nutgraf.svg"),
    query="",
    here="",
    counted=counted,
)


def render(template: str, **values: object) -> str:
    """A page as HTML."""
    return TEMPLATES.get_template(template).render(**values)
