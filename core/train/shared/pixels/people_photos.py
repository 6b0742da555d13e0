"""Photos of people in clothes, of people, of cats and dogs, and everyday photos with boxes of all three.

Each set says something else about its pixels; `SETS` is the common language: a label is a set of classes that
are possible there.
"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.train.shared.pixels.road_photos import labels_of, rgb_of

LABELS = (
    *("background", "skin", "hair", "top", "outerwear", "dress", "trousers", "skirt", "legwear", "shoes"),
    *("bag", "accessory", "cat", "dog"),
)
N = len(LABELS)
CAT, DOG = LABELS.index("cat"), LABELS.index("dog")
PERSON = tuple(range(1, CAT))
"""what a person wears, carries and is made of"""
UNKNOWN, SOME_PERSON, NO_PERSON, NO_PET, BOXES = N, N + 1, N + 2, N + 3, N + 4
"""labels after the classes; from `BOXES` on they say what a pixel lies in a box of: person 1, cat 2, dog 4"""
SETS = (
    *([c] for c in range(N)),
    range(N),
    PERSON,
    (0, CAT, DOG),
    (0, *PERSON),
    *(
        (0, *(PERSON if b & 1 else ()), *([CAT] if b & 2 else []), *([DOG] if b & 4 else []))
        for b in range(8)
    ),
)
BORDER = 255
"""of the masks of pets: nobody knows"""
MARGIN = 4
"""pixels by which boxes are widened, as they may cut off a hand or an ear"""


class Labelled(NamedTuple):
    """A photo (H, W, 3) uint8 and its labels (H, W) uint8, rows of `SETS`."""

    rgb: np.ndarray
    truth: np.ndarray


@dataclass(frozen=True)
class People:
    """One part of the split of each set."""

    clothes: list[Labelled]
    people: list[Labelled]
    pets: list[Labelled]
    boxed: list[Labelled]


def read(data: Path, part: str, boxed: bool = True) -> People:
    """Return the photos of one part: train, val or test; those with boxes only if `boxed`."""
    kinds = json.loads((data / "people_pets/index.json").read_text(encoding="utf8"))
    with ThreadPoolExecutor(8) as pool:
        clothes = list(pool.map(_clothes(data / "clothes"), _of_clothes(data / "clothes", part)))
        people, pets = (
            list(pool.map(_masked(data / "people_pets"), _of_kinds(kinds, part, wanted)))
            for wanted in (("person",), ("cat", "dog"))
        )
        index = json.loads((data / "everyday_photos/labels.json").read_text(encoding="utf8"))
        images = [image for image in index["images"] if image["split"] == part] if boxed else []
        return People(clothes, people, pets, list(pool.map(_boxed(data / "everyday_photos", index), images)))


def _of_clothes(folder: Path, part: str) -> list[str]:
    card = json.loads((folder / "classes.json").read_text(encoding="utf8"))
    assert tuple(card["classes"]) == LABELS[:CAT], "the classes of the clothes have changed"
    return sorted(name for name, of in card["split"].items() if of == part)


def _of_kinds(index: dict, part: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted((k, v["kind"]) for k, v in index.items() if v["split"] == part and v["kind"] in kinds)


def _clothes(folder: Path) -> Callable[[str], Labelled]:
    def look(name: str) -> Labelled:
        return Labelled(rgb_of(folder / f"photos/{name}.webp"), labels_of(folder / f"masks/{name}.png"))

    return look


def _masked(folder: Path) -> Callable[[tuple[str, str]], Labelled]:
    def look(facts: tuple[str, str]) -> Labelled:
        name, kind = facts
        mask = labels_of(folder / f"masks/{name}.png")
        return Labelled(rgb_of(folder / f"photos/{name}.webp"), labels_of_mask(mask, kind))

    return look


def labels_of_mask(mask: np.ndarray, kind: str) -> np.ndarray:
    """Return labels (H, W) of a mask: 1 a person, cat or dog, 0 anything but that, 255 unknown."""
    there, not_there = {"person": (SOME_PERSON, NO_PERSON), "cat": (CAT, NO_PET), "dog": (DOG, NO_PET)}[kind]
    truth = np.where(mask == 1, there, not_there)
    return np.where(mask == BORDER, UNKNOWN, truth).astype(np.uint8)


def _boxed(folder: Path, index: dict) -> Callable[[dict], Labelled]:
    bits = {index["classes"].index(name): 1 << n for n, name in enumerate(("person", "cat", "dog"))}

    def look(image: dict) -> Labelled:
        rgb = rgb_of(folder / image["file"])
        boxes = [(*box[:4], bits[int(box[4])]) for box in image["boxes"] if int(box[4]) in bits]
        return Labelled(rgb, labels_of_boxes(boxes, *rgb.shape[:2]))

    return look


def labels_of_boxes(
    boxes: list[tuple[float, float, float, float, int]], height: int, width: int
) -> np.ndarray:
    """Return labels (H, W): what boxes x0, y0, x1, y1 and 1, 2 or 4 for person, cat, dog leave possible."""
    within = np.zeros((height, width), np.uint8)
    for x0, y0, x1, y1, bit in boxes:
        top, left = (max(0, int(n) - MARGIN) for n in (y0, x0))
        within[top : int(y1) + 1 + MARGIN, left : int(x1) + 1 + MARGIN] |= bit
    return within + np.uint8(BOXES)


def made_up(count: int, rng: np.random.Generator) -> People:
    """Return noise in which a person is a bright square with a darker half, a pet a round spot."""
    y, x = np.mgrid[:80, :64]
    body, legs, spot = (abs(x - 32) < 12) & (abs(y - 40) < 24), y > 40, (x - 32) ** 2 + (y - 40) ** 2 < 300
    top, trousers = LABELS.index("top"), LABELS.index("trousers")
    sets: list[list[Labelled]] = [[], [], [], []]
    for i in range(count):
        noise = rng.integers(0, 90, (80, 64, 3)).astype(np.uint8)
        person, pet = noise.copy(), noise.copy()
        person[body & ~legs, 0] = person[body & legs, 2] = pet[spot, 1] = 250
        pet[spot, 2 * (i % 2)] = 250
        clothes = np.where(body, np.where(legs, trousers, top), 0).astype(np.uint8)
        box = (20.0, 16.0, 44.0, 64.0, 1)
        sets[0].append(Labelled(person, clothes))
        sets[1].append(Labelled(person, labels_of_mask(body.astype(np.uint8), "person")))
        sets[2].append(Labelled(pet, labels_of_mask(spot.astype(np.uint8), ("cat", "dog")[i % 2])))
        sets[3].append(Labelled(person, labels_of_boxes([box], 80, 64)))
    return People(*sets)
