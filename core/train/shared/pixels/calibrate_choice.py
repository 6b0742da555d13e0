"""Find out how sure each network of pixels is of photos of its kind, and how often the surer one is right.

    python -m core.train.shared.pixels.calibrate_choice --data DIR

DIR holds `camvid`, `clothes`, `people_pets` and `everyday_photos`. Photos that the networks did not learn
from give the quantiles on the cards ("sure"), and for `unet_people` the limit of the warning: people and pets
of the validation parts, and everyday photos with a person, a cat or a dog that is not tiny. Other photos are
what is written under "choice": the share of each kind that the road network answers, and the share that is
called doubtful. Neither kind shows traffic: "others" show no people or pets either.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.runtime import cards
from core.segmentation import choice, infer
from core.train.shared.pixels import people_photos, road_photos
from core.train.shared.pixels.people_photos import rgb_of

ROADS, PEOPLE = "unet", "unet_people"
SIDE = 480
"""longer side at which the dashboard asks"""
LARGE = 0.05
"""share of a photo that a box of a person, cat or dog has to have for the photo to be of that kind"""
MOST = 60
"""photos of a kind at most"""
KNOWN = ("person", "cat", "dog")

Photos = list[NDArray[np.uint8]]


def everyday(folder: Path, part: str) -> dict[str, Photos]:
    """Return photos with a large person or pet, and those with none of those and no traffic."""
    index = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    ids = {name: index["classes"].index(name) for name in (*KNOWN, *road_photos.TRAFFIC)}
    known, traffic = ({ids[name] for name in names} for names in (KNOWN, road_photos.TRAFFIC))
    kinds: dict[str, list[Path]] = {"people": [], "others": []}
    for image in index["images"]:
        if image["split"] != part:
            continue
        whole, boxes = image["width"] * image["height"], image["boxes"]
        seen = {int(box[4]) for box in boxes}
        large = max(((b[2] - b[0]) * (b[3] - b[1]) / whole for b in boxes if int(b[4]) in known), default=0)
        if large >= LARGE and not seen & traffic:
            kinds["people"].append(folder / image["file"])
        elif not seen & (known | traffic):
            kinds["others"].append(folder / image["file"])
    return {kind: [rgb_of(file) for file in thinned(files)] for kind, files in kinds.items()}


def thinned(many: list) -> list:
    """Return `MOST` of a list at most, evenly spread."""
    return many[:: -(-len(many) // MOST) or 1]


def photos_of(data: Path, part: str) -> dict[str, Photos]:
    """Return photos of roads, of people and pets, and of neither."""
    people = people_photos.read(data, part, boxed=False)
    roads = [road.rgb for road in thinned(road_photos.read(data / "camvid", part))]
    found = everyday(data / "everyday_photos", part)
    own = [photo.rgb for photo in (*people.clothes, *people.people, *people.pets)]
    return {"roads": roads, **found, "people": thinned(own) + found["people"]}


def sureness(model: str, photos: Iterable[NDArray[np.uint8]]) -> list[float]:
    """Return how sure a bundled network is of each photo, as the dashboard asks it."""
    return [infer.look(rgb, model, SIDE).sureness for rgb in photos]


def quantiles(sure: list[float]) -> list[float]:
    """Return the quantiles of a card, rounded, each a little larger than the one before it."""
    values = np.quantile(sure, choice.QUANTILES)
    return [round(float(v) + 1e-5 * n, 5) for n, v in enumerate(np.maximum.accumulate(values))]


def keep(model: str, **facts: object) -> None:
    """Write facts into a card."""
    cards.amend(cards.BUNDLED, model, **facts)
    infer.unsure_below.cache_clear()


def verdicts(photos: dict[str, Photos]) -> dict[str, dict[str, float]]:
    """Return by kind the share that each network answers, and of its answers the share that is doubted."""
    found = {}
    for kind, some in photos.items():
        both = zip(sureness(ROADS, some), sureness(PEOPLE, some), strict=True)
        choices = [choice.surer({ROADS: road, PEOPLE: people}) for road, people in both]
        found[kind] = {
            "photos": len(some),
            ROADS: round(float(np.mean([c.model == ROADS for c in choices])), 3),
            "doubtful": round(float(np.mean([not c.known for c in choices])), 3),
        }
    return found


def main() -> None:
    """Measure, write the cards, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    val, test = (photos_of(data, part) for part in ("val", "test"))
    # The roads of the validation part are from a drive that was learnt from, those of the test part are not.
    keep(ROADS, sure=quantiles(sureness(ROADS, test["roads"])))
    # Where nothing is found there is no sureness: the page says so in other words.
    sure = [some for some in sureness(PEOPLE, val["people"]) if some]
    keep(PEOPLE, sure=quantiles(sure), unsure_below=round(float(np.quantile(sure, 0.05)), 3))
    found = verdicts({"roads": val["roads"], "people": test["people"], "others": test["others"]})
    metrics = cards.read(PEOPLE)["metrics"] | {"warned": found["people"]["doubtful"]}
    keep(PEOPLE, choice=found, metrics=metrics)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
