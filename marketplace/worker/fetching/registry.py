"""What the package registries have in common."""

from __future__ import annotations

from pathlib import Path

from marketplace.lib.addresses import AddressRefused, HttpsAddress, is_public, parse_https
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.https import Client, proxy_for
from marketplace.worker.fetching.order import MEGABYTE, FetchOrder, Progress


def open_registry(order: FetchOrder) -> tuple[Client, HttpsAddress]:
    """A client that trusts the registry's host: it comes from the operator's or the machine's set-up.

    Raises:
        SourceInvalid: no registry is known, or it is none that is asked without credentials over https.
    """
    if not order.registry:
        name, setting = ("PyPI", "PYPI_INDEX") if order.kind == "pypi" else ("npm", "NPM_REGISTRY")
        raise SourceInvalid(
            "no-registry",
            f"Hier ist keine Paketablage für {name} bekannt: bitte MARKTPLATZ_{setting} setzen.",
            f"No {name} registry is known on this machine: please set MARKTPLATZ_{setting}.",
        )
    registry = _registry_address(order)
    client = Client(order.private_hosts)
    client.trust(registry)
    return client, registry


def _registry_address(order: FetchOrder) -> HttpsAddress:
    """The registry's address; a refusal does not quote it, for it may hold a password and is shown to all."""
    host = order.registry.split("/")[2] if order.registry.count("/") > 1 else ""
    try:
        return parse_https(order.registry, private_hosts=[*order.private_hosts, host])
    except AddressRefused:
        raise SourceInvalid(
            "odd-registry",
            "Die hier eingestellte Paketablage lässt sich nicht nutzen: "
            "Gebraucht wird eine https-Adresse ohne Zugangsdaten.",
            "The registry set up here cannot be used: it takes an https address without credentials.",
        ) from None


def download_release(
    client: Client, url: str, expected: dict[str, str], order: FetchOrder, progress: Progress
) -> Path:
    """Download a released archive and compare its digest with the one the registry names.

    Args:
        client: of `open_registry`.
        url: address of the archive.
        expected: name of the digest and its value in hexadecimal digits.
        order: gives folder and limits.
        progress: called with bytes done and in all.

    Raises:
        SourceInvalid: the registry names no digest, or another one.
    """
    [(algorithm, digest)] = expected.items()
    if not digest:
        raise SourceInvalid(
            "no-digest",
            f"Die Paketablage nennt für „{order.location}“ keine Prüfsumme; ohne sie wird nichts verwendet.",
            f"The registry names no digest for “{order.location}”; without one nothing is used.",
        )
    address = _release_address(client, url, order)
    path = order.folder / "archive"
    with path.open("xb") as file:
        most_bytes = order.limits.archive_megabytes * MEGABYTE
        digests = client.download(address, file, most_bytes=most_bytes, progress=progress)
    if digests[algorithm] != digest.lower():
        raise SourceInvalid(
            "wrong-digest",
            f"Das Archiv von „{order.location}“ hat eine andere Prüfsumme, als die Paketablage angibt.",
            f"The archive of “{order.location}” has another digest than the registry states.",
        )
    return path


def _release_address(client: Client, url: str, order: FetchOrder) -> HttpsAddress:
    """An in-house mirror may keep its files on a second in-house host; a public registry may not."""
    registry = _registry_address(order)
    in_house = not proxy_for(registry) and not is_public(client.ip_of(registry))
    if in_house and url.startswith("https://"):
        client.trust(parse_https(url, private_hosts=[url.split("/")[2]]))
    return client.checked(url)
