"""Boxes that somebody drew with another program: YOLO's, COCO's and Pascal VOC's files, read and written.

As CVAT, LabelImg and Roboflow write them. What cannot be used is left out and told, never guessed.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import numpy as np

from core.media import bounded
from core.media.errors import MediaError

MOST_BYTES = 8 << 20  # of one label file; parsed, JSON takes 30 times as much
MOST_BOXES, MOST_SKIPS = 20_000, 200
LONGEST_NAME = 60
PIXELS = 2.0
"""a YOLO file with a number beyond this counts in pixels: shares are in 0..1, or a little outside"""
SKIPPED = (
    "line",
    "numbers",
    "crowd",
    "no_box",
    "no_class",
    "no_photo",
    "empty_box",
    "too_many",
    "unknown_file",
)


@dataclass(frozen=True)
class Skipped:
    """Something that was left out: where it stands, and why, one of SKIPPED."""

    where: str
    why: str


@dataclass(frozen=True)
class Labelled:
    """The boxes of one photo: xyxy (n, 4) float32 in shares of it, or in its pixels, and their names (n)."""

    photo: str
    xyxy: np.ndarray
    names: tuple[str, ...]
    in_pixels: bool = False

    def within(self, wh: tuple[int, int], original: tuple[int, int]) -> np.ndarray:
        """Return the boxes (n, 4) in pixels of a copy `wh` of a photo that was so large, cut to it."""
        share = self.xyxy / np.float32([*original, *original]) if self.in_pixels else self.xyxy
        return (np.clip(share, 0, 1) * np.float32([*wh, *wh])).astype(np.float32)


@dataclass
class Report:
    """What a reader collects: photos with boxes, what was left out, and how many `more` beyond MOST_SKIPS."""

    photos: list[Labelled] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    more: int = 0

    def skip(self, where: str, why: str) -> None:
        """Note what was left out."""
        if len(self.skipped) < MOST_SKIPS:
            self.skipped.append(Skipped(where[:LONGEST_NAME], why))
        else:
            self.more += 1


def kind_of(text: str) -> str:
    """Return "coco", "voc" or "yolo", by the first character."""
    return {"{": "coco", "[": "coco", "<": "voc"}.get(text.lstrip()[:1], "yolo")


def read(data: bytes, name: str, classes: Sequence[str]) -> Report:
    """Read one label file; `classes` are the names that YOLO's numbers stand for.

    Raises: MediaError("labels_too_large", "labels_not_text", "labels_too_costly" or "labels_unknown").
    """
    text = decoded(data)
    report = Report()
    kind = kind_of(text)
    try:
        if kind == "coco":
            _coco(bounded.json_value(text.encode(), "labels_unknown", "labels_too_costly"), report)
        elif kind == "voc":
            _xml(text, stem_of(name), report)
        else:
            report.photos.append(_yolo(text, name, classes, report))
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
        OverflowError,
    ):
        raise MediaError("labels_unknown") from None
    if kind == "yolo" and text.strip() and not report.photos[0].names:
        raise MediaError("labels_unknown")
    return report


def decoded(data: bytes) -> str:
    """Return the text of a label file; raise MediaError where it is none, or too long."""
    if len(data) > MOST_BYTES:
        raise MediaError("labels_too_large", limit=MOST_BYTES >> 20)
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise MediaError("labels_not_text")


def stem_of(name: str) -> str:
    """Return a file's name without folder and ending, as Roboflow's "photo_jpg.rf.0a1b" is meant too."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    stem = stem.rpartition(".")[0] or stem
    return re.sub(r"_(jpe?g|png|webp|bmp)\.rf\.[0-9a-zA-Z]+$", "", stem, flags=re.I)


def _labelled(photo: str, rows: list[tuple[Iterable[float], str]], in_pixels: bool = False) -> Labelled:
    xyxy = np.array([list(box) for box, _ in rows], np.float32).reshape(-1, 4)
    return Labelled(photo, xyxy, tuple(name for _, name in rows), in_pixels)


def _usable(box: Sequence[float]) -> bool:
    return all(math.isfinite(v) and abs(v) < 1e7 for v in box) and box[2] > box[0] and box[3] > box[1]


def _yolo(text: str, name: str, classes: Sequence[str], report: Report) -> Labelled:
    rows: list[tuple[Iterable[float], str]] = []
    beyond = False
    for number, line in enumerate(text.splitlines(), 1):
        cells = re.split(r"[\s,;]+", line.partition("#")[0].strip())
        where = f"{PurePosixPath(name).name}:{number}"
        if cells == [""]:
            continue
        try:
            values = [float(cell) for cell in cells[1:]]
            index = float(cells[0]) if re.fullmatch(r"[\d.]+", cells[0]) else None
        except ValueError:
            report.skip(where, "numbers")
            continue
        if len(values) in (4, 5):
            cx, cy, w, h = values[:4]
            box = (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)
        elif len(values) >= 6 and len(values) % 2 == 0:  # a polygon, or the corners of a turned box
            xs, ys = values[::2], values[1::2]
            box = (min(xs), min(ys), max(xs), max(ys))
        else:
            report.skip(where, "line")
            continue
        if len(rows) >= MOST_BOXES or not _usable(box):
            report.skip(where, "too_many" if len(rows) >= MOST_BOXES else "empty_box")
            continue
        beyond = beyond or max(map(abs, values[:4])) > PIXELS
        known = index is None or (index == int(index) and index < len(classes))
        rows.append(
            (box, (cells[0] if index is None else classes[int(index)] if known else cells[0])[:LONGEST_NAME])
        )
    return _labelled(stem_of(name), rows, beyond)


def _coco(told: object, report: Report) -> None:
    if not isinstance(told, dict) or not isinstance(told.get("annotations"), list):
        raise ValueError("no annotations")
    images = {str(i["id"]): i for i in told.get("images", []) if isinstance(i, dict) and "id" in i}
    classes = {
        str(c["id"]): str(c.get("name", c["id"]))
        for c in told.get("categories", [])
        if isinstance(c, dict) and "id" in c
    }
    rows: dict[str, list] = {key: [] for key in images}
    for number, one in enumerate(told["annotations"]):
        where = f"annotations[{number}]"
        why = _add_coco(one, rows, classes) if number < MOST_BOXES else "too_many"
        if why:
            report.skip(where, why)
    for key, found in rows.items():
        name = stem_of(str(images[key].get("file_name", key)))
        report.photos.append(_shared(name, found, images[key].get("width"), images[key].get("height")))


def _add_coco(one: object, rows: dict[str, list], classes: dict[str, str]) -> str:
    """Add an annotation to its photo's; return why not, or ""."""
    if not isinstance(one, dict):
        return "line"
    if one.get("iscrowd"):
        return "crowd"
    if str(one.get("image_id")) not in rows:
        return "no_photo"
    if str(one.get("category_id")) not in classes:
        return "no_class"
    box, outline = one.get("bbox"), one.get("segmentation")
    try:
        if isinstance(box, list) and len(box) == 4:
            x, y, w, h = map(float, box)
            box = (x, y, x + w, y + h)
        elif isinstance(outline, list) and outline:
            points = [float(v) for part in outline for v in part]
            box = (min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2]))
        else:
            return "no_box"
    except (TypeError, ValueError, OverflowError):
        return "numbers"
    if not _usable(box):
        return "empty_box"
    rows[str(one["image_id"])].append((box, classes[str(one["category_id"])][:LONGEST_NAME]))
    return ""


def _shared(name: str, rows: list, width: object, height: object) -> Labelled:
    """Return boxes in shares of the size that the file tells, else in pixels."""
    try:
        size = float(width), float(height)
    except (TypeError, ValueError):
        size = 0.0, 0.0
    found = _labelled(name, rows, in_pixels=True)
    if not all(math.isfinite(v) and v >= 1 for v in size):
        return found
    return Labelled(name, found.xyxy / np.float32([*size, *size]), found.names)


def _xml(text: str, stem: str, report: Report) -> None:
    """Read Pascal VOC's file of one photo, or CVAT's own of several."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # it may tell an encoding that is no more
    root = bounded.xml_root(text.encode(), "labels_unknown", "labels_too_costly")
    if root.tag == "annotations":
        for image in root.iter("image"):
            rows = []
            for number, box in enumerate(image):
                corners = [box.get(side) for side in ("xtl", "ytl", "xbr", "ybr")]
                points = re.findall(r"-?[\d.]+", box.get("points", ""))
                corners = corners if None not in corners else _around(points)
                _add(rows, corners, box.get("label"), f"{image.get('name', '')}:{number + 1}", report)
            name = stem_of(image.get("name", ""))
            report.photos.append(_shared(name, rows, image.get("width"), image.get("height")))
        return
    if root.tag != "annotation":
        raise ValueError("neither VOC nor CVAT")
    rows = []
    for number, one in enumerate(root.iter("object"), 1):
        corners = [one.findtext(f"bndbox/{side}") for side in ("xmin", "ymin", "xmax", "ymax")]
        _add(rows, corners, one.findtext("name"), f"object {number}", report)
    size = root.findtext("size/width"), root.findtext("size/height")
    report.photos.append(_shared(stem_of(root.findtext("filename") or stem), rows, *size))


def _around(points: list[str]) -> list[str | None]:
    values = sorted(map(float, points[::2])), sorted(map(float, points[1::2]))
    whole = len(points) >= 6 and len(values[0]) == len(values[1])
    return [str(v[i]) for i in (0, -1) for v in values] if whole else [None] * 4


def _add(rows: list, corners: list[str | None], name: str | None, where: str, report: Report) -> None:
    try:
        box = None if None in corners else tuple(float(v) for v in corners)
    except ValueError:
        return report.skip(where, "numbers")
    why = (
        "no_box"
        if box is None
        else "no_class"
        if not (name or "").strip()
        else ""
        if _usable(box)
        else "empty_box"
    )
    why = "too_many" if len(rows) >= MOST_BOXES else why
    return report.skip(where, why) if why else rows.append((box, name.strip()[:LONGEST_NAME]))
