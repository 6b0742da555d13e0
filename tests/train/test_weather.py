import json
from pathlib import Path

from core.transfer_learning import head_file


def test_a_quick_run_writes_a_head_that_the_page_opens(tmp_path: Path, train) -> None:
    train("weather", checkpoint=False)
    card = json.loads((tmp_path / "weather.json").read_text(encoding="utf8"))
    head = head_file.from_bytes((tmp_path / card["file"]).read_bytes())
    assert list(head.labels) == card["labels"] and head.weight.shape == (4, 1280)
    assert card.keys() >= {"data", "licence", "split", "command", "seed", "date", "metrics", "limits"}
    assert card["metrics"]["top1"] > 0.9
