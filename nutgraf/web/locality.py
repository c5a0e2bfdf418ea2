"""Whether a request was made on this machine, and so by whoever sits at it.

A proxy on the same machine calls from loopback, too. It gives itself away by what it adds, or by what it leaves of the
name that was asked; a request of which anything says that it came from elsewhere is not local.
"""

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection
    from litestar.datastructures import Headers

    from nutgraf.config import Serving

# Header fields by which proxies, load balancers and delivery networks tell of themselves or of whom they call for:
# RFC 7239 (Forwarded), RFC 9110, 7.6.3 (Via), RFC 8586 (CDN-Loop), and those that their makers document.
_PROXIES = frozenset(
    "forwarded via cdn-loop client-ip true-client-ip fastly-client-ip fly-client-ip remote-addr x-client-ip "
    "x-cluster-client-ip x-real-ip x-real-port x-real-host x-remote-addr x-remote-ip x-remote-user remote-user "
    "x-scheme x-url-scheme x-host x-server-name x-originating-ip x-proxy-user x-proxyuser-ip x-azure-clientip "
    "x-azure-socketip x-arr-log-id x-arr-ssl x-cloud-trace-context x-coming-from x-varnish front-end-https".split()
)
_PROXIES_BEGIN = (
    *("forwarded-", "x-forwarded", "x-forward-", "x-original-", "x-envoy-", "x-amzn-", "x-amz-cf-", "x-appengine-"),
    *("cf-", "cloudfront-", "fastly-", "fly-", "akamai-", "x-akamai-", "tailscale-", "ngrok-", "x-traefik-"),
)


def takes_edits(where: "Serving", connection: "ASGIConnection[Any, Any, Any, Any]") -> bool:
    """Whether stories can be edited by a request: by any, by none, or by one that was made on this machine."""
    if where.edits == "local":
        return _is_loopback(where.host) and is_local(connection.headers, connection.scope.get("http_version", "1.1"))
    return where.edits == "all"


def is_local(headers: "Headers", version: str) -> bool:
    """Whether nothing says of a request to an address of loopback that it is from elsewhere; ``version`` is HTTP's."""
    if version == "1.0":
        return False  # no browser speaks it any more; proxies do, to what is behind them
    names = [name.lower() for name in headers]
    if any(name in _PROXIES or name.startswith(_PROXIES_BEGIN) for name in names):
        return False
    host = headers.get("host", "").casefold()
    # The desk speaks no TLS: a page that was got by https came through what does.
    return _names_this_machine(host) and headers.get("origin", f"http://{host}").casefold() == f"http://{host}"


def authority(origin: str) -> str | None:
    """The host and port of an Origin header (RFC 6454, 7), in lower case; None where it is no address."""
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return None


def _names_this_machine(host: str) -> bool:
    """Whether a Host header names loopback: another name was rebound to it, or is that of a site behind a proxy."""
    name = re.sub(r":\d*\Z", "", host)
    return name.endswith(".localhost") or _is_loopback(name.removeprefix("[").removesuffix("]"))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"
