"""Pictures to start with: photos from installed packages and our own drawings. Nothing is downloaded."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from core.media import collages, crisp, drawings, street


@dataclass(frozen=True)
class Sample:
    """One picture: who made it, its licence, and either a file in a package or a function that draws it."""

    name: str
    tags: frozenset[str]
    credit: str
    licence: str
    package: str = ""
    file: str = ""
    draw: Callable[[], NDArray[np.uint8]] | None = None


TAGS = ("things", "animals", "people", "street", "texture", "drawing")

_SKIMAGE, _SKLEARN, _ULTRALYTICS = "skimage", "sklearn", "ultralytics"
_CC_BY = "CC BY 2.0"
_OWN, _PUBLIC = "AGPL-3.0-or-later", "CC0, public domain"


def _photo(name: str, tags: str, package: str, file: str, credit: str, licence: str) -> Sample:
    return Sample(name, frozenset(tags.split()), credit, licence, package, file)


def _drawing(name: str, draw: Callable[[], NDArray[np.uint8]], tags: str = "drawing things") -> Sample:
    return Sample(name, frozenset(tags.split()), "DeepVision Workshop", _OWN, draw=draw)


def _wall(name: str, draw: Callable[[], NDArray[np.uint8]]) -> Sample:
    tags = frozenset(("things", "animals", "people", "street"))
    return Sample(name, tags, "collage of the samples above", f"{_OWN} (with {_PUBLIC})", draw=draw)


SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for sample in (
        _photo("coffee", "things", _SKIMAGE, "data/coffee.png", "Rachel Michetti", "CC0"),
        _photo("cat", "animals", _SKIMAGE, "data/chelsea.png", "Stéfan van der Walt", "CC0"),
        _photo("bus", "people street things", _ULTRALYTICS, "assets/bus.jpg", "Ultralytics", "AGPL-3.0"),
        _photo("zidane", "people", _ULTRALYTICS, "assets/zidane.jpg", "Ultralytics", "AGPL-3.0"),
        _photo("astronaut", "people", _SKIMAGE, "data/astronaut.png", "NASA", "public domain"),
        _photo("flower", "things", _SKLEARN, "datasets/images/flower.jpg", "Flickr: vultilion", _CC_BY),
        _photo("china", "street", _SKLEARN, "datasets/images/china.jpg", "Flickr: danielbuechele", _CC_BY),
        _photo("rocket", "things", _SKIMAGE, "data/rocket.jpg", "SpaceX", "public domain"),
        _photo("coins", "things texture", _SKIMAGE, "data/coins.png", "Brooklyn Museum", "public domain"),
        _photo("cameraman", "people", _SKIMAGE, "data/camera.png", "Lav Varshney", "CC0"),
        _photo("clock", "things", _SKIMAGE, "data/clock_motion.png", "Stéfan van der Walt", "public domain"),
        _photo("galaxies", "texture", _SKIMAGE, "data/hubble_deep_field.jpg", "NASA", "public domain"),
        _photo("brick", "texture", _SKIMAGE, "data/brick.png", "CC0Textures", "CC0"),
        _photo("grass", "texture", _SKIMAGE, "data/grass.png", "Linolafett", "CC0"),
        _photo("gravel", "texture", _SKIMAGE, "data/gravel.png", "CC0Textures", "CC0"),
        _drawing("drawing", drawings.banana),
        _drawing("drawn_cup", drawings.cup),
        _drawing("drawn_umbrella", drawings.umbrella),
        _drawing("drawn_fish", drawings.fish),
        _drawing("shapes", drawings.shapes, "drawing texture"),
        _drawing("printed_page", crisp.printed_page, "drawing texture"),
        _drawing("pixel_art", crisp.pixel_art),
        _drawing("drawn_street", lambda: street.street().rgb, "drawing street people"),
        _drawing("quiet_street", lambda: street.quiet_street().rgb, "drawing street people"),
        _wall("wall", lambda: collages.wall(load)),
        _wall("mosaic", lambda: collages.mosaic(load)),
    )
}


def names(tag: str | None = None) -> tuple[str, ...]:
    """Return the names of all samples, or of those with one of `TAGS`."""
    if tag is not None and tag not in TAGS:
        raise KeyError(tag)
    return tuple(sample.name for sample in SAMPLES.values() if tag is None or tag in sample.tags)


def load(name: str) -> NDArray[np.uint8]:
    """Return a sample as (H, W, 3) uint8; KeyError if unknown, FileNotFoundError without its file."""
    return _load(name).copy()


@cache
def _folder(package: str) -> Path:
    """Return where a package is installed; it is not imported, which would take seconds."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent


@cache
def _load(name: str) -> NDArray[np.uint8]:
    sample = SAMPLES[name]
    return sample.draw() if sample.draw else _read(_folder(sample.package) / sample.file)


def _read(path: Path) -> NDArray[np.uint8]:
    opener: type[ImageFile] = PngImageFile if path.suffix == ".png" else JpegImageFile
    with opener(path) as image:
        image.load()
        return np.array(Image.Image.convert(image, "RGB"))
