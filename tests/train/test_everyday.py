import json
from pathlib import Path

import pytest


@pytest.mark.slow
def test_quick_run_writes_weights_and_card_that_fit_the_network(tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    from core.shared.everyday_net import EverydayNet

    train("everyday")
    card = json.loads((tmp_path / "everyday.json").read_text(encoding="utf8"))
    assert 0 <= card["metrics"]["top1"] <= card["metrics"]["top5"] <= 1
    EverydayNet(len(card["labels"])).load_state_dict(load_file(tmp_path / card["file"]))
    train("everyday", "--evaluate")
    assert json.loads((tmp_path / "everyday.json").read_text(encoding="utf8"))["metrics"] == card["metrics"]
