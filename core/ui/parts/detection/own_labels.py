"""True boxes from other programs' files, and the learner's own for them; what could not be used is told."""

import numpy as np
import streamlit as st

from core.detection import truth
from core.detection.infer import Candidates
from core.detection.label_files import archive, export, reading
from core.i18n.catalog import Words
from core.media import upload_sizes
from core.media.errors import MediaError
from core.shared.yolo import coco_labels
from core.ui import faults, inputs, own, panels, uploads
from core.ui.parts.detection import ground_truth_boxes

SHOWN = 12
"""sentences about what was left out that are shown; the rest is counted"""
FORMATS = {
    "yolo": (export.yolo, "labels_yolo.zip", "application/zip"),
    "coco": (export.coco, "labels_coco.json", "application/json"),
    "voc": (export.voc, "labels_voc.zip", "application/zip"),
}


def draw(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw the field for label files, what came of them, and the files of the learner's own boxes."""
    with st.expander(
        say("labels.title"), icon=":material/upload_file:", expanded=bool(own.get("labels_told"))
    ):
        field = uploads.Field("labels", say("labels.upload"), upload_sizes.PICTURE_MB, say("labels.help"))
        uploads.take(say, field, read, lambda taken: _keep(say, taken, picture, found))
        for line in own.pop("labels_told", ()):
            st.markdown(f"- {line}")
        drawings = drawn(picture, found)
        if drawings:
            st.caption(say("labels.export", photos=len(drawings), boxes=sum(len(d.names) for d in drawings)))
            with st.container(horizontal=True):
                for name, (write, file_name, kind) in FORMATS.items():
                    data = write(drawings)
                    panels.download(say, f"labels.{name}", data, file_name, kind)


def read(data: bytes, name: str) -> archive.Archive | tuple[str, ...]:
    """Return what one file holds: labels, perhaps with photos, or the names of classes."""
    classes = own.get("label_names") or coco_labels()
    if archive.is_zip(data):
        return archive.read(data, classes)
    if name.lower() in archive.NAMES or name.lower().endswith((".names", ".yaml", ".yml")):
        found = archive.classes_of(data)
        if not found:
            raise MediaError("labels_unknown")
        return found
    return archive.Archive({}, reading.read(data, name, classes))


def _keep(
    say: Words, taken: archive.Archive | tuple[str, ...], picture: inputs.Picture, found: Candidates
) -> None:
    """Take photos and boxes; what was done and what was left out is told in the next run."""
    told = own.own("labels_told", [])
    if isinstance(taken, tuple):
        own.keep("label_names", taken)
        told.append(say("labels.names", n=len(taken)))
        return
    for name, data in taken.photos.items():
        _take_photo(say, name, data, told)
    single = len(taken.report.photos) == 1 and not taken.photos
    mine = {reading.stem_of(p.name).casefold(): p for p in (picture, *inputs.own_pictures().values())}
    for one in taken.report.photos:
        target = mine.get(one.photo.casefold()) or (picture if single else None)
        if target is None:
            told.append(say("labels.skipped", where=uploads.plain(one.photo), why=say("labels.why.no_photo")))
            continue
        _take_boxes(say, one, target, found, told)
        if target.own:
            own.choose("picture", target.key)
    skipped = taken.report.skipped
    told += [
        say("labels.skipped", where=uploads.plain(one.where), why=say(f"labels.why.{one.why}"))
        for one in skipped[:SHOWN]
    ]
    more = len(skipped) - SHOWN + taken.report.more
    told += [say("labels.more", n=more)] if more > 0 else []


def _take_photo(say: Words, name: str, data: bytes, told: list[str]) -> None:
    group = inputs.own_pictures()
    try:
        photo = inputs.take(data, name)
        if len(group) >= inputs.AT_MOST and photo.key not in group:
            raise uploads.Enough("too_many_pictures", most=inputs.AT_MOST)
    except Exception as error:  # one bad photo in a zip; the others count
        told.append(f"{uploads.plain(name)}: {faults.sentence(say, error, uploads.plain)}")
    else:
        group[photo.key] = photo


def _take_boxes(
    say: Words, one: reading.Labelled, target: inputs.Picture, found: Candidates, told: list[str]
) -> None:
    wh = ground_truth_boxes.size_of(target.key, target)
    boxes = one.within(wh, target.original_wh)
    wide = (boxes[:, 2:] - boxes[:, :2]).min(1, initial=np.inf) >= truth.SMALLEST
    kept = np.flatnonzero(wide)[: truth.MOST]
    names = [known(say, one.names[i], found.labels) for i in kept]
    ground_truth_boxes.keep(target, truth.Drawn(boxes[kept], tuple(names)))
    facts = {"name": uploads.plain(target.name), "n": len(kept), "all": len(one.names)}
    told.append(
        say("labels.taken" if len(kept) == len(one.names) else "labels.taken_some", **facts, most=truth.MOST)
    )
    strange = sorted({name for name in names if name not in found.labels})
    if strange:
        told.append(say("labels.strange", names=", ".join(map(uploads.plain, strange[:SHOWN]))))


def known(say: Words, name: str, detector: tuple[str, ...]) -> str:
    """Return the detector's own word for a name in a file, in either language; else the name itself."""
    wanted = " ".join(name.casefold().replace("_", " ").split())
    for label in detector:
        if wanted in (label.casefold().replace("_", " "), say.thing(label).casefold()):
            return label
    return name


def drawn(picture: inputs.Picture, found: Candidates) -> list[export.Drawing]:
    """Return the boxes of every photo that the learner drew on, in the pixels of the original."""
    result = []
    for photo in {p.key: p for p in (picture, *inputs.own_pictures().values())}.values():
        text = own.get("truths", {}).get(photo.key)
        if text is not None:
            wh = ground_truth_boxes.size_of(photo.key, photo)
            boxes = truth.read(text, wh)
            scale = np.float32([*photo.original_wh, *photo.original_wh]) / np.float32([*wh, *wh])
            name = photo.name if "." in photo.name else f"{photo.name}.jpg"
            result.append(export.Drawing(name, photo.original_wh, boxes.xyxy * scale, boxes.labels))
    return result
