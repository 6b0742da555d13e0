"""The scripts of the denoising lesson run from made-up pictures to a card, and resume."""

import json
from pathlib import Path

import numpy as np
import pytest

SCRIPTS = {
    "denoiser_digits": ("denoisers", ["denoiser_digits"]),
    "bottleneck_garments": ("denoisers", ["bottleneck_garments"]),
    "plain_garments": ("vae", ["plain_garments"]),
    "denoiser_photos": ("denoiser_photos", []),
    "rbm_digits": ("rbm_digits", []),
    "stacked_digits": ("stacked_digits", []),
}
STATED = {"data", "licence", "split", "command", "seed", "date", "metrics", "limits"}


@pytest.mark.slow
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_quick_run_writes_weights_that_fit_and_a_card(name: str, tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    from core.runtime import registry

    script, first = SCRIPTS[name]
    train(script, *first, checkpoint=script != "rbm_digits")
    card = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
    assert card.keys() >= STATED
    tensors = load_file(tmp_path / card["file"])
    if script == "rbm_digits":  # a quick run has fewer ages
        assert tensors["weights"].shape == (len(card["ages"]), 784, 64)
    else:
        registry.get_spec(name).build().load_state_dict(tensors)
    if name in ("bottleneck_garments", "stacked_digits"):
        train(script, *first)  # resumes at the end
        again = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
        assert again["sha256"] == card["sha256"]


@pytest.mark.slow
def test_other_weights_of_the_divergence_go_into_the_card_that_is_there(tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    from core.runtime import registry

    train("vae", "vae_digits")
    before = json.loads((tmp_path / "vae_digits.json").read_text(encoding="utf8"))
    assert before.keys() >= STATED
    registry.get_spec("vae_digits").build().load_state_dict(load_file(tmp_path / before["file"]))
    train("vae", "vae_digits", "--trade")
    card = json.loads((tmp_path / "vae_digits.json").read_text(encoding="utf8"))
    rows = card.pop("trade")["rows"]
    assert card == before and [row["beta"] for row in rows] == [0.1, 0.3, 1, 3, 10, 30]
    assert rows[0]["divergence"] > rows[-1]["divergence"] >= 0


def test_each_kind_of_noise_gets_its_share_of_a_batch() -> None:
    import torch

    from core.train.denoisers import SHARES, spoilt

    clean = torch.full((100, 1, 28, 28), 0.5)
    clean[..., 10:18, 10:18] = 1
    noisy = spoilt(clean, seed=0)
    changed = (noisy != clean).flatten(1).float().mean(1)
    assert noisy.shape == clean.shape and sum(SHARES.values()) == pytest.approx(1)
    assert changed[:40].min() > 0.5  # Gaussian noise touches every pixel
    assert set(np.unique(noisy[60:80])) == {np.float32(0), np.float32(0.5), np.float32(1)}


def test_a_few_labels_are_the_same_number_of_each_class() -> None:
    import torch

    from core.train.stacked_digits import few

    labels = torch.arange(500) % 10
    pick = few(labels, 30, seed=1)
    assert torch.bincount(labels[pick]).tolist() == [3] * 10
    assert not torch.equal(pick, few(labels, 30, seed=2))
