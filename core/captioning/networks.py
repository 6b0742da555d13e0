"""Show, attend and tell (Xu et al., 2015): a decoder that looks at a place of the photo for each word."""

import torch
from torch import Tensor, nn

FEATURES, SIDE = 1280, 7
"""numbers that EfficientNet-Lite0 has for each place of a photo of 224×224 pixels, and places along a side"""
State = tuple[Tensor, Tensor]


class Captioner(nn.Module):
    """From what a network sees at P places (B, P, 1280) to the next word, again and again.

    What differs from the paper: the places are first narrowed to `hidden` numbers, and the table of words is
    the same at the way in and out (Press & Wolf, 2017), which a small data set is thankful for.
    """

    def __init__(self, words: int, hidden: int = 384, embed: int = 256, dropout: float = 0.5) -> None:
        """Build it untrained, for a vocabulary of so many words."""
        super().__init__()
        self.narrow = nn.Sequential(nn.Linear(FEATURES, hidden), nn.LayerNorm(hidden), nn.ReLU())
        self.begin = nn.Linear(hidden, 2 * hidden)
        self.place, self.ask = nn.Linear(hidden, hidden), nn.Linear(hidden, hidden, bias=False)
        self.score = nn.Linear(hidden, 1, bias=False)
        self.gate = nn.Linear(hidden, hidden)
        self.table = nn.Embedding(words, embed)
        self.cell = nn.LSTMCell(embed + hidden, hidden)
        self.out = nn.Linear(2 * hidden, embed)
        self.bias = nn.Parameter(torch.zeros(words))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.table.weight, std=embed**-0.5)

    def look(self, features: Tensor) -> tuple[Tensor, Tensor, State]:
        """Narrow features (B, P, 1280): places (B, P, h), what they answer to (B, P, h), the first state."""
        places = self.dropout(self.narrow(features))
        h, c = self.begin(places.mean(1)).tanh().chunk(2, 1)
        return places, self.place(places), (h, c)

    def step(self, words: Tensor, places: Tensor, keys: Tensor, state: State) -> tuple[Tensor, Tensor, State]:
        """Read words (B,), look, and guess the next: logits (B, V), attention (B, P), the new state."""
        h, _ = state
        attention = self.score((keys + self.ask(h)[:, None]).tanh())[..., 0].softmax(1)  # (B, P)
        seen = (attention[:, None] @ places)[:, 0]  # (B, h)
        seen = seen * self.gate(h).sigmoid()
        h, c = self.cell(torch.cat([self.dropout(self.table(words)), seen], 1), state)
        mixed = self.out(self.dropout(torch.cat([h, seen], 1))).tanh()
        return self.dropout(mixed) @ self.table.weight.T + self.bias, attention, (h, c)

    def forward(self, features: Tensor, words: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Read features (B, P, 1280) and words (B, T), by default the beginning of a sentence alone.

        Returns: logits (B, T, V) of the word behind each, attention (B, T, P) when it was guessed.
        """
        if words is None:
            words = torch.zeros(len(features), 1, dtype=torch.long, device=features.device)
        places, keys, state = self.look(features)
        logits, looks = [], []
        for word in words.unbind(1):
            found, attention, state = self.step(word, places, keys, state)
            logits.append(found)
            looks.append(attention)
        return torch.stack(logits, 1), torch.stack(looks, 1)


class Seer(nn.Module):
    """EfficientNet-Lite up to its last map: photos (B, 3, 224, 224) to (B, 1280, 7, 7)."""

    def __init__(self, net: nn.Module) -> None:
        """Share the weights of a network that has `features`."""
        super().__init__()
        self.net = net

    def forward(self, x: Tensor) -> Tensor:
        """Return the last map."""
        return self.net.features(x)
