"""Own classes from the live camera: record, train, try; the photos are those of the other part."""

import base64
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images, live_frames
from core.media.errors import MediaError
from core.shared.backbones import BACKBONES, features, networks
from core.transfer_learning import head_file
from core.transfer_learning.learning import Head
from core.ui import inputs, live, own, panels, shell
from core.ui.components import courier
from core.ui.components.live import teach as cards
from core.ui.components.live.camera import Camera
from core.ui.parts.transfer_learning import album, photo_shelves, teach
from core.ui.parts.transfer_learning.photo_shelves import Groups

HEAD, WANTED, SENT, SHAPE = "live_head", "live_train", "live_sent", "live_shape"
NEW = "live_new"
MOST_SHOTS = 8
"""pictures of one message"""


def draw(say: Words) -> None:
    """Draw the part."""
    stage = st.container()
    with st.expander(say("more"), icon=":material/tune:"):
        backbone = panels.choose_model(say, "backbone", "everyday", tuple(BACKBONES), "backbone")
    with stage:
        film(say, backbone)
        panels.verdict(say("live.verdict"))
    for network in networks(backbone):
        panels.model_card(say, network)


@shell.fragment
def film(say: Words, backbone: str) -> None:
    """Draw camera and cards; each picture, and all that is done to a card, runs this alone."""
    words = say.table("live_camera") | say.table("live")
    groups = album.classes(say)
    for photo in own.pop(NEW, ()):  # looked at as soon as it has come, so that training itself takes no time
        teach.vector(photo.key, backbone, photo, say)
    if own.pop(WANTED):
        train(say, groups, backbone)
    head, said, learnt = own.get(HEAD, (None, "", {}))
    if head is None:
        said = said or say("live.first")
        camera = live.camera(say, "teach", None, dict, lambda rgb: {})
    else:
        said = said if learnt == shape_of(groups) else say("live.changed")
        camera = live.camera(say, "teach", None, partial(told, head), features, head.backbone)
    labels = head.labels if head else ()
    shown = cards.Cards(*news(groups, camera), labels, said, album.MOST, head_file.MOST_CLASSES)
    cards.teach(camera, shown, words, partial(take_photos, say, camera), partial(edit, say, camera))


def news(groups: Groups, camera: Camera) -> tuple[dict[str, list[str]] | None, dict[str, bytes]]:
    """Return the photos by class, None beside an answer where nothing is new, and thumbnails to send."""
    shape = shape_of(groups)
    if camera.answer and shape == own.get(SHAPE):
        return None, {}
    own.keep(SHAPE, shape if any(shape.values()) else None)
    sent = own.own(SENT, set())
    fresh = {k: p for photos in groups.values() for k, p in photos.items() if k not in sent}
    sent.update(fresh)
    return shape, {key: photo_shelves.small(key, photo.jpeg) for key, photo in fresh.items()}


def shape_of(groups: Groups) -> dict[str, list[str]]:
    """Return the keys of the photos by class."""
    return {name: list(photos) for name, photos in groups.items()}


def told(head: Head, x: np.ndarray) -> dict[str, object]:
    """Return what a head says of features (d,) as the browser is told it."""
    return cards.shares(head.probabilities(x[None])[0], bool(head.distances(x[None])[0] > head.limit))


def train(say: Words, groups: Groups, backbone: str) -> None:
    """Learn the classes that have photos, and say how long it took and how good it is."""
    filled = {name: photos for name, photos in groups.items() if photos}
    if len(filled) < 2:
        own.keep(HEAD, (None, say("too_few_classes"), {}))
        return
    started = time.perf_counter()
    photos = [photo for photos in filled.values() for photo in photos.values()]
    x = np.stack(teach.vectors(say, photos, backbone))
    lesson = teach.own_lesson(tuple((n, tuple(p)) for n, p in filled.items()), backbone, x, say)
    facts = {"n": len(x), "seconds": theme.number(time.perf_counter() - started, 1)}
    said = say("live.taught", **facts)
    if lesson.check:
        said += " " + say("live.checked", right=int(lesson.check.right.sum()), n=len(x))
    own.keep(HEAD, (lesson.head, said, shape_of(groups)))
    own.keep(live.KEPT, True)  # the side bar counts the photos


def take_photos(say: Words, camera: Camera) -> None:
    """Put pictures that were recorded, or chosen in the browser, into their class."""
    found = courier.once(camera.key, "photos")
    group = inputs.album(album.ALBUM).get(found.get("to"))
    shots = found.get("shots")
    if group is None or not isinstance(shots, list):
        return
    for shot in shots[:MOST_SHOTS]:
        picture = read(shot, len(group) + 1)
        if picture and len(group) < album.MOST:
            group[picture.key] = picture
            own.own(NEW, []).append(picture)


def read(shot: object, number: int) -> inputs.Picture | None:
    """Return a picture of the browser's as one of the learner's; None for one that is none."""
    try:
        rgb = live_frames.read(base64.b64decode(shot, validate=True))
    except (TypeError, ValueError, MediaError):
        return None
    jpeg = images.to_jpeg(rgb, album.SIDE_PX)
    return inputs.Picture(images.fingerprint(jpeg), str(number), jpeg, (rgb.shape[1], rgb.shape[0]), own=True)


def edit(say: Words, camera: Camera) -> None:
    """Do what the learner did to a card."""
    found = courier.once(camera.key, "edit")
    groups, name = inputs.album(album.ALBUM), found.get("name")
    what = found.get("do")
    if what == "add" and len(groups) < head_file.MOST_CLASSES:
        album._add(say)
    elif what == "drop" and name in groups and len(groups) > 2:
        album._drop(name)
    elif what == "rename" and name in groups:
        rename(groups, name, str(found.get("to", "")))
    elif what == "remove" and name in groups:
        groups[name].pop(str(found.get("key")), None)
    elif what == "train":
        own.keep(WANTED, True)
    elif what == "missing":
        own.pop(SENT)


def rename(groups: dict[str, Any], old: str, wanted: str) -> None:
    """Give a class a new name in its old place; an empty name or another class's is not taken."""
    new = head_file.plain_label(wanted)
    if new and new not in groups:
        renamed: Mapping[str, Any] = {
            (new if name == old else name): photos for name, photos in groups.items()
        }
        groups.clear()
        groups.update(renamed)
