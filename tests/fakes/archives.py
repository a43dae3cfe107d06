"""Archives built in memory, good and bad."""

from __future__ import annotations

import io
import tarfile
import zipfile


def make_zip(files: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


def make_tar(files: dict[str, bytes], *, packing: str = "", shape: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive; packing is "", gz, bz2 or xz."""
    members = [(member(name, size=len(content)), content) for name, content in files.items()]
    return tar_of(members, packing=packing, shape=shape)


def tar_of(
    members: list[tuple[tarfile.TarInfo, bytes]], *, packing: str = "", shape: int = tarfile.PAX_FORMAT
) -> bytes:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode=f"w:{packing}", format=shape) as archive:  # type: ignore[call-overload]
        for info, content in members:
            archive.addfile(info, io.BytesIO(content) if content else None)
    return memory.getvalue()


def member(name: str, *, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, link
    return info
