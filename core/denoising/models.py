"""The bundled networks of the lesson."""

from typing import TYPE_CHECKING

from core.denoising.sizes import SIDE
from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

SUBJECTS = ("garments", "digits")
"""what the networks for 28×28 pictures know: those of a subject end with its name"""
PHOTOS, RBM, STACK = "denoiser_photos", "rbm_digits", "stacked_digits"


def build_denoiser() -> "nn.Module":
    """Return an untrained denoising autoencoder."""
    from core.denoising.networks import denoiser

    return denoiser()


def build_bottlenecks() -> "nn.Module":
    """Return an untrained family of autoencoders with bottlenecks of seven widths."""
    from core.denoising.networks import BottleneckFamily

    return BottleneckFamily()


def build_vae() -> "nn.Module":
    """Return the untrained variational autoencoder."""
    from core.denoising.vae import VAE

    return VAE()


def build_plain() -> "nn.Module":
    """Return the untrained autoencoder that is like the variational one but for its loss."""
    from core.denoising.vae import plain

    return plain()


def build_photo_denoiser() -> "nn.Module":
    """Return the untrained denoiser for photos."""
    from core.denoising.networks import PhotoDenoiser

    return PhotoDenoiser()


def build_rbm() -> "nn.Module":
    """Return the restricted Boltzmann machine at all its ages, its weights 0."""
    from core.denoising.networks import RbmAges

    return RbmAges(len(cards.read(RBM)["ages"]))


def build_stack() -> "nn.Module":
    """Return the untrained stack of autoencoders."""
    from core.denoising.networks import Stack

    return Stack()


small, flat = (1, SIDE, SIDE), (SIDE * SIDE,)
for name, title, build, shape in (
    ("denoiser_garments", "Denoising autoencoder (Fashion-MNIST)", build_denoiser, small),
    ("denoiser_digits", "Denoising autoencoder (MNIST)", build_denoiser, small),
    ("bottleneck_garments", "Autoencoders 2–128 (Fashion-MNIST)", build_bottlenecks, small),
    ("bottleneck_digits", "Autoencoders 2–128 (MNIST)", build_bottlenecks, small),
    ("vae_garments", "Variational autoencoder (Fashion-MNIST)", build_vae, small),
    ("vae_digits", "Variational autoencoder (MNIST)", build_vae, small),
    ("plain_garments", "Plain twin of the VAE (Fashion-MNIST)", build_plain, flat),
    ("plain_digits", "Plain twin of the VAE (MNIST)", build_plain, flat),
    (PHOTOS, "Photo denoiser", build_photo_denoiser, (3, 64, 64)),
    (STACK, "Stacked autoencoder (MNIST)", build_stack, flat),
    (RBM, "RBM (MNIST)", build_rbm, flat),
):
    card = cards.read(name)
    register(__name__, bundled(name, card["task"], title, build, input_shape=shape))
