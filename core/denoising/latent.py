"""What two decoders make of codes drawn by chance, and the cloud that the VAE makes of a picture.

The plain twin and the variational autoencoder have the same layers and learnt for as many steps; only the
loss differs. `KINDS` names both, in the order in which they are shown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.denoising import infer
from core.denoising.sizes import JUDGES, SIDE, SURE
from core.runtime import cards, engine, registry
from core.shared.probabilities import softmax

Floats = NDArray[np.float32]
Layers = list[tuple[Floats, Floats]]
KINDS = ("plain", "vae")
LATENT, SHOWN, MANY, CODES = 2, 16, 1000, 64
"""numbers of a code · codes drawn that are shown · that are counted · drawn of a cloud for its loss"""
CLASSES, FEW = 10, 0.25
"""classes of a subject · the share of its fair part from which on a class counts as found"""
EDGES = (0.02, 0.98)
"""quantiles of the codes that a map reaches to"""
NEAR = 2.6
"""how far a map reaches at least to each side of 0: 98 of 100 numbers of N(0, 1) are nearer"""


@dataclass(frozen=True)
class Drawn:
    """What one network draws from N codes (N, 2): pictures (N, 28, 28) in 0..1, and what the judge says.

    `named` (N,) are the classes that it thinks of, `probability` (N,) how sure it is of each, in 0..1.
    """

    codes: Floats
    pictures: Floats
    named: NDArray[np.int64]
    probability: Floats

    @property
    def sure(self) -> NDArray[np.bool_]:
        """Of which pictures the judge is sure (N,)."""
        return self.probability >= SURE


@dataclass(frozen=True)
class Tried:
    """What many codes gave: the share of pictures that the judge is sure of, and the classes found (0..10).

    A class is found if at least `FEW` of its fair part came, counting only what the judge is sure of.
    """

    sure: float
    found: int


@dataclass(frozen=True)
class Cloud:
    """One picture in the VAE's latent space, with the two terms of −ELBO in nats.

    `mean`, `spread` (2,): where its cloud is, and the standard deviations · `rebuilt` (28, 28) in 0..1 from
    the middle · `reconstruction`: the mean over `CODES` codes drawn of it · `divergence`: in closed form ·
    `floor`: what a perfect copy would cost, as a grey pixel is a chance, and chance costs.
    """

    mean: Floats
    spread: Floats
    rebuilt: Floats
    reconstruction: float
    divergence: float
    floor: float


def prior(count: int, seed: int) -> Floats:
    """Return codes (count, 2) drawn from the standard normal distribution: what new pictures are made of."""
    return np.random.default_rng(seed).standard_normal((count, LATENT)).astype(np.float32)


def as_wide(codes: Floats, points: Floats) -> Floats:
    """Return codes (N, 2) of N(0, 1) moved and stretched to the mean and covariance of points (M, 2)."""
    root = np.linalg.cholesky(np.cov(points.T))
    return (points.mean(0) + codes @ root.T).astype(np.float32)


def points(kind: str, subject: str) -> Floats:
    """Return codes (10, n, 2) of test pictures by class, as the network's card has them."""
    return np.array(cards.read(f"{kind}_{subject}")["points"], np.float32)


def reach(codes: Floats) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return from where to where a map of codes (..., 2) goes, (low, high) of both numbers: a square."""
    low, high = np.quantile(codes.reshape(-1, LATENT), EDGES, axis=0)
    low, high = np.minimum(low, -NEAR), np.maximum(high, NEAR)
    half, middle = float((high - low).max()) * 0.53, (low + high) / 2
    across, up = ((float(m) - half, float(m) + half) for m in middle)
    return across, up


def decoder(kind: str, subject: str) -> Layers:
    """Return weights (out, in) and bias (out,) of each layer from a code to a picture, for `infer.decode`."""
    layers = registry.load_model(f"{kind}_{subject}").decoder
    pairs = [(layer.weight, layer.bias) for layer in layers if hasattr(layer, "weight")]
    return [(w.float().cpu().numpy(), b.float().cpu().numpy()) for w, b in pairs]


def drawn(kind: str, subject: str, codes: Floats) -> Drawn:
    """Return what a network draws from codes (N, 2), and what the subject's judge says of the pictures."""
    pictures = infer.decode(codes, decoder(kind, subject)).astype(np.float32)
    judge = JUDGES[subject]
    answers = engine.predictor(judge)(pictures[:, None])
    probabilities = softmax(answers / registry.get_spec(judge).temperature)
    return Drawn(codes, pictures, probabilities.argmax(1), probabilities.max(1).astype(np.float32))


def tried(subject: str) -> dict[str, Tried]:
    """Return what `MANY` codes give: of N(0, 1) for each of KINDS, the same codes.

    "wide" is the plain twin's if the codes are drawn as wide as its own cloud of test pictures.
    """
    codes = prior(MANY, seed=0)
    wide = as_wide(codes, points("plain", subject).reshape(-1, LATENT))
    asked = {kind: (kind, codes) for kind in KINDS} | {"wide": ("plain", wide)}
    return {name: count(drawn(kind, subject, drew)) for name, (kind, drew) in asked.items()}


def count(made: Drawn) -> Tried:
    """Count the pictures of each class that the judge is sure of."""
    classes = np.bincount(made.named[made.sure], minlength=CLASSES)
    return Tried(float(made.sure.mean()), int((classes >= FEW * len(made.named) / CLASSES).sum()))


def in_tenths(reconstruction: float, divergence: float) -> tuple[float, float, float]:
    """Return both terms of −ELBO in nats as they are shown, and the sum of what is shown."""
    terms = round(reconstruction, 1), round(divergence, 1)
    return *terms, round(sum(terms), 1)


def code(picture: Floats, subject: str) -> Floats:
    """Return the code (2,) of a picture (28, 28) in 0..1 in the plain twin."""
    import torch

    net = registry.load_model(f"plain_{subject}")
    with torch.inference_mode():
        flat = torch.from_numpy(np.ascontiguousarray(picture, np.float32)).view(1, -1)
        return net.encoder(flat.to(next(net.parameters()).device))[0].float().cpu().numpy()


def cloud(picture: Floats, subject: str, seed: int = 0) -> Cloud:
    """Return what a picture (28, 28) in 0..1 becomes in the VAE of a subject; KeyError for an unknown one."""
    import torch

    from core.denoising import vae

    net = registry.load_model(f"vae_{subject}")
    where = next(net.parameters()).device
    x = torch.from_numpy(np.ascontiguousarray(picture, np.float32)).view(1, 1, SIDE, SIDE).to(where)
    noise = torch.from_numpy(prior(CODES, seed)).to(where)
    with torch.inference_mode():
        mean, log_variance = net.posterior(x)
        spread = (log_variance / 2).exp()
        costs = vae.reconstruction(net.logits(mean + spread * noise), x.flatten(1).expand(CODES, -1))
        floor = vae.reconstruction(torch.logit(x.flatten(1), 1e-6), x.flatten(1))
        numbers = costs.mean(), vae.divergence(mean, log_variance)[0], floor[0]
        arrays = mean[0], spread[0], net.decoder(mean).view(SIDE, SIDE)
    return Cloud(*(a.float().cpu().numpy() for a in arrays), *(float(n) for n in numbers))
