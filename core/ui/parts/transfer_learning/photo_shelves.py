"""The photos of the classes on their shelves, and what is missing on them."""

from collections.abc import Mapping

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.transfer_learning.learning import Lesson
from core.ui import cache, inputs, own
from core.ui.components.transfer_learning.class_albums import Item, Shelf, shelves
from core.ui.parts.transfer_learning import album

Groups = Mapping[str, Mapping[str, inputs.Picture]]
"""photos by key, by class"""


def draw(say: Words, groups: Groups, lesson: Lesson | None, mine: bool) -> None:
    """Draw the photos; marked are those that a head which had not seen them took for another class."""
    check, at, rows = lesson and lesson.check, 0, []
    for name, photos in groups.items():
        items, right = [], 0
        for photo in photos.values():
            wrong, said = None, say("photo", name=name)
            if check is not None:
                p = check.probabilities[at]
                taken = lesson.head.labels[int(p.argmax())]
                facts = {"name": name, "taken": taken, "p": theme.percent(float(p.max()))}
                wrong = None if check.right[at] else taken
                said = say("photo_right" if check.right[at] else "photo_wrong", **facts)
                right += int(check.right[at])
            items.append(Item(photo.key, small(photo.key, photo.jpeg), wrong, said))
            at += 1
        note = say("shelf", n=len(photos))
        if check is not None and photos:
            note += f" · {say('shelf_right', right=right, n=len(photos))}"
        rows.append(Shelf(name, note, items))
    shelves(rows, say.table("shelves"), own.key("teach_shelves"), album.remove_photo if mine else None)


@cache.per_session(most=400)
def small(key: str, _jpeg: bytes) -> bytes:
    """Return a photo as small as it is on its shelf."""
    return images.to_jpeg(images.from_jpeg(_jpeg), max_side=96, quality=75)


def advice(say: Words, groups: Groups) -> list[str]:
    """Return what is missing: photos, or photos of some classes."""
    counts = {name: len(photos) for name, photos in groups.items()}
    if sum(count > 0 for count in counts.values()) < 2:
        return [say("too_few_classes")]
    few = [name for name, count in counts.items() if count < album.ENOUGH]
    said = [say("too_few_photos", names=", ".join(map(inputs.plain, few)), n=album.ENOUGH)] if few else []
    if max(counts.values()) > 2 * max(1, min(counts.values())):
        said.append(say("uneven"))
    return said
