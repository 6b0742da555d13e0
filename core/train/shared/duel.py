"""What the trainings of GANs share: both networks and their optimisers, saved and restored together."""

from typing import Any

from torch import Tensor, nn

from core.train.shared.averages import as_shipped


class Duel:
    """Two networks against each other: whatever is set on it is saved, what has a state as that."""

    def __init__(self) -> None:
        """Begin with empty records."""
        self.losses: list[tuple[float, float]] = []
        self.ages: dict[str, dict[str, Tensor]] = {}

    def state_dict(self) -> dict[str, Any]:
        """Return everything there is to save."""
        own = vars(self)
        return {key: v.state_dict() if hasattr(v, "state_dict") else v for key, v in own.items()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what `state_dict` returned."""
        for key, value in state.items():
            part = getattr(self, key)
            part.load_state_dict(value) if hasattr(part, "load_state_dict") else setattr(self, key, value)

    def keep(self, step: int, average: nn.Module) -> None:
        """Keep the averaged generator as it is now."""
        self.ages[str(step)] = {key: as_shipped(tensor) for key, tensor in average.state_dict().items()}
