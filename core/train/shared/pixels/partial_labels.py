"""Losses for pixels of which not everything is known: each pixel's label names a set of classes it may be of.

A label is a row of a table (labels, classes) of bool: one class where it is known, several where only those
are possible ("a person, in whatever clothes"), all of them where nobody knows. Such pixels cost nothing.
"""

from collections.abc import Collection, Sequence

import torch
from torch import Tensor


def table(sets: Sequence[Collection[int]], classes: int) -> Tensor:
    """Return which classes each label allows, (labels, classes) bool."""
    allowed = torch.zeros(len(sets), classes, dtype=torch.bool)
    for label, permitted in enumerate(sets):
        allowed[label, list(permitted)] = True
    return allowed


def cost(
    logits: Tensor, truth: Tensor, allowed: Tensor, weight: Tensor, groups: Tensor
) -> tuple[Tensor, Tensor]:
    """Return weighted cross-entropy and 1 − Dice of logits (B, classes, H, W) for labels (B, H, W).

    Cross-entropy is the mean of −log of the probability of all classes that are `allowed` (labels, classes),
    weighted by label, `weight` (labels,): with one class a label it is the usual one. Dice (Milletari et al.,
    2016) is averaged over those of the `groups` (groups, classes) bool that occur in the batch: a single
    class, or several taken as one. A pixel counts for a group where its label allows only classes of the
    group, or none of them.
    """
    labels = truth.flatten()
    p = logits.movedim(1, -1).reshape(len(labels), -1).softmax(1)  # (pixels, classes)
    chance = (p * allowed.to(p.dtype)[labels]).sum(1)
    heavy = (weight * ~allowed.all(1))[labels]
    by_pixel = -(heavy * chance.clamp_min(1e-9).log()).sum() / heavy.sum().clamp_min(1e-6)
    return by_pixel, _dice(p, labels, allowed, groups)


def _dice(p: Tensor, labels: Tensor, allowed: Tensor, groups: Tensor) -> Tensor:
    """Return 1 − Dice from sums by label, of which there are few."""
    sums = p.new_zeros(allowed.shape).index_add(0, labels, p) @ groups.T.to(p.dtype)  # (labels, groups)
    counts = torch.bincount(labels, minlength=len(allowed))[:, None]
    inside = ~(allowed[:, None] & ~groups).any(2)
    known = inside | ~(allowed[:, None] & groups).any(2)
    there = (counts * inside).sum(0)
    both, total = (sums * inside).sum(0), (sums * known).sum(0) + there
    return ((there > 0) * (1 - 2 * both / total.clamp_min(1e-6))).sum() / (there > 0).sum().clamp_min(1)


def class_weights(truth: Tensor, allowed: Tensor, power: float) -> Tensor:
    """Return one weight a label from the classes' shares of the pixels (Eigen & Fergus, 2015, softened).

    (median share / share) to `power`: 0 equal, 1 median frequency balancing; the mean over all pixels is 1,
    as is the weight where several classes are allowed. `truth` any integer tensor of labels.
    """
    counts = sum(torch.bincount(t.int(), minlength=len(allowed)) for t in truth.flatten().split(1 << 24))
    counts = counts.double().cpu()
    single = (allowed.sum(1) == 1).cpu()
    seen = single & (counts > 0)
    weight = torch.ones(len(allowed), dtype=torch.float64)
    share = counts / counts[seen].sum().clamp_min(1)
    weight[seen] = (share[seen].median() / share[seen]) ** power
    weight[seen] /= (weight[seen] * share[seen]).sum()
    return weight.float()
