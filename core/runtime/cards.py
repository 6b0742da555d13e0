"""Model cards: what a bundled model learnt from, how it was made, what it was measured at."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

BUNDLED = Path(__file__).parents[2] / "weights"


def read(name: str) -> dict[str, Any]:
    """Return the card of a bundled model; raise FileNotFoundError for any other."""
    return json.loads((BUNDLED / f"{name}.json").read_text(encoding="utf8"))


def write(folder: Path, name: str, tensors: "dict[str, Tensor]", facts: dict[str, Any]) -> None:
    """Write `<name>.safetensors` in half precision, and `<name>.json` with fingerprint, size and `facts`."""
    from safetensors.torch import save

    data = save({key: t.half().contiguous() if t.is_floating_point() else t for key, t in tensors.items()})
    own = {
        "name": name,
        "file": f"{name}.safetensors",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }
    (folder / own["file"]).write_bytes(data)
    card = json.dumps(own | facts, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(card + "\n", encoding="utf8")
