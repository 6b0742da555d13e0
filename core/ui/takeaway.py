"""Take the workshop home: what the learner taught and drew as one file, and what such a file brings back."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.i18n.catalog import Words
from core.media import upload_sizes
from core.ui import inputs, own, uploads
from core.ui.lessons import LESSONS

FILE = "my_workshop.safetensors"
ALBUM, SIDE_PX, PIECES = "teach", 384, "pieces"
_TO, _TOLD = "takeaway_goes_to", "takeaway_told"


@dataclass(frozen=True)
class Held:
    """What goes into the file, as it was when the page was drawn."""

    classes: dict[str, list[inputs.Picture]]
    pictures: list[inputs.Picture]
    features: dict[tuple[str, str], Any]
    truths: dict[str, str]
    pieces: list[Any]

    @property
    def anything(self) -> bool:
        """Whether there is anything to take home."""
        taught = any(self.classes.values())
        return bool(taught or self.pictures or self.truths or self.pieces)


def held() -> Held:
    """Return what the learner has that can go into the file."""
    albums = own.get("albums", {}).get(ALBUM, {})  # looked at only: nothing is made by looking
    classes = {name: list(photos.values()) for name, photos in albums.items()}
    pictures, pieces = list(own.get("pictures", {}).values()), list(own.get(PIECES, {}).values())
    return Held(classes, pictures, dict(own.get("features", {})), dict(own.get("truths", {})), pieces)


def draw(say: Words, page: str) -> None:
    """Draw the sidebar's part: the file to keep, and the field for one that was kept; `page` is open now."""
    goes_to = own.pop(_TO)
    if goes_to:
        st.switch_page(f"pages/{goes_to[0]}.py", query_params=goes_to[1])
    told = own.pop(_TOLD)
    if told:
        st.success(say("takeaway_back", **told), icon=":material/check_circle:")
    # Not an expander: its field for a file would stand on every page before that of the page, though unseen.
    with st.popover(say("takeaway"), icon=":material/backpack:", width="stretch", key="takeaway"):
        mine = held()
        st.caption(say("takeaway_about" if mine.anything else "takeaway_nothing"))
        if mine.anything:
            link = st.query_params.to_dict()
            st.download_button(
                say("takeaway_save"),
                lambda: packed(mine, page, link),
                FILE,
                "application/octet-stream",
                key="takeaway_save",
                on_click="ignore",
                icon=":material/download:",
                width="stretch",
            )
        field = uploads.Field("takeaway", say("takeaway_open"), upload_sizes.WORKSHOP_MB, several=False)
        uploads.take(say, field, lambda data, _: unpacked(data), _take)


def packed(mine: Held, page: str, link: dict[str, str]) -> bytes:
    """Return the file."""
    from core.shared.workshop_file import Movement, Photo, Workshop, to_bytes

    def photo(one: inputs.Picture, group: str) -> Photo:
        features = {network: x for (key, network), x in mine.features.items() if key == one.key}
        return Photo(one.key, one.name[-100:], one.jpeg, group, features if group else {})

    photos = [photo(one, name) for name, ones in mine.classes.items() for one in ones]
    photos += [photo(one, "") for one in mine.pictures]
    movements = [
        Movement(p.movement, p.person, p.recording.time_s, p.recording.accel_ms2, p.recording.gyro_rads)
        for p in mine.pieces
    ]
    return to_bytes(Workshop(photos, list(mine.classes), mine.truths, movements, page, link))


def unpacked(data: bytes) -> Any:
    """Return the workshop in a file, each photo read again as any upload is; raise what is wrong with it."""
    from core.shared.workshop_file import from_bytes

    found = from_bytes(data)
    side = {True: SIDE_PX, False: inputs.SIDE_PX}
    return found, [inputs.take(one.jpeg, one.name, side[bool(one.group)]) for one in found.photos]


def _take(taken: Any) -> None:
    """Put everything where the learner had it; what is there already stays, as far as there is room."""
    found, pictures = taken
    keys = _take_photos(found, pictures)
    truths = own.own("truths", {})
    for key, text in found.truths.items():
        truths[keys.get(key, key)] = text
    _take_movements(found)
    boxes, classes = len(found.truths), sum(map(bool, inputs.album(ALBUM).values()))
    facts = {"photos": len(keys), "classes": classes, "boxes": boxes, "movements": len(found.movements)}
    own.keep(_TOLD, facts)
    if found.page in {lesson.name for lesson in LESSONS}:
        own.keep(_TO, (found.page, dict(found.link)))


def _take_photos(found: Any, pictures: list[inputs.Picture]) -> dict[str, str]:
    """Keep photos and features; return each one's key now by the key it had."""
    from core.transfer_learning.head_file import MOST_CLASSES, plain_label
    from core.ui.parts.transfer_learning.album import MOST

    keys, album, features = {}, inputs.album(ALBUM), own.own("features", {})
    if not any(album.values()):
        album.clear()
    for name in found.classes:
        if len(album) < MOST_CLASSES and plain_label(name):
            album.setdefault(plain_label(name), {})
    for one, picture in zip(found.photos, pictures, strict=True):
        group = album.get(plain_label(one.group)) if one.group else inputs.own_pictures()
        most = MOST if one.group else inputs.AT_MOST
        if group is None or (len(group) >= most and picture.key not in group):
            continue
        group[picture.key] = picture
        keys[one.key] = picture.key
        features |= {(picture.key, network): x for network, x in one.features.items()}
    return keys


def _take_movements(found: Any) -> None:
    from core.activity.recording import Recording
    from core.activity.teaching import Piece

    pieces = own.own(PIECES, {}) if found.movements else {}
    for one in found.movements:
        number = own.get("piece_number", 0) + 1
        own.keep("piece_number", number)
        rate = (len(one.time_s) - 1) / float(one.time_s[-1] - one.time_s[0])
        recording = Recording(one.time_s - one.time_s[0], one.accel_ms2, one.gyro_rads, rate)
        pieces[f"piece {number}"] = Piece(one.movement or "1", one.person or "1", recording)
