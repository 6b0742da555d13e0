import json
from pathlib import Path

import pytest


@pytest.mark.slow
def test_quick_run_writes_both_files_and_cards_that_fit_the_networks(tmp_path: Path, train) -> None:
    import torch
    from safetensors.torch import load_file

    from core.gan.networks import Ages, Pair

    train("gan", "fashion")
    pair, ages = (
        json.loads((tmp_path / f"gan_fashion{end}.json").read_text(encoding="utf8")) for end in ("", "_ages")
    )
    Pair().load_state_dict(load_file(tmp_path / pair["file"]))
    old = Ages(len(ages["stages"]))
    old.load_state_dict(load_file(tmp_path / ages["file"]))
    assert ages["stages"][0]["step"] == 0
    assert ages["stages"][-1]["step"] == pair["trained"]["steps"]
    assert {name: ages["stages"][-1][name] for name in ("agreement", "evenness", "frechet")} == {
        name: pair["metrics"][name] for name in ("agreement", "evenness", "frechet")
    }
    last = load_file(tmp_path / pair["file"])["generator.first.weight"]
    assert torch.equal(last, old.generators[-1].first.weight.half())
    steps = [len(ages["losses"][name].split()) for name in ("step", "discriminator", "generator")]
    assert len(set(steps)) == 1 and len(ages["reference"]["covariance"]) == len(
        ages["reference"]["mean"].split()
    )
    train("gan", "fashion")  # resumes at the end
    again = json.loads((tmp_path / "gan_fashion.json").read_text(encoding="utf8"))
    assert again["sha256"] == pair["sha256"]


def test_bundled_discriminator_is_the_normalised_one_with_plain_weights() -> None:
    import torch

    from core.gan.networks import Discriminator
    from core.train.gan import normalised, plain

    torch.manual_seed(0)
    net = normalised(Discriminator()).train()
    x, y = torch.rand(4, 1, 28, 28), torch.eye(10)[:4]
    for _ in range(30):
        net(x, y)  # the largest singular value is found bit by bit
    net.eval()
    before = net(x, y)
    after = plain(net)(x, y)
    torch.testing.assert_close(before, after)
    assert not any("parametrizations" in name for name in net.state_dict())
    largest = torch.linalg.matrix_norm(net.layers[2].weight.flatten(1), 2).item()
    assert largest == pytest.approx(1, abs=0.05)
