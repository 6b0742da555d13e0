"""A zip of photos and labels, as CVAT, LabelImg and Roboflow export it; names that numbers stand for."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.detection.label_files import reading
from core.media import bounded, zip_names
from core.media.errors import MediaError

MOST_FILES = 400
MOST_UNPACKED = 64 << 20  # bytes of all files together, whatever the archive says
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".gif")
NAMES = ("classes.txt", "obj.names", "data.yaml", "data.yml", "dataset.yaml", "_darknet.labels", "labels.txt")
ASIDE = re.compile(r"readme|obj\.data|license|labelmap|colormap|\.ya?ml$|\.names$|\.cache$", re.I)


@dataclass(frozen=True)
class Archive:
    """What is in a zip: photos by their names with ending, and what was read of the labels."""

    photos: dict[str, bytes]
    report: reading.Report


def is_zip(data: bytes) -> bool:
    """Return whether a file begins like a zip."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def read(data: bytes, classes: Sequence[str]) -> Archive:
    """Read a zip; `classes` are the names of YOLO's numbers where none are in it.

    At most 64 MB are unpacked. Raises: MediaError("labels_zip_damaged", "labels_zip_too_large",
    "labels_too_costly" or "labels_zip_empty"), and nothing else.
    """
    try:
        with bounded.opened(data, "labels_too_costly") as archive:
            files = _unpacked(archive)
    except bounded.ZIP_FAULTS:
        raise MediaError("labels_zip_damaged") from None
    told = next((classes_of(files[name]) for name in files if _base(name) in NAMES), ()) or tuple(classes)
    archive_ = Archive({}, reading.Report())
    for name, content in files.items():
        if _base(name) not in NAMES and not ASIDE.search(_base(name)):
            _take(name, content, told, archive_)
    if not archive_.photos and not archive_.report.photos:
        raise MediaError("labels_zip_empty")
    return archive_


def _base(name: str) -> str:
    return PurePosixPath(name).name.lower()


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    unpack = bounded.Unpack(archive, MOST_UNPACKED, "labels_zip_too_large", "labels_zip_damaged")
    files: dict[str, bytes] = {}
    for info in archive.infolist():
        name = zip_names.readable(info).replace("\\", "/")
        if info.is_dir() or _base(name).startswith(".") or "__MACOSX" in name:
            continue
        if len(files) >= MOST_FILES:
            raise MediaError("labels_zip_too_large", limit=MOST_UNPACKED >> 20)
        files[name] = unpack(info)
    return files


def _take(name: str, content: bytes, classes: Sequence[str], into: Archive) -> None:
    """Add a photo or what a label file tells; a list of the photos' names tells nothing."""
    shown = PurePosixPath(name).name
    if shown.lower().endswith(PICTURES):
        into.photos[shown] = content
        return
    if not shown.lower().endswith((".txt", ".json", ".xml")):
        into.report.skip(shown, "unknown_file")
        return
    if (
        shown.endswith(".txt")
        and all(
            line.strip().lower().endswith(PICTURES)
            for line in content.decode("utf-8", "replace").split("\n")
            if line.strip()
        )
        and content.strip()
    ):
        return
    try:
        found = reading.read(content, shown, classes)
    except MediaError:
        into.report.skip(shown, "unknown_file")
        return
    into.report.photos += found.photos
    for skipped in found.skipped:
        where = skipped.where if skipped.where.startswith(shown) else f"{shown} {skipped.where}"
        into.report.skip(where, skipped.why)
    into.report.more += found.more


def classes_of(data: bytes) -> tuple[str, ...]:
    """Return the names in a file of names; () where it is no text."""
    try:
        return class_names(reading.decoded(data))
    except MediaError:
        return ()


def class_names(text: str) -> tuple[str, ...]:
    """Return the names in classes.txt, obj.names or the `names` of a data.yaml, by their numbers."""
    lines = [line.rstrip() for line in text.splitlines()]
    at = next((i for i, line in enumerate(lines) if re.match(r"\s*names\s*:", line)), None)
    if at is None:
        return tuple(line.strip()[: reading.LONGEST_NAME] for line in lines if line.strip())
    inline = lines[at].partition(":")[2].strip()
    if inline[:1] in ("[", "{"):
        whole = inline + " ".join(lines[at + 1 :])
        inner = whole[1 : whole.find("]" if inline[0] == "[" else "}")]
        parts = [part.strip() for part in inner.split(",") if part.strip()]
    else:
        parts = []
        for line in lines[at + 1 :]:
            if line.strip() and not re.match(r"\s*(-|'?\d+'?\s*:)", line):
                break
            parts += [line.strip().lstrip("-").strip()] if line.strip() else []
    numbered = [re.fullmatch(r"['\"]?(\d{1,5})['\"]?\s*:\s*(.*)", part) for part in parts]
    if parts and all(numbered):
        found = {int(match[1]): match[2] for match in numbered}
        parts = [found.get(i, str(i)) for i in range(min(max(found) + 1, 10_000))]
    return tuple(part.strip("'\" ")[: reading.LONGEST_NAME] for part in parts)
