"""Model cards: what a bundled model learnt from, how it was made, what it was measured at."""

import datetime
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

BUNDLED = Path(__file__).parents[2] / "weights"


ABOUT = """# Bundled weights

Trained by the scripts in `core/train`, each with its card beside it. This table is written from the cards.
They learnt from data with terms of its own: for other uses than teaching and research, ask its owners.

"""


def read(name: str, folder: Path = BUNDLED) -> dict[str, Any]:
    """Return the card of a bundled model, or of one in another folder; raise FileNotFoundError without."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf8"))


def write(folder: Path, name: str, tensors: "dict[str, Tensor]", facts: dict[str, Any]) -> None:
    """Write `<name>.safetensors` in half precision, and `<name>.json` with fingerprint, size and `facts`.

    Its "date" is today, unless `facts` know another.
    """
    from safetensors.torch import save

    data = save({key: t.half().contiguous() if t.is_floating_point() else t for key, t in tensors.items()})
    own = {
        "name": name,
        "file": f"{name}.safetensors",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }
    (folder / own["file"]).write_bytes(data)
    _put(folder, name, own | {"date": datetime.date.today().isoformat()} | facts)


def amend(folder: Path, name: str, **facts: object) -> None:
    """Write facts into a card that stands in `folder`; the rest stays as it is."""
    _put(folder, name, read(name, folder) | facts)


def _put(folder: Path, name: str, card: dict[str, Any]) -> None:
    text = json.dumps(card, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf8")
    (folder / "README.md").write_text(overview(folder), encoding="utf8")


def overview(folder: Path) -> str:
    """Return the table of all cards in `folder`, as Markdown."""
    rows = ["| model | parameters, size | data | measured | licence | made by |", "|---" * 6 + "|"]
    for path in sorted(folder.glob("*.json")):
        card = json.loads(path.read_text(encoding="utf8"))
        size = f"{card['parameters']:,}, {card['bytes'] / 1e6:.1f} MB"
        measured = ", ".join(f"{name} {value:.4g}" for name, value in card["metrics"].items())
        made = f"`{card['command']}`, {card['date']}"
        facts = (f"{card['name']} ({card['task']})", size, card["data"], measured, card["licence"], made)
        rows.append(f"| {' | '.join(facts)} |")
    return ABOUT + "\n".join(rows) + "\n"
