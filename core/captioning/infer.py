"""A sentence for a photo, word after word, with where the network looked and what else was likely."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.captioning.models import NAME
from core.captioning.words import UNKNOWN, Vocabulary, join
from core.runtime import cards, engine, registry

if TYPE_CHECKING:
    from torch import nn

BACKBONE = "efficientnet_lite0"
SIDE = 224
PLACES = 7
"""places along a side of the photo"""
RUNNERS_UP = 3


@dataclass(frozen=True)
class Caption:
    """A sentence of T words, and what was likely when each was written.

    `words` (T,) · `probabilities` (T,) in 0..1 · `attention` (T, 7, 7), each map sums to 1, over the whole
    photo pressed to a square · `chances` (T, V) of every word of the `vocabulary` (V,) · `end` how likely the
    sentence was over then.
    """

    words: tuple[str, ...]
    probabilities: np.ndarray
    attention: np.ndarray
    chances: np.ndarray
    vocabulary: tuple[str, ...]
    end: float

    @property
    def text(self) -> str:
        """The sentence."""
        return join(self.words)

    @property
    def log_probability(self) -> float:
        """The sum of the logarithms of all words' probabilities, the end among them."""
        return float(np.log(np.append(self.probabilities, self.end) + 1e-12).sum())

    def runners_up(self, at: int) -> list[tuple[str, float]]:
        """Return the other words that were likeliest in the place of word `at`, likeliest first."""
        order = np.argsort(-self.chances[at])
        others = [n for n in order if self.vocabulary[n] != self.words[at]][:RUNNERS_UP]
        return [(self.vocabulary[n], float(self.chances[at, n])) for n in others]

    def rank(self, at: int, word: str) -> tuple[int, float] | None:
        """Return which place `word` had in the order for word `at` (1: the likeliest), and its probability.

        None for a word that the network cannot write.
        """
        if word == UNKNOWN or word not in self.vocabulary:
            return None
        chances = self.chances[at]
        own = float(chances[self.vocabulary.index(word)])
        return int((chances > own).sum()) + 1, own


def _seer(module: "nn.Module") -> "nn.Module":
    """Return a network that ends with the map before the mean over all places."""
    from core.captioning.networks import Seer

    return Seer(module)


def features(rgb: np.ndarray) -> np.ndarray:
    """Return what Lite0 sees at each of 7×7 places of a photo (H, W, 3) uint8: (49, 1280) float32.

    The whole photo is pressed to a square, so every place of the photo has its place in the map.
    Raises: WeightsUnavailable without Lite0's weights.
    """
    from PIL import Image

    square = Image.fromarray(rgb).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    x = (np.asarray(square, np.float32).transpose(2, 0, 1)[None] - 127) / 128
    seen = engine.predictor(BACKBONE, _seer)(np.ascontiguousarray(x))
    return np.ascontiguousarray(seen.reshape(1280, PLACES * PLACES).T)


def caption(seen: np.ndarray, width: int = 3, temperature: float = 0.0, seed: int = 0) -> Caption:
    """Describe what Lite0 sees in a photo, `seen` (49, 1280).

    With `temperature` 0 a beam of `width` sentences is kept (1: always the likeliest word); above, each word
    is drawn by chance, and `width` does not count.
    """
    import torch

    from core.captioning import search

    net, card = registry.load_model(NAME), cards.read(NAME)
    vocabulary = Vocabulary(tuple(card["labels"]))
    x = torch.from_numpy(np.asarray(seen, np.float32))[None].to(next(net.parameters()).device)
    if temperature > 0:
        chance = torch.Generator(x.device).manual_seed(seed)
        numbers = search.sample(net, x, temperature, chance=chance)[0]
    elif width > 1:
        numbers = search.beam(net, x, width, card["search"]["even"])[0]
    else:
        numbers = search.sample(net, x)[0]
    return _told(net, x, vocabulary, numbers.tolist())


def _told(net: "nn.Module", x: object, vocabulary: Vocabulary, numbers: list[int]) -> Caption:
    """Read a sentence again to see what else was likely at each word, and where the network looked."""
    import torch

    words = vocabulary.decode(numbers)
    own = numbers[: len(words)]
    with torch.inference_mode():
        logits, attention = net(x, torch.tensor([[0, *own]], device=x.device))
        logits[..., 1] = -torch.inf  # what is never written
        chances = logits[0].float().softmax(1).cpu().numpy()  # (T + 1, V)
    return Caption(
        words=tuple(words),
        probabilities=chances[range(len(own)), own],
        attention=attention[0, : len(own)].float().cpu().numpy().reshape(-1, PLACES, PLACES),
        chances=chances[: len(own)],
        vocabulary=vocabulary.words,
        end=float(chances[len(own), 0]),
    )
