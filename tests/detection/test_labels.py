"""Label files as other programs write them: boxes in, boxes out, and nothing else than MediaError."""

import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.detection.label_files import archive, export, reading
from core.media.errors import MediaError

CLASSES = ("cat", "dog", "person")
WH = (200, 100)
BOX = np.float32([[20, 10, 60, 50]])
COCO = {
    "images": [{"id": 7, "file_name": "photos/a.jpg", "width": 200, "height": 100}],
    "categories": [{"id": 3, "name": "dog"}],
    "annotations": [{"id": 1, "image_id": 7, "category_id": 3, "bbox": [20, 10, 40, 40], "iscrowd": 0}],
}
VOC = """<?xml version="1.0" encoding="UTF-8"?><annotation verified="yes"><filename>a.jpg</filename>
<size><width>200</width><height>100</height><depth>3</depth></size><object><name>dog</name><pose>Unspecified</pose>
<truncated>0</truncated><difficult>0</difficult><bndbox><xmin>20</xmin><ymin>10</ymin><xmax>60</xmax><ymax>50</ymax>
</bndbox></object></annotation>"""
CVAT = """<?xml version="1.0"?><annotations><image id="0" name="a.jpg" width="200" height="100">
<box label="dog" xtl="20.00" ytl="10.00" xbr="60.00" ybr="50.00" z_order="0"></box></image></annotations>"""
ONE_DOG = {
    "YOLO": b"1 0.2 0.3 0.2 0.4\n",
    "YOLO, CRLF and BOM": b"\xef\xbb\xbf1 0.2 0.3 0.2 0.4\r\n\r\n",
    "YOLO, UTF-16": "1 0.2 0.3 0.2 0.4\r\n".encode("utf-16"),
    "YOLO with a score": b"1 0.2 0.3 0.2 0.4 0.97",
    "YOLO, tabs": b"1\t0.2\t0.3\t0.2\t0.4\n",
    "YOLO, pixels": b"1 40 30 40 40\n",
    "YOLO, a polygon": b"1 0.1 0.1 0.3 0.1 0.3 0.5 0.2 0.4 0.1 0.5\n",
    "YOLO, a turned box": b"1 0.1 0.1 0.3 0.1 0.3 0.5 0.1 0.5\n",
    "YOLO by name": b"dog 0.2 0.3 0.2 0.4\n",
    "COCO": json.dumps(COCO).encode(),
    "COCO, BOM": b"\xef\xbb\xbf" + json.dumps(COCO).encode(),
    "COCO, another size": json.dumps(
        COCO
        | {"images": [COCO["images"][0] | {"width": 400, "height": 200}]}
        | {"annotations": [COCO["annotations"][0] | {"bbox": [40, 20, 80, 80]}]}
    ).encode(),
    "COCO, no size": json.dumps(COCO | {"images": [{"id": 7, "file_name": "a.jpg"}]}).encode(),
    "COCO, outlines only": json.dumps(
        COCO
        | {
            "annotations": [
                {"image_id": 7, "category_id": 3, "segmentation": [[20, 10, 60, 12, 58, 50, 21, 40]]}
            ]
        }
    ).encode(),
    "VOC": VOC.encode(),
    "VOC, no size": VOC.replace("<width>200</width>", "<width>0</width>").encode(),
    "CVAT": CVAT.encode(),
    "CVAT, a polygon": CVAT.replace("<box ", '<polygon points="20,10;60,20;30,50" ')
    .replace('xtl="20.00" ytl="10.00" xbr="60.00" ybr="50.00"', "")
    .replace("</box>", "</polygon>")
    .encode(),
}


@pytest.mark.parametrize("name", ONE_DOG)
def test_one_dog_is_read_from_every_format(name: str) -> None:
    report = reading.read(ONE_DOG[name], "a.txt", CLASSES)
    (photo,) = report.photos
    assert (photo.photo, photo.names, report.skipped) == ("a", ("dog",), [])
    np.testing.assert_allclose(photo.within(WH, WH), BOX, atol=1e-3)
    np.testing.assert_allclose(photo.within((100, 50), WH), BOX / 2, atol=1e-3)  # a smaller copy of the photo


def test_an_empty_file_says_that_nothing_is_there() -> None:
    for data in (b"", b"\r\n", b"\xef\xbb\xbf"):
        (photo,) = reading.read(data, "a.txt", CLASSES).photos
        assert photo.within(WH, WH).shape == (0, 4) and photo.names == ()


def whys(report: reading.Report) -> list[tuple[str, str]]:
    return [(skipped.where, skipped.why) for skipped in report.skipped]


def test_what_is_left_out_is_told() -> None:
    yolo = reading.read(
        b"1 0.2 0.3 0.2 0.4\n1 0.2\n1 a b c d\n0 0.2 0.3 0 0.4\n9 .5 .5 .1 .1\n", "a.txt", CLASSES
    )
    assert whys(yolo) == [("a.txt:2", "line"), ("a.txt:3", "numbers"), ("a.txt:4", "empty_box")]
    assert yolo.photos[0].names == ("dog", "9")
    good = COCO["annotations"][0]
    odd = [
        {"iscrowd": 1},
        {"image_id": 8},
        {"category_id": 8},
        {"bbox": None},
        {"bbox": [0, 0, -1, 3]},
        {"bbox": "abcd"},
    ]
    coco = reading.read(
        json.dumps(COCO | {"annotations": [good, *[good | o for o in odd], 5]}).encode(), "a.json", ()
    )
    assert [why for _, why in whys(coco)] == [
        "crowd",
        "no_photo",
        "no_class",
        "no_box",
        "empty_box",
        "no_box",
        "line",
    ]
    assert coco.photos[0].names == ("dog",)
    voc = reading.read(VOC.replace("<xmax>60</xmax>", "<xmax>2</xmax>").encode(), "a.xml", ())
    assert whys(voc) == [("object 1", "empty_box")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cat\r\ndog\n\nperson\n", CLASSES),
        (
            "train: ../train/images\nnc: 3\nnames: ['cat', 'dog', 'person']\nroboflow:\n  version: 1\n",
            CLASSES,
        ),
        ("path: .\nnames:\n  0: cat\n  1: dog\n  2: person\nnc: 3\n", CLASSES),
        ("names:\n- cat\n- dog\n- person\n", CLASSES),
        ("names: {0: cat, 1: dog, 2: person}\n", CLASSES),
        ("names: [cat,\n  dog,\n  person]\n", CLASSES),
    ],
)
def test_names_of_classes(text: str, names: tuple[str, ...]) -> None:
    assert archive.class_names(text) == names


def zipped(files: dict[str, bytes]) -> bytes:
    return export.zipped(files)


LAYOUTS = {
    "CVAT, YOLO 1.1": {
        "obj.data": b"classes = 3",
        "obj.names": b"cat\ndog\nperson\n",
        "train.txt": b"data/obj_train_data/a.jpg\n",
        "obj_train_data/a.jpg": b"x",
        "obj_train_data/a.txt": ONE_DOG["YOLO"],
    },
    "LabelImg": {"classes.txt": b"cat\ndog\nperson\n", "a.txt": ONE_DOG["YOLO"], "a.jpg": b"x"},
    "Roboflow, YOLO": {
        "README.dataset.txt": b"hello",
        "data.yaml": b"names: ['cat', 'dog', 'person']",
        "train/images/a_jpg.rf.0a1b2c.jpg": b"x",
        "train/labels/a_jpg.rf.0a1b2c.txt": ONE_DOG["YOLO"],
    },
    "COCO": {"annotations/instances_default.json": ONE_DOG["COCO"], "images/a.jpg": b"x"},
    "VOC": {
        "Annotations/a.xml": VOC.encode(),
        "JPEGImages/a.jpg": b"x",
        "ImageSets/Main/default.txt": b"a.jpg\n",
    },
    "macOS": {
        "__MACOSX/._a.txt": b"\0",
        ".DS_Store": b"\0",
        "a.txt": ONE_DOG["YOLO"],
        "classes.txt": b"cat\ndog\n",
    },
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_zips_as_programs_write_them(name: str) -> None:
    found = archive.read(zipped(LAYOUTS[name]), ())
    (photo,) = found.report.photos
    assert (photo.photo, photo.names, found.report.skipped) == ("a", ("dog",), [])
    assert [reading.stem_of(n) for n in found.photos] == ([] if name == "macOS" else ["a"])
    np.testing.assert_allclose(photo.within(WH, WH), BOX, atol=1e-3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04" + bytes(99), "labels_zip_damaged"),
        (zipped({}), "labels_zip_empty"),
        (zipped({"a.txt": bytes(80 << 20)}), "labels_zip_too_large"),
        (zipped({f"{i}.txt": b"" for i in range(500)}), "labels_zip_too_large"),
    ],
)
def test_zips_that_cannot_be_used(data: bytes, code: str) -> None:
    with pytest.raises(MediaError, match=code):
        archive.read(data, ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 100_000, "labels_unknown"),
        (b'{"a": 1}', "labels_unknown"),
        (b"<html></html>", "labels_unknown"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><annotation>&b;</annotation>', "labels_unknown"),
        (b"Dear teacher,\nI have no labels.", "labels_unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "labels_not_text"),
        (b"0 " * (5 << 20), "labels_too_large"),
    ],
)
def test_what_is_no_label_file(data: bytes, code: str) -> None:
    with pytest.raises(MediaError, match=code):
        reading.read(data, "a.txt", CLASSES)


def test_the_learners_boxes_come_back_from_every_export() -> None:
    drawings = [
        export.Drawing("a.jpg", WH, BOX, ("dog",)),
        export.Drawing("고양이.png", (64, 48), np.float32([[1, 2, 33, 40], [0, 0, 9, 9]]), ("고양이", "dog")),
        export.Drawing("nothing.jpg", WH, np.zeros((0, 4), np.float32), ()),
    ]
    zips = [archive.read(write(drawings), ()).report for write in (export.yolo, export.voc)]
    for report in (*zips, reading.read(export.coco(drawings), "a.json", ())):
        assert [photo.photo for photo in report.photos] == ["a", "고양이", "nothing"] and not report.skipped
        for photo, drawing in zip(report.photos, drawings, strict=True):
            assert photo.names == drawing.names
            np.testing.assert_allclose(photo.within(drawing.wh, drawing.wh), drawing.xyxy, atol=0.02)


def test_coco_reads_what_is_exported(tmp_path) -> None:
    coco = pytest.importorskip("pycocotools.coco")
    path = tmp_path / "labels.json"
    path.write_bytes(export.coco([export.Drawing("a.jpg", WH, BOX, ("dog",))]))
    known = coco.COCO(str(path))
    assert known.loadAnns(known.getAnnIds())[0]["bbox"] == [20, 10, 40, 40]
    assert known.loadCats(known.getCatIds())[0]["name"] == "dog"


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.just([1, 2, 3, 4]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "bbox", "name"]), inner)
    ),
    max_leaves=8,
)
KEYS = [
    "image_id",
    "category_id",
    "bbox",
    "segmentation",
    "iscrowd",
    "id",
    "file_name",
    "width",
    "height",
    "name",
]
ROWS = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6) | VALUES, max_size=4) | VALUES
WHOLE = st.dictionaries(st.sampled_from(["images", "annotations", "categories"]), ROWS)
LINES = st.lists(
    st.lists(st.sampled_from(["0", "1e999", "nan", "-1", "0.5", "x", "1e30", "", "٣"]), max_size=9)
)


@settings(
    max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(
    st.one_of(
        WHOLE.map(lambda w: json.dumps(w, default=str).encode()),
        LINES.map(lambda rows: "\n".join(" ".join(row) for row in rows).encode()),
        st.tuples(st.sampled_from(list(ONE_DOG.values())), st.integers(0, 400), st.binary(max_size=4)).map(
            lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + 1 :]
        ),
        st.binary(max_size=60),
    )
)
def test_nothing_but_media_errors_comes_out(data: bytes) -> None:
    try:
        for photo in reading.read(data, "a.txt", CLASSES).photos:
            boxes = photo.within(WH, WH)
            assert len(boxes) == len(photo.names) and np.isfinite(boxes).all()
    except MediaError as error:
        assert error.code.startswith("labels_")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packing:
        packing.writestr("a.json", data)
    broken = bytearray(out.getvalue())
    broken[len(broken) // 2] ^= 255
    for packed in (out.getvalue(), bytes(broken)):
        try:
            archive.read(packed, CLASSES)
        except MediaError as error:
            assert error.code.startswith("labels_")
