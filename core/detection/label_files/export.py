"""A learner's own boxes as files for other programs: YOLO's, COCO's and Pascal VOC's."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np


@dataclass(frozen=True)
class Drawing:
    """A photo's name with ending, its size in pixels, true boxes xyxy (n, 4) in these, their names (n)."""

    photo: str
    wh: tuple[int, int]
    xyxy: np.ndarray
    names: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The name without ending."""
        return self.photo.rpartition(".")[0] or self.photo


def classes(drawings: Sequence[Drawing]) -> list[str]:
    """Return all names, in the order in which they come."""
    return list(dict.fromkeys(name for drawing in drawings for name in drawing.names))


def yolo(drawings: Sequence[Drawing]) -> bytes:
    """Return a zip of YOLO's text files, one a photo, with classes.txt and data.yaml."""
    names = classes(drawings)
    files = {"classes.txt": "".join(f"{name}\n" for name in names)}
    files["data.yaml"] = "names:\n" + "".join(
        f"  {i}: {json.dumps(n, ensure_ascii=False)}\n" for i, n in enumerate(names)
    )
    for drawing in drawings:
        lines = []
        for (x1, y1, x2, y2), name in zip(drawing.xyxy.tolist(), drawing.names, strict=True):
            w, h = drawing.wh
            shares = ((x1 + x2) / 2 / w, (y1 + y2) / 2 / h, (x2 - x1) / w, (y2 - y1) / h)
            lines.append(" ".join([str(names.index(name)), *(f"{share:.6f}" for share in shares)]))
        files[f"labels/{drawing.stem}.txt"] = "".join(f"{line}\n" for line in lines)
    return zipped({name: text.encode() for name, text in files.items()})


def coco(drawings: Sequence[Drawing]) -> bytes:
    """Return COCO's JSON, boxes as x, y, width, height in pixels; categories count from 1."""
    names = classes(drawings)
    images, annotations = [], []
    for number, drawing in enumerate(drawings, 1):
        images.append(
            {"id": number, "file_name": drawing.photo, "width": drawing.wh[0], "height": drawing.wh[1]}
        )
        for (x1, y1, x2, y2), name in zip(drawing.xyxy.tolist(), drawing.names, strict=True):
            box = [round(v, 2) for v in (x1, y1, x2 - x1, y2 - y1)]
            about = {"id": len(annotations) + 1, "image_id": number, "category_id": names.index(name) + 1}
            annotations.append(about | {"bbox": box, "area": round(box[2] * box[3], 2), "iscrowd": 0})
    categories = [{"id": i, "name": name} for i, name in enumerate(names, 1)]
    whole = {"images": images, "annotations": annotations, "categories": categories}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def voc(drawings: Sequence[Drawing]) -> bytes:
    """Return a zip of Pascal VOC's XML files, one a photo."""
    files = {f"{drawing.stem}.xml": _voc(drawing) for drawing in drawings}
    return zipped(files)


def _voc(drawing: Drawing) -> bytes:
    root = ElementTree.Element("annotation")
    ElementTree.SubElement(root, "filename").text = drawing.photo
    size = ElementTree.SubElement(root, "size")
    for name, value in zip(("width", "height", "depth"), (*drawing.wh, 3), strict=True):
        ElementTree.SubElement(size, name).text = str(value)
    for box, label in zip(drawing.xyxy.tolist(), drawing.names, strict=True):
        one = ElementTree.SubElement(root, "object")
        ElementTree.SubElement(one, "name").text = label
        ElementTree.SubElement(one, "difficult").text = "0"
        corners = ElementTree.SubElement(one, "bndbox")
        for name, value in zip(("xmin", "ymin", "xmax", "ymax"), box, strict=True):
            ElementTree.SubElement(corners, name).text = str(round(value))
    return ElementTree.tostring(root, "utf-8")


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
