"""Scenes for a detector out of photos that show one thing each, made as they are asked for.

Photos are laid side by side in uneven rows, each with its own surroundings, and a few things are laid on top.
"""

import io
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

# what a visitor would say: the names that the data gives it
CLASSES = {
    "person": ("person",),
    "face": ("face",),
    "cat": ("Egyptian cat", "tabby cat", "Persian cat", "cat"),
    "dog": (
        "German shepherd",
        "Labrador retriever",
        "golden retriever",
        "Yorkshire terrier",
        "Chihuahua",
        "poodle",
        "dog",
    ),
    "bear": ("brown bear", "bear"),
    "lion": ("lion", "cougar"),
    "ape": ("chimpanzee", "orangutan", "gorilla"),
    "bird": ("goose", "king penguin", "bird"),
    "cow": ("ox", "bison", "cow"),
    "sheep": ("bighorn sheep", "sheep"),
    "elephant": ("elephant",),
    "pig": ("pig",),
    "insect": ("bee", "ladybug", "dragonfly", "grasshopper"),
    "butterfly": ("monarch butterfly",),
    "fish": ("goldfish",),
    "frog": ("bullfrog",),
    "car": ("limousine", "sports car", "station wagon", "convertible", "car"),
    "bus": ("school bus", "trolleybus", "bus"),
    "train": ("bullet train", "train"),
    "truck": ("moving van", "truck"),
    "tractor": ("tractor",),
    "boat": ("gondola", "boat"),
    "ball": ("volleyball", "basketball", "rugby ball", "sports ball"),
    "cup": ("espresso", "cup"),
    "bottle": ("soda bottle", "beer bottle", "bottle"),
    "teapot": ("teapot",),
    "pan": ("frying pan",),
    "spoon": ("wooden spoon", "spoon"),
    "pizza": ("pizza",),
    "ice cream": ("ice cream",),
    "vegetable": ("bell pepper", "cauliflower", "broccoli"),
    "apple": ("apple",),
    "banana": ("banana",),
    "orange": ("orange",),
    "lemon": ("lemon",),
    "chair": ("rocking chair", "chair"),
    "table": ("dining table", "desk"),
    "refrigerator": ("refrigerator",),
    "keyboard": ("computer keyboard", "keyboard"),
    "remote control": ("remote control", "remote"),
    "umbrella": ("umbrella",),
    "backpack": ("backpack",),
    "hat": ("sombrero",),
    "shoe": ("sandal",),
    "clock": ("stopwatch", "clock"),
    "teddy bear": ("teddy bear",),
}
NAMES = tuple(CLASSES)
SCENERY = ("cliff", "seashore", "coral reef", "lakeside", "alp (mountain)", "picket fence", "spider web")
ID_OF = {fine: i for i, fines in enumerate(CLASSES.values()) for fine in fines}


@dataclass(frozen=True)
class Photo:
    """A picture (H, W, 3) uint8 with its boxes xyxy (n, 4) in pixels and their classes (n,)."""

    rgb: np.ndarray
    xyxy: np.ndarray
    class_ids: np.ndarray


NOTHING = (np.zeros((0, 4), np.float32), np.zeros(0, np.int64))


def tiny(*paths: Path) -> tuple[list[Photo], list[Photo]]:
    """Return the photos of one thing each with its box, and those of scenery."""
    things, scenery = [], []
    for path in paths:
        d = dict(np.load(path))
        for i, (a, b) in enumerate(zip(d["offset"][:-1], d["offset"][1:], strict=True)):
            name = str(d["classes"][d["label"][i]])
            if name not in ID_OF and name not in SCENERY:
                continue
            data = d[f"jpeg_header_{d['header_id'][i]}"].tobytes() + d["scan"][a:b].tobytes()
            rgb = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
            if name in SCENERY:
                scenery.append(Photo(rgb, *NOTHING))
            elif d["box"][i].any():
                x0, y0, x1, y1 = d["box"][i].astype(np.float32)
                box = np.float32([[x0, y0, x1 + 1, y1 + 1]])
                things.append(Photo(rgb, box, np.array([ID_OF[name]])))
    return things, scenery


def real(folder: Path, hold_out: int) -> tuple[list[Photo], list[Photo]]:
    """Return the photos of a folder with a labels.json, and every `hold_out`-th of them apart."""
    found = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    photos = []
    for entry in found["images"]:
        rgb = np.asarray(Image.open(folder / entry["file"]).convert("RGB"))
        known = [row for row in entry["boxes"] if found["classes"][row[0]] in ID_OF]
        xyxy = np.array([row[1:] for row in known], np.float32).reshape(-1, 4)
        ids = np.array([ID_OF[found["classes"][row[0]]] for row in known], np.int64)
        photos.append(Photo(rgb, xyxy, ids))
    apart = set(range(0, len(photos), hold_out))
    learn = [photo for i, photo in enumerate(photos) if i not in apart and len(photo.class_ids)]
    return learn, [photos[i] for i in sorted(apart) if len(photos[i].class_ids)]


def faces(path: Path, hold_out: int) -> tuple[list[Photo], list[Photo]]:
    """Return grey crops of faces, the face in the middle, and every `hold_out`-th of them apart."""
    crops = np.load(path)["caltech_faces_64px"]
    box = np.float32([[6, 2, 58, 62]])
    photos = [Photo(np.repeat(c[..., None], 3, 2), box, np.array([ID_OF["face"]])) for c in crops]
    apart = set(range(0, len(photos), hold_out))
    return [p for i, p in enumerate(photos) if i not in apart], [photos[i] for i in sorted(apart)]


def fill(photo: Photo, w: int, h: int, rng: np.random.Generator) -> Photo:
    """Cut a part of a photo of about the shape w × h that keeps its boxes' middles, and scale it to w × h."""
    height, width = photo.rgb.shape[:2]
    share = rng.uniform(0.6, 1)
    stretch = np.exp(rng.uniform(-0.25, 0.25))
    cut_w = min(width, max(8, width * share, height * share * w / h * stretch))
    cut_h = min(height, max(8, cut_w * h / w / stretch))
    left, top = rng.uniform(0, width - cut_w), rng.uniform(0, height - cut_h)
    if len(photo.xyxy):
        box = photo.xyxy[rng.integers(len(photo.xyxy))]
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        left = np.clip(left, max(0, x - cut_w), min(x, width - cut_w))
        top = np.clip(top, max(0, y - cut_h), min(y, height - cut_h))
    turn = np.float32([[w / cut_w, 0, -left * w / cut_w], [0, h / cut_h, -top * h / cut_h]])
    mirrored = rng.random() < 0.5
    if mirrored:
        turn[0] = [-turn[0, 0], 0, w - turn[0, 2]]
    flags = cv2.INTER_LINEAR if w > cut_w else cv2.INTER_AREA
    rgb = cv2.warpAffine(photo.rgb, turn, (w, h), flags=flags, borderMode=cv2.BORDER_REFLECT)
    xyxy = photo.xyxy * turn[[0, 1, 0, 1], [0, 1, 0, 1]] + turn[[0, 1, 0, 1], [2, 2, 2, 2]]
    if mirrored:
        xyxy = xyxy[:, [2, 1, 0, 3]]
    return clipped(Photo(rgb, xyxy.astype(np.float32), photo.class_ids), w, h)


def clipped(photo: Photo, w: int, h: int, least: float = 0.3) -> Photo:
    """Cut boxes at the edge; leave out those of which less than `least` is still to be seen."""
    before = np.maximum(photo.xyxy[:, 2:] - photo.xyxy[:, :2], 1e-6).prod(1)
    xyxy = np.clip(photo.xyxy, 0, [w, h, w, h]).astype(np.float32)
    side = xyxy[:, 2:] - xyxy[:, :2]
    seen = (side.prod(1) > least * before) & (side.min(1) > 4)
    return Photo(photo.rgb, xyxy[seen], photo.class_ids[seen])


def recolour(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Change light, contrast and colour a little."""
    x = rgb.astype(np.float32)
    grey = x.mean(2, keepdims=True)
    x = (grey + (x - grey) * rng.uniform(0.5, 1.5)) * rng.uniform(0.7, 1.3) + rng.uniform(-25, 25)
    return np.clip(x * rng.uniform(0.92, 1.08, 3), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Stock:
    """What scenes are made of. `photos` are real ones with several things, `rare` holds faces.

    `shares` (things,) says how often each thing is taken; without it, all are as often.
    """

    things: list[Photo]
    scenery: list[Photo]
    photos: list[Photo]
    rare: list[Photo]
    shares: np.ndarray | None = None

    def thing(self, rng: np.random.Generator) -> Photo:
        """Return one photo of a thing."""
        count = len(self.things)
        return self.things[rng.integers(count) if self.shares is None else rng.choice(count, p=self.shares)]

    def pick(self, rng: np.random.Generator) -> Photo:
        """Return one photo: mostly of a thing, at times a real one, a face, or scenery with nothing in it."""
        kinds = [(self.things, 0.74), (self.photos, 0.14), (self.rare, 0.06), (self.scenery, 0.06)]
        kinds = [(photos, share) for photos, share in kinds if photos]
        shares = np.array([share for _, share in kinds])
        photos = kinds[rng.choice(len(kinds), p=shares / shares.sum())][0]
        return self.thing(rng) if photos is self.things else photos[rng.integers(len(photos))]


def balanced(things: list[Photo]) -> np.ndarray:
    """Return shares (n,) with which a class is taken as often as the square root of its photos says."""
    ids = np.array([thing.class_ids[0] for thing in things])
    shares = 1 / np.sqrt(np.bincount(ids)[ids])
    return shares / shares.sum()


def compose(stock: Stock, side: int, rng: np.random.Generator) -> Photo:
    """Return a square scene: one photo, or uneven rows of them, with a few things laid on top."""
    if rng.random() < 0.25:
        scene = fill(stock.pick(rng), side, side, rng)
        parts = [(scene, 0, 0)]
    else:
        parts = list(_rows(stock, side, rng))
    canvas = np.zeros((side, side, 3), np.uint8)
    for photo, left, top in parts:
        h, w = photo.rgb.shape[:2]
        canvas[top : top + h, left : left + w] = recolour(photo.rgb, rng)
    xyxy = np.concatenate([p.xyxy + np.float32([left, top] * 2) for p, left, top in parts])
    scene = Photo(canvas, xyxy, np.concatenate([p.class_ids for p, _, _ in parts]))
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        scene = lay_on(scene, stock.thing(rng), rng)
    return scene


def _rows(stock: Stock, side: int, rng: np.random.Generator) -> list[tuple[Photo, int, int]]:
    """Fill the square with one to three rows of one to three photos each, cut where chance wants it."""
    parts, top = [], 0
    for bottom in _cuts(side, rng):
        left = 0
        for right in _cuts(side, rng):
            parts.append((fill(stock.pick(rng), right - left, bottom - top, rng), left, top))
            left = right
        top = bottom
    return parts


def _cuts(side: int, rng: np.random.Generator) -> list[int]:
    count = rng.choice([1, 2, 2, 3])
    shares = rng.uniform(0.6, 1.4, count)
    return [*np.round(side * shares.cumsum() / shares.sum()).astype(int)[:-1].tolist(), side]


def lay_on(scene: Photo, thing: Photo, rng: np.random.Generator) -> Photo:
    """Lay a thing, with a soft edge, somewhere on the scene; what it hides is no longer to be found."""
    side = scene.rgb.shape[0]
    size = int(side * rng.uniform(0.2, 0.5))
    x0, y0, x1, y1 = thing.xyxy[0]
    crop = thing.rgb[int(y0) : int(np.ceil(y1)), int(x0) : int(np.ceil(x1))]
    h, w = crop.shape[:2]
    if min(h, w) < 8:
        return scene
    scale = size / max(h, w)
    w, h = max(8, int(w * scale)), max(8, int(h * scale))
    crop = recolour(cv2.resize(crop, (w, h)), rng)
    left, top = rng.integers(0, side - w), rng.integers(0, side - h)
    y, x = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j]
    alpha = np.clip((1 - np.maximum(np.abs(x), np.abs(y))) * 8, 0, 1)[..., None].astype(np.float32)
    rgb = scene.rgb.copy()
    under = rgb[top : top + h, left : left + w]
    rgb[top : top + h, left : left + w] = (crop * alpha + under * (1 - alpha)).astype(np.uint8)
    box = np.float32([[left, top, left + w, top + h]])
    low, high = np.maximum(scene.xyxy[:, :2], box[:, :2]), np.minimum(scene.xyxy[:, 2:], box[:, 2:])
    hidden = np.maximum(high - low, 0).prod(1)
    seen = hidden < 0.6 * np.maximum(scene.xyxy[:, 2:] - scene.xyxy[:, :2], 1e-6).prod(1)
    xyxy, ids = np.concatenate([scene.xyxy[seen], box]), np.append(scene.class_ids[seen], thing.class_ids)
    return Photo(rgb, xyxy, ids)
