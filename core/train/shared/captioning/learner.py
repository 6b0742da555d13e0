"""How a network learns to describe photos: first from people's sentences, then from how close its own come.

Self-critical training (Rennie et al., 2017): sentences written by chance that come closer to people's than
the others of the same photo become likelier; the reward is CIDEr-D, the others' mean is what it is compared
with (Luo, 2020).
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from core.captioning import scores, search
from core.captioning.networks import Captioner
from core.captioning.words import END, Vocabulary
from core.train.shared.averages import Average
from core.train.shared.captioning.told import Told
from core.train.shared.training import Training, autocast, descend, rate_at, set_rate

PLAIN = ("phase", "phase_step", "begun", "best_score", "best")
"""what a checkpoint holds as it is"""


@dataclass(frozen=True)
class Recipe:
    """How it is trained."""

    seconds: float = 3600
    """in all: by the clock on a GPU, of computing time elsewhere"""
    copying: float = 0.45
    """share of the time in which people's sentences are copied, at most"""
    epochs: int = 30
    """passes through people's sentences, at most"""
    batch: int = 256
    """sentences a step"""
    rate: float = 2e-3
    """highest learning rate while copying"""
    smooth: float = 0.1
    """label smoothing"""
    photos: int = 96
    """photos a step of self-critical training"""
    tries: int = 5
    """sentences written by chance for each"""
    rate_after: float = 1e-4
    """highest learning rate of self-critical training"""
    critical: int = 100_000
    """steps of self-critical training, at most"""
    decay: float = 1e-3
    """weight decay"""
    average: float = 0.995
    """how much of the averaged weights a step keeps"""
    least: int = 5
    """times a word stands in the training sentences, at least, to be learnt"""
    views: int = 16
    """views of each training photo"""
    look_every: int = 60
    """steps between two looks at the validation photos"""
    seed: int = 0


class Learner:
    """A network in training: what is learnt from, where it stands, the best found so far."""

    def __init__(self, recipe: Recipe, vocabulary: Vocabulary, learn: Told, bank: Tensor) -> None:
        """Begin; `bank` (views, N, 49, 1280) is what is seen in the N photos of `learn`."""
        self.recipe, self.vocabulary, self.bank = recipe, vocabulary, bank
        self.device = bank.device
        torch.manual_seed(recipe.seed)
        self.net = Captioner(len(vocabulary.words)).to(self.device)
        self.average = Average(self.net, recipe.average)
        self.optimiser = torch.optim.AdamW(self.net.parameters(), weight_decay=recipe.decay)
        rows = [(n, vocabulary.encode(words)) for n, said in enumerate(learn.sentences) for words in said]
        self.owner = torch.tensor([n for n, _ in rows], device=self.device)
        self.numbers = torch.tensor([numbers for _, numbers in rows], device=self.device)  # (S, LONGEST + 1)
        ended = [[(*words, END) for words in said] for said in learn.sentences]
        self.rare = scores.rarity(ended)
        self.theirs = [[scores.vector(words, self.rare) for words in said] for said in ended]
        self.phase, self.phase_step, self.begun = 0, 0, 0.0
        self.best_score = float("-inf")
        self.keep_if_best(-1.0)

    def state_dict(self) -> dict[str, Any]:
        """Return all that a checkpoint needs besides the average."""
        plain = {name: getattr(self, name) for name in PLAIN}
        return plain | {"net": self.net.state_dict(), "optimiser": self.optimiser.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on where a checkpoint ended."""
        self.net.load_state_dict(state["net"]), self.optimiser.load_state_dict(state["optimiser"])
        for name in PLAIN:
            setattr(self, name, state[name])

    def keep_if_best(self, score: float) -> None:
        """Remember the averaged weights if `score` is the highest so far."""
        if score > self.best_score:
            self.best_score = score
            self.best = {key: value.clone() for key, value in self.average.net.state_dict().items()}

    def begin_criticism(self, seconds: float) -> None:
        """Go back to the best weights so far, after so many seconds, and on with a fresh optimiser."""
        self.phase, self.phase_step, self.begun = 1, 0, seconds
        for net in (self.net, self.average.net):
            net.load_state_dict(self.best)
        self.optimiser = torch.optim.AdamW(self.net.parameters(), weight_decay=self.recipe.decay)

    def features(self, photos: Tensor) -> Tensor:
        """Return one view by chance of each of the photos (B,): (B, 49, 1280)."""
        return self.bank[torch.randint(len(self.bank), photos.shape, device=self.device), photos].float()

    def precision(self) -> AbstractContextManager:
        """Return what computes in bfloat16 on a CPU that can: on a GPU these small layers only wait."""
        return nullcontext() if self.device.type == "cuda" else autocast(self.device)

    def copy_loss(self) -> Tensor:
        """Return the cross-entropy of the next word over a batch of people's sentences."""
        pick = torch.randint(len(self.owner), (self.recipe.batch,), device=self.device)
        numbers = self.numbers[pick]
        with self.precision():
            logits, _ = self.net(self.features(self.owner[pick]), behind(numbers))
        flat, smooth = logits.float().flatten(0, 1), self.recipe.smooth
        every = F.cross_entropy(flat, numbers.flatten(), reduction="none", label_smoothing=smooth)
        counts = until_end(numbers)
        return (every.view_as(counts) * counts).sum() / counts.sum()

    def critical_loss(self) -> Tensor:
        """Return −(reward − the other samples' mean) · log probability, over sentences written by chance."""
        recipe = self.recipe
        photos = torch.randint(len(self.theirs), (recipe.photos,), device=self.device)
        features = self.features(photos).repeat_interleave(recipe.tries, 0)
        self.net.eval()
        with self.precision():
            written = search.sample(self.net, features, temperature=1.0)
        written = F.pad(written, (0, 1))  # (B, LONGEST + 1), `END` at last
        rewards = self.rewards(written, photos.repeat_interleave(recipe.tries)).view(-1, recipe.tries)
        others = (rewards.sum(1, keepdim=True) - rewards) / (recipe.tries - 1)
        self.net.train()
        with self.precision():
            logits, _ = self.net(features, behind(written))
        chances = logits.float().log_softmax(2).gather(2, written[..., None])[..., 0]
        counts = until_end(written)
        return -((rewards - others).view(-1, 1) * chances * counts).sum() / counts.sum()

    def rewards(self, written: Tensor, photos: Tensor) -> Tensor:
        """Return CIDEr-D of each sentence of numbers (B, T) for photos (B,); its end counts as a word."""
        said = [(*self.vocabulary.decode(row), END) for row in written.tolist()]
        pairs = zip(said, photos.tolist(), strict=True)
        found = [scores.against(words, self.theirs[n], self.rare) for words, n in pairs]
        return torch.tensor(found, device=self.device)

    def learn(self, loss: Tensor, rate: float) -> None:
        """Take one step."""
        set_rate(self.optimiser, rate)
        descend(loss, self.optimiser, limit=1.0)
        self.phase_step += 1


def behind(numbers: Tensor) -> Tensor:
    """Return what is read to guess numbers (B, T): `END`, then all but the last."""
    return F.pad(numbers[:, :-1], (1, 0))


def until_end(numbers: Tensor) -> Tensor:
    """Return 1.0 for the words of sentences (B, T) and their first `END`, else 0.0."""
    ended = (numbers == 0).long().cumsum(1)
    return ((ended == 0) | ((ended == 1) & (numbers == 0))).float()


def phases(learner: Learner, training: Training) -> Iterator[tuple[Callable[[], Tensor], float]]:
    """Give the loss to compute and the learning rate of each step, until the time or the steps are over."""
    recipe = learner.recipe
    most = recipe.epochs * len(learner.owner) / recipe.batch
    for _ in training.steps():
        if learner.phase == 0:
            done = max(learner.phase_step / most, training.seconds / (recipe.copying * recipe.seconds))
            if done < 1:
                yield learner.copy_loss, rate_at(done, recipe.rate, 0.05)
                continue
            learner.begin_criticism(training.seconds)
        spent = (training.seconds - learner.begun) / max(recipe.seconds - learner.begun, 1e-9)
        done = max(spent, learner.phase_step / recipe.critical)
        if done >= 1:
            return
        yield learner.critical_loss, rate_at(done, recipe.rate_after, 0.05)
