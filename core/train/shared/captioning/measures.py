"""What is measured of a network that describes photos, beside two that do not look or do not write."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.captioning import scores, search
from core.captioning.networks import Captioner
from core.captioning.words import SMALL_WORDS, Vocabulary
from core.train.shared.captioning.told import Told

WIDTHS, EVEN = (1, 2, 3, 5), (0.0, 0.7, 1.0)
"""beams that are tried on the validation photos, and how far the length of a sentence is evened out"""
BATCH = 128
COMMON, COMPANIONS = 300, 4
"""words whose companions in the training sentences are told, and how many of them"""
Sentences = Sequence[Sequence[str]]


def write(
    net: Captioner, features: Tensor, vocabulary: Vocabulary, width: int = 1, even: float = 0.0
) -> list[list[str]]:
    """Return a sentence of words for each photo's features (N, 49, 1280): the likeliest words or a beam's."""
    found: list[list[str]] = []
    for part in features.split(BATCH):
        part = part.float()
        numbers = search.sample(net, part) if width == 1 else search.beam(net, part, width, even)
        found += [vocabulary.decode(row) for row in numbers.tolist()]
    return found


def figures(made: Sentences, told: Told) -> dict[str, float]:
    """Return CIDEr and BLEU-1 to BLEU-4 of one sentence a photo, of all and of each folder's photos."""
    found = {"cider": float(scores.cider(made, told.sentences).mean())}
    found |= {f"bleu{n}": scores.bleu(made, told.sentences, n) for n in (4, 3, 2, 1)}
    for folder in dict.fromkeys(told.folders):
        keep = [n for n, own in enumerate(told.folders) if own == folder]
        some, theirs = [made[n] for n in keep], [told.sentences[n] for n in keep]
        found[f"cider_{folder}"] = float(scores.cider(some, theirs).mean())
        found[f"bleu4_{folder}"] = scores.bleu(some, theirs)
    return {key: round(value, 4) for key, value in found.items()}


def commonest(learn: Told, count: int) -> Sentences:
    """Return the commonest training sentence, so many times."""
    said = Counter(words for sentences in learn.sentences for words in sentences)
    return [max(said, key=lambda words: (said[words], words))] * count


def nearest(learn: Told, learn_seen: Tensor, test_seen: Tensor) -> Sentences:
    """Return the first sentence of the training photo most alike, by the angle of mean features."""
    theirs, own = (torch.nn.functional.normalize(x.float().mean(1), dim=1) for x in (learn_seen, test_seen))
    return [learn.sentences[n][0] for n in (own @ theirs.T).argmax(1).tolist()]


def best_beam(net: Captioner, held: Told, held_seen: Tensor, vocabulary: Vocabulary) -> tuple[int, float]:
    """Return the beam and the evening out with the highest CIDEr on the validation photos."""
    tried = [(1, 0.0)] + [(width, even) for width in WIDTHS[1:] for even in EVEN]

    def reached(way: tuple[int, float]) -> float:
        return float(scores.cider(write(net, held_seen, vocabulary, *way), held.sentences).mean())

    return max(tried, key=reached)


def companions(learn: Told) -> dict[str, list[tuple[str, float]]]:
    """Return for common words which others stand most often in the same sentences, in which share of them.

    {"man": [("wearing", 0.12), ..], ..}: why a network sees a racket in every player's hand.
    """
    sets = [set(words) - SMALL_WORDS for said in learn.sentences for words in said]
    counts = Counter(word for words in sets for word in words)
    found = {}
    for word, total in counts.most_common(COMMON):
        beside = Counter(other for words in sets if word in words for other in words if other in counts)
        del beside[word]
        found[word] = [(other, round(n / total, 3)) for other, n in beside.most_common(COMPANIONS)]
    return found


def facts(
    net: Captioner, told: dict[str, Told], views: dict[str, Tensor], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Return what the card says: the words, the figures on the test photos, those of the two baselines.

    `views` are what is seen in the photos of each split (N, 49, 1280). The beam is chosen on "val" alone.
    """
    width, even = best_beam(net, told["val"], views["val"], vocabulary)
    test = told["test"]
    made = write(net, views["test"], vocabulary, width, even)
    own = figures(made, test)
    words = Counter(word for said in told["train"].sentences for sentence in said for word in sentence)
    copies = {
        "commonest": commonest(told["train"], len(made)),
        "nearest": nearest(told["train"], views["train"], views["test"]),
    }
    return {
        "metrics": {key: own[key] for key in ("cider", "bleu4")},
        "measured": {"network": own} | {name: figures(said, test) for name, said in copies.items()},
        "greedy": figures(write(net, views["test"], vocabulary), test),
        "commonest": list(copies["commonest"][0]),
        "search": {"width": width, "even": even},
        "different": round(len({tuple(words) for words in made}) / len(made), 3),
        "seen": [int(words[word]) for word in vocabulary.words],
        "companions": companions(told["train"]),
        "labels": list(vocabulary.words),
        "length": {"mean": round(float(np.mean([len(words) for words in made])), 2)},
    }
