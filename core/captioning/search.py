"""Ways to write a sentence with a network that only guesses the next word."""

import torch
from torch import Tensor

from core.captioning.networks import Captioner
from core.captioning.words import LONGEST

NEVER = (1,)
"""words that are not written: UNKNOWN"""


def _log_chances(logits: Tensor, last: Tensor) -> Tensor:
    """Return log probabilities (B, V) without the words that are never written and the one written last."""
    logits = logits.float()
    logits[:, NEVER] = -torch.inf
    logits.scatter_(1, last[:, None].clamp(min=1), -torch.inf)  # `END` may follow itself
    return logits.log_softmax(1)


@torch.no_grad()
def sample(
    net: Captioner,
    features: Tensor,
    temperature: float = 0.0,
    longest: int = LONGEST,
    chance: torch.Generator | None = None,
) -> Tensor:
    """Write word after word: numbers (B, longest) for features (B, P, 1280), `END` behind a sentence's end.

    Each word is drawn from the probabilities, sharpened by a low temperature; at 0 it is the likeliest.
    """
    places, keys, state = net.look(features)
    word = torch.zeros(len(features), dtype=torch.long, device=features.device)
    over, written = word.bool(), []
    for _ in range(longest):
        logits, _, state = net.step(word, places, keys, state)
        chances = _log_chances(logits, word)
        if temperature > 0:
            word = torch.multinomial((chances / temperature).softmax(1), 1, generator=chance)[:, 0]
        else:
            word = chances.argmax(1)
        word = word.masked_fill(over, 0)
        over = over | (word == 0)
        written.append(word)
    return torch.stack(written, 1)


@torch.no_grad()
def beam(
    net: Captioner, features: Tensor, width: int = 3, even: float = 0.7, longest: int = LONGEST
) -> Tensor:
    """Keep the `width` best beginnings at each word; return the best whole sentences (B, longest).

    A sentence is as good as its log probability / (its words)^`even`: 0 favours short ones, 1 none.
    """
    count, device = len(features), features.device
    places, keys, state = (_repeat(part, width) for part in net.look(features))
    written = torch.zeros(count, width, 0, dtype=torch.long, device=device)
    total = torch.full((count, width), -torch.inf, device=device)
    total[:, 0] = 0  # all beginnings are the same one at first
    length = torch.ones(count, width, device=device)
    word = torch.zeros(count * width, dtype=torch.long, device=device)
    for at in range(longest):
        logits, _, state = net.step(word, places, keys, state)
        chances = _log_chances(logits, word).view(count, width, -1)
        if at:
            over = word.view(count, width) == 0
            chances = _stay(chances, over)
            length = length + (~over).float()
        ahead = (total[..., None] + chances).flatten(1)  # (B, width · V)
        grown = ahead / (length**even).repeat_interleave(chances.shape[2], 1)
        pick = grown.topk(width, 1).indices
        parent = pick // chances.shape[2]
        word = (pick % chances.shape[2]).flatten()
        total, length = ahead.gather(1, pick), length.gather(1, parent)
        rows = (parent + width * torch.arange(count, device=device)[:, None]).flatten()
        state = tuple(part[rows] for part in state)
        written = torch.cat([written.flatten(0, 1)[rows], word[:, None]], 1).unflatten(0, (count, width))
        if not word.any():
            break
    best = (total / length**even).argmax(1)
    found = written[torch.arange(count, device=device), best]
    return torch.nn.functional.pad(found, (0, longest - found.shape[1]))


def _repeat(part: Tensor | tuple, width: int) -> Tensor | tuple:
    if isinstance(part, tuple):
        return tuple(_repeat(one, width) for one in part)
    return part.repeat_interleave(width, 0)


def _stay(chances: Tensor, over: Tensor) -> Tensor:
    """Let finished sentences (B, width) be followed by `END` alone, at no cost."""
    stay = torch.full_like(chances[0, 0], -torch.inf)
    stay[0] = 0
    return torch.where(over[..., None], stay, chances)
