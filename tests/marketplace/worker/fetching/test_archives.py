"""Archives from strangers: what is unpacked, and what is refused with which words."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from marketplace.worker.fetch_child import fetch
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.order import Limits
from tests.fakes.archives import make_tar, make_zip, member, tar_of
from tests.fakes.host import Host
from tests.marketplace.worker.conftest import MakeOrder

FILES = {
    "app-1.0/src/main.py": b"print('Hallo')\n",
    "app-1.0/README.md": "# Bürger".encode(),
    "app-1.0/leer": b"",
}


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def unpack(make_order: MakeOrder, tmp_path: Path, content: bytes, **limits: int) -> dict[str, bytes]:
    """Unpack an archive and return what was written: path below the root → content."""
    archive = tmp_path / "given"
    archive.write_bytes(content)
    fetched = fetch(make_order("upload", str(archive), limits=Limits(**limits)), quiet)
    assert fetched.identity == hashlib.sha256(content).hexdigest()
    files = (path for path in fetched.folder.rglob("*") if not path.is_dir())
    return {str(path.relative_to(fetched.folder)): path.read_bytes() for path in files}


def refused(make_order: MakeOrder, tmp_path: Path, content: bytes, **limits: int) -> SourceInvalid:
    with pytest.raises(SourceInvalid) as caught:
        unpack(make_order, tmp_path, content, **limits)
    assert caught.value.de
    assert caught.value.en
    return caught.value


ARCHIVES = {
    "zip": make_zip(FILES),
    "zip stored": make_zip(FILES, packing=zipfile.ZIP_STORED),
    "tar": make_tar(FILES),
    "tar ustar": make_tar(FILES, shape=tarfile.USTAR_FORMAT),
    "tar gnu": make_tar(FILES, shape=tarfile.GNU_FORMAT),
    "tar.gz": make_tar(FILES, packing="gz"),
    "tar.bz2": make_tar(FILES, packing="bz2"),
    "tar.xz": make_tar(FILES, packing="xz"),
}


@pytest.mark.parametrize("content", ARCHIVES.values(), ids=ARCHIVES.keys())
def test_every_format_is_unpacked_and_a_single_top_folder_unwrapped(
    make_order: MakeOrder, tmp_path: Path, content: bytes
) -> None:
    assert unpack(make_order, tmp_path, content) == {
        "src/main.py": b"print('Hallo')\n",
        "README.md": "# Bürger".encode(),
        "leer": b"",
    }


def test_several_entries_at_the_top_are_kept_as_they_are(make_order: MakeOrder, tmp_path: Path) -> None:
    assert set(unpack(make_order, tmp_path, make_zip({"a.py": b"1", "b/c.py": b"2"}))) == {"a.py", "b/c.py"}


@pytest.mark.parametrize("shape", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_names_are_read(make_order: MakeOrder, tmp_path: Path, shape: int) -> None:
    name = "/".join(["ordner" * 8] * 6) + "/datei.py"
    assert set(unpack(make_order, tmp_path, make_tar({name: b"x", "b": b"y"}, shape=shape))) == {name, "b"}


def test_odd_bytes_in_names_survive(make_order: MakeOrder, tmp_path: Path) -> None:
    content = make_tar({os.fsdecode(b"stra\xdfe.py"): b"x", "b": b"y"}, shape=tarfile.GNU_FORMAT)
    assert os.fsdecode(b"stra\xdfe.py") in unpack(make_order, tmp_path, content)


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/evil", "a\\..\\evil", "C:/evil"])
@pytest.mark.parametrize("pack", [make_zip, make_tar])
def test_paths_that_lead_out_are_refused(
    make_order: MakeOrder, tmp_path: Path, name: str, pack: object
) -> None:
    content = pack({"ok": b"1", name: b"2"})  # type: ignore[operator]
    problem = refused(make_order, tmp_path, content)
    assert problem.word == "unsafe-archive"
    assert "evil" in problem.de
    assert not list(tmp_path.rglob("evil"))


def test_links_and_devices_are_never_created_but_named(make_order: MakeOrder, tmp_path: Path) -> None:
    members = [
        (member("ok.py", size=1), b"1"),
        (member("link", kind=tarfile.SYMTYPE, link="/etc/passwd"), b""),
        (member("hard", kind=tarfile.LNKTYPE, link="/etc/passwd"), b""),
        (member("pipe", kind=tarfile.FIFOTYPE), b""),
        (member("device", kind=tarfile.CHRTYPE), b""),
    ]
    archive = tmp_path / "given"
    archive.write_bytes(tar_of(members))
    fetched = fetch(make_order("upload", str(archive)), quiet)
    assert [path.name for path in fetched.folder.iterdir()] == ["ok.py"]
    assert fetched.left_out == ["link", "hard", "pipe", "device"]


def test_writing_through_a_link_is_not_possible(make_order: MakeOrder, tmp_path: Path) -> None:
    target = tmp_path / "outside"
    target.mkdir()
    members = [
        (member("way", kind=tarfile.SYMTYPE, link=str(target)), b""),
        (member("way/evil", size=1), b"1"),
    ]
    unpack(make_order, tmp_path, tar_of(members))
    assert not list(target.iterdir())


def test_a_link_in_a_zip_is_not_created(make_order: MakeOrder, tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("ok", "1")
    assert set(unpack(make_order, tmp_path, memory.getvalue())) == {"ok"}


def test_git_settings_in_an_archive_are_dropped(make_order: MakeOrder, tmp_path: Path) -> None:
    content = make_zip({"a.py": b"1", ".git/config": b"[core]", "sub/.GIT/hooks/x": b"evil"})
    assert set(unpack(make_order, tmp_path, content)) == {"a.py"}


def test_bombs_are_stopped_by_their_ratio(make_order: MakeOrder, tmp_path: Path) -> None:
    content = make_zip({"zeros": bytes(3_000_000)})
    problem = refused(make_order, tmp_path, content, ratio_from_megabytes=1)
    assert problem.word == "archive-bomb"


def test_a_member_may_lie_about_its_size(make_order: MakeOrder, tmp_path: Path) -> None:
    content = bytearray(make_zip({"zeros": bytes(3_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", content, content.index(mark) + offset, 10)
    assert refused(make_order, tmp_path, bytes(content)).word == "damaged-archive"


def test_the_unpacked_size_is_limited(make_order: MakeOrder, tmp_path: Path) -> None:
    content = make_tar({"big": os.urandom(1_000_001)})
    assert refused(make_order, tmp_path, content, unpacked_megabytes=1).word == "too-large"
    assert unpack(make_order, tmp_path, make_tar({"big": os.urandom(1_000_000)}), unpacked_megabytes=1)


@pytest.mark.parametrize("pack", [make_zip, make_tar])
def test_the_number_of_members_is_limited(make_order: MakeOrder, tmp_path: Path, pack: object) -> None:
    fitting = pack({f"{number}": b"" for number in range(30)})  # type: ignore[operator]
    assert len(unpack(make_order, tmp_path, fitting, files=30)) == 30
    problem = refused(make_order, tmp_path, fitting, files=29)
    assert problem.word == "too-many-files"
    assert "29" in problem.de


def test_the_limit_of_files_is_named_as_each_language_writes_numbers(
    make_order: MakeOrder, tmp_path: Path
) -> None:
    content = make_tar({f"{number}": b"" for number in range(1001)}, shape=tarfile.USTAR_FORMAT)
    problem = refused(make_order, tmp_path, content, files=1000)
    assert "1.000" in problem.de
    assert "1,000" in problem.en


def test_deep_and_long_paths_are_refused(make_order: MakeOrder, tmp_path: Path) -> None:
    deep = make_zip({"/".join(["a"] * 101): b"1"})
    long = make_zip({"/".join(["a" * 200] * 6): b"1"})
    assert refused(make_order, tmp_path, deep).word == "path-too-long"
    assert refused(make_order, tmp_path, long).word == "path-too-long"


@pytest.mark.parametrize("name", ["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_truncated_archives_are_damaged(make_order: MakeOrder, tmp_path: Path, name: str) -> None:
    content = ARCHIVES[name]
    cut = content[: len(content) * 2 // 3] if name != "tar" else content[: 512 * 3 + 100]
    assert refused(make_order, tmp_path, cut).word == "damaged-archive"


def test_flipped_bits_are_noticed(make_order: MakeOrder, tmp_path: Path) -> None:
    content = bytearray(ARCHIVES["zip stored"])
    at = content.index(b"Hallo")
    content[at] ^= 1
    assert refused(make_order, tmp_path, bytes(content)).word == "damaged-archive"
    header = bytearray(ARCHIVES["tar ustar"])
    header[0] ^= 1
    assert refused(make_order, tmp_path, bytes(header)).word == "damaged-archive"


def test_an_empty_file_says_so(make_order: MakeOrder, tmp_path: Path) -> None:
    assert refused(make_order, tmp_path, b"").word == "empty-file"


@pytest.mark.parametrize("content", [b"MZ\x90\x00 program", b"<html>Anmelden</html>", b"%PDF-1.7", b"x"])
def test_other_files_are_no_archives_whatever_their_name(
    make_order: MakeOrder, tmp_path: Path, content: bytes
) -> None:
    assert refused(make_order, tmp_path, content).word == "no-archive"


# Named by hand: a packed file holds the second it was made in, and test processes start at different ones.
@pytest.mark.parametrize(
    "content",
    [make_zip({}), make_tar({}, packing="gz"), make_zip({"a/": b""})],
    ids=["empty zip", "empty tar.gz", "only a folder"],
)
def test_an_archive_without_files_says_so(make_order: MakeOrder, tmp_path: Path, content: bytes) -> None:
    assert refused(make_order, tmp_path, content).word == "empty-archive"


def test_a_packed_file_that_is_no_tar_is_damaged(make_order: MakeOrder, tmp_path: Path) -> None:
    for content in (gzip.compress(b"x" * 2000), bz2.compress(b"x" * 2000), lzma.compress(b"x" * 2000)):
        assert refused(make_order, tmp_path, content).word == "damaged-archive"


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_duplicate_names_are_refused(make_order: MakeOrder, tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("a.py", "good")
        archive.writestr("a.py", "evil")
    twice = tar_of([(member("a", size=1), b"1"), (member("./a", size=1), b"2")])
    for content in (memory.getvalue(), twice):
        problem = refused(make_order, tmp_path, content)
        assert problem.word == "damaged-archive"
        assert "doppelt" in problem.de


def test_file_and_folder_of_the_same_name_are_refused(make_order: MakeOrder, tmp_path: Path) -> None:
    assert refused(make_order, tmp_path, make_tar({"a": b"1", "a/b": b"2"})).word == "damaged-archive"


def test_data_that_only_some_readers_see_is_refused(make_order: MakeOrder, tmp_path: Path) -> None:
    archive = ARCHIVES["zip"]
    second = make_zip({"other": b"evil"})
    for content in (archive + b"more", archive + second, ARCHIVES["tar"] + b"x" * 512):
        assert refused(make_order, tmp_path, content).word == "damaged-archive"


def test_a_hidden_member_between_two_others_is_refused(make_order: MakeOrder, tmp_path: Path) -> None:
    archive = make_zip({"a": b"1"}, packing=zipfile.ZIP_STORED)
    start = archive.index(b"PK\x01\x02")
    hidden = archive[:start]
    body = bytearray(hidden + archive)
    end = body.rindex(b"PK\x05\x06")
    struct.pack_into("<L", body, end + 16, start * 2)
    struct.pack_into("<L", body, body.rindex(b"PK\x01\x02") + 42, start)
    assert refused(make_order, tmp_path, bytes(body)).word == "damaged-archive"


def test_negative_and_huge_sizes_end_at_once(make_order: MakeOrder, tmp_path: Path) -> None:
    for size in (b"\xff" * 12, b"\x80" + b"\xff" * 11):
        header = bytearray(make_tar({"a": b"1"}, shape=tarfile.USTAR_FORMAT))
        header[124:136] = size
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header[:512])
        assert refused(make_order, tmp_path, bytes(header)).word == "damaged-archive"


def test_an_encrypted_zip_says_so(make_order: MakeOrder, tmp_path: Path) -> None:
    content = bytearray(make_zip({"a": b"1"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert refused(make_order, tmp_path, bytes(content)).word == "encrypted-archive"


def test_an_archive_is_downloaded_and_unpacked(host: Host, make_order: MakeOrder) -> None:
    url = host.serve("/app-1.0.tar.gz", ARCHIVES["tar.gz"])
    seen: list[tuple[int, int]] = []
    fetched = fetch(make_order("archive", url), lambda done, total: seen.append((done, total)))
    assert (fetched.folder / "src/main.py").read_text() == "print('Hallo')\n"
    assert fetched.identity == hashlib.sha256(ARCHIVES["tar.gz"]).hexdigest()
    assert (len(ARCHIVES["tar.gz"]), len(ARCHIVES["tar.gz"])) in seen


def test_a_download_that_is_too_large_stops(host: Host, make_order: MakeOrder) -> None:
    url = host.serve("/big.zip", bytes(1_000_001))
    with pytest.raises(SourceInvalid, match="größer als 1 MB"):
        fetch(make_order("archive", url, limits=Limits(archive_megabytes=1)), quiet)
