"""The script of captioning."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from core.train.shared.captioning.learner import behind, until_end
from core.train.shared.captioning.told import made_up, view

STATED = {"data", "licence", "split", "command", "seed", "date", "metrics", "limits"}


@pytest.mark.slow
def test_a_quick_run_writes_a_network_that_fits_its_card_and_resumes(tmp_path: Path, train) -> None:
    from core.captioning.networks import Captioner

    train("captioner")
    card = json.loads((tmp_path / "captioner.json").read_text(encoding="utf8"))
    Captioner(len(card["labels"])).load_state_dict(load_file(tmp_path / card["file"]))
    assert card.keys() >= STATED | {"measured", "search", "companions", "seen"}
    assert card["measured"].keys() == {"network", "commonest", "nearest"}
    train("captioner")  # resumes at the end
    again = json.loads((tmp_path / "captioner.json").read_text(encoding="utf8"))
    assert again["sha256"] == card["sha256"]


def test_words_count_up_to_the_first_end() -> None:
    numbers = torch.tensor([[5, 3, 0, 0], [0, 0, 0, 0], [1, 2, 3, 0]])
    assert until_end(numbers).tolist() == [[1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 1, 1]]
    assert behind(numbers).tolist() == [[0, 5, 3, 0], [0, 0, 0, 0], [0, 1, 2, 3]]


def test_views_of_a_photo() -> None:
    photos = made_up(2, 0).photos
    photos[:, :, :, :128] //= 2
    plain, mirrored = view(photos, 0), view(photos, 1)
    assert plain.shape == (2, 3, 224, 224) and plain.abs().max() <= 1
    assert torch.allclose(mirrored, plain.flip(3), atol=1e-4)
    torch.manual_seed(0)
    assert not torch.allclose(view(photos, 2), view(photos, 2))
