"""Package registries as PyPI and npm speak, over real https."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from marketplace.worker.fetch_child import fetch
from marketplace.worker.fetching.errors import SourceInvalid, SourceUnreachable
from marketplace.worker.fetching.order import Fetched
from tests.fakes.archives import make_tar
from tests.fakes.host import Host
from tests.marketplace.worker.conftest import MakeOrder
from tests.marketplace.worker.fetching.test_archives import quiet

SDIST = make_tar(
    {"my_app-1.0/setup.py": b"raise SystemExit('never run')", "my_app-1.0/a.py": b"1"}, packing="gz"
)
TARBALL = make_tar({"package/package.json": b"{}", "package/src/a.ts": b"1"}, packing="gz")


def publish_pypi(host: Host, *names: str, **values: Any) -> None:
    files = []
    for name in names:
        host.serve(f"/files/{name}", SDIST)
        digest = hashlib.sha256(SDIST).hexdigest()
        files.append({"filename": name, "url": f"/files/{name}", "hashes": {"sha256": digest}} | values)
    page = json.dumps({"meta": {"api-version": "1.1"}, "name": "my-app", "files": files}).encode()
    host.serve("/simple/my-app/", page, kind="application/vnd.pypi.simple.v1+json")


def from_pypi(host: Host, make_order: MakeOrder, name: str = "My.App", version: str = "") -> Fetched:
    order = make_order("pypi", name, version=version, registry=host.url("/simple/"), private_hosts=())
    return fetch(order, quiet)


def publish_npm(host: Host, name: str, version: str = "2.0.0", **dist: Any) -> None:
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(TARBALL).digest()).decode()
    host.serve("/files/app.tgz", TARBALL)
    manifest = {
        "version": version,
        "dist": {"tarball": host.url("/files/app.tgz"), "integrity": integrity} | dist,
    }
    for path in ("latest", version):
        host.serve(
            f"/{name.replace('/', '%2F')}/{path}", json.dumps(manifest).encode(), kind="application/json"
        )


def from_npm(host: Host, make_order: MakeOrder, name: str, version: str = "") -> Fetched:
    order = make_order("npm", name, version=version, registry=host.url("/"), private_hosts=())
    return fetch(order, quiet)


def test_the_newest_final_source_distribution_is_taken(host: Host, make_order: MakeOrder) -> None:
    publish_pypi(
        host,
        "my_app-1.9.tar.gz",
        "my-app-1.10.tar.gz",
        "My.App-2.0rc1.tar.gz",
        "my_app-1.10-py3-none-any.whl",
        "my-app-extra-9.0.tar.gz",
    )
    fetched = from_pypi(host, make_order)
    assert (fetched.version, fetched.identity) == ("1.10", hashlib.sha256(SDIST).hexdigest())
    assert (fetched.folder / "a.py").exists()


def test_a_version_can_be_named(host: Host, make_order: MakeOrder) -> None:
    publish_pypi(host, "my_app-1.9.tar.gz", "my_app-1.10.tar.gz")
    assert from_pypi(host, make_order, version="1.9").version == "1.9"
    with pytest.raises(SourceInvalid) as caught:
        from_pypi(host, make_order, version="3")
    assert caught.value.word == "unknown-version"


def test_yanked_releases_do_not_count(host: Host, make_order: MakeOrder) -> None:
    publish_pypi(host, "my_app-1.9.tar.gz", yanked="broken")
    with pytest.raises(SourceInvalid):
        from_pypi(host, make_order)
    assert from_pypi(host, make_order, version="1.9").version == "1.9"


def test_a_package_without_source_is_not_assessable(host: Host, make_order: MakeOrder) -> None:
    publish_pypi(host, "my_app-1.0-py3-none-any.whl")
    with pytest.raises(SourceInvalid, match="keinen Quelltext") as caught:
        from_pypi(host, make_order)
    assert caught.value.word == "no-source"


def test_unknown_packages_are_named(host: Host, make_order: MakeOrder) -> None:
    with pytest.raises(SourceInvalid, match=r"Das Paket „xyz“ gibt es auf PyPI nicht\."):
        from_pypi(host, make_order, "xyz")
    with pytest.raises(SourceInvalid, match=r"Das Paket „@a/xyz“ gibt es auf npm nicht\."):
        from_npm(host, make_order, "@a/xyz")


def test_a_wrong_digest_is_refused(host: Host, make_order: MakeOrder) -> None:
    publish_pypi(host, "my_app-1.0.tar.gz", hashes={"sha256": "0" * 64})
    publish_npm(host, "app", integrity="sha512-" + base64.b64encode(bytes(64)).decode())
    with pytest.raises(SourceInvalid) as caught:
        from_pypi(host, make_order)
    assert caught.value.word == "wrong-digest"
    with pytest.raises(SourceInvalid) as caught:
        from_npm(host, make_order, "app")
    assert caught.value.word == "wrong-digest"


def test_without_a_digest_nothing_is_used(host: Host, make_order: MakeOrder) -> None:
    publish_pypi(host, "my_app-1.0.tar.gz", hashes={"md5": "x"})
    publish_npm(host, "app", integrity="sha1-xxx", shasum="xxx")
    with pytest.raises(SourceInvalid) as caught:
        from_pypi(host, make_order)
    assert caught.value.word == "no-digest"
    with pytest.raises(SourceInvalid) as caught:
        from_npm(host, make_order, "app")
    assert caught.value.word == "no-digest"
    assert not [path for path in host.asked if path.startswith("/files/")]


@pytest.mark.parametrize("name", ["app", "@scope/app"])
def test_an_npm_package_is_fetched_as_published(host: Host, make_order: MakeOrder, name: str) -> None:
    publish_npm(host, name)
    fetched = from_npm(host, make_order, name)
    assert (fetched.version, fetched.identity) == ("2.0.0", hashlib.sha256(TARBALL).hexdigest())
    assert (fetched.folder / "src/a.ts").exists()


def test_an_unknown_npm_version_is_named(host: Host, make_order: MakeOrder) -> None:
    publish_npm(host, "app")
    with pytest.raises(SourceInvalid) as caught:
        from_npm(host, make_order, "app", "9.9.9")
    assert caught.value.word == "unknown-version"


def test_without_a_registry_the_setting_is_named(make_order: MakeOrder) -> None:
    for kind, setting in (("npm", "MARKTPLATZ_NPM_REGISTRY"), ("pypi", "MARKTPLATZ_PYPI_INDEX")):
        with pytest.raises(SourceInvalid, match=setting):
            fetch(make_order(kind, "app"), quiet)


@pytest.mark.parametrize(
    "address",
    [
        "http://anna:geheim@mirror.example/simple",
        "https://anna:geheim@mirror.example/simple",
        "anna:geheim@x",
    ],
)
def test_a_password_in_the_registrys_address_is_not_shown(make_order: MakeOrder, address: str) -> None:
    with pytest.raises(SourceInvalid) as refused:
        fetch(make_order("pypi", "ckan", registry=address), quiet)
    assert refused.value.word == "odd-registry"
    assert "geheim" not in refused.value.de + refused.value.en


def test_a_login_page_instead_of_json_is_refused(host: Host, make_order: MakeOrder) -> None:
    host.serve("/simple/my-app/", b"<html>Anmelden</html>", kind="text/html")
    with pytest.raises(SourceInvalid) as caught:
        from_pypi(host, make_order)
    assert caught.value.word == "odd-answer"


def test_a_registry_in_trouble_is_unreachable(host: Host, make_order: MakeOrder) -> None:
    host.serve("/simple/my-app/", b"", status=503)
    with pytest.raises(SourceUnreachable):
        from_pypi(host, make_order)
