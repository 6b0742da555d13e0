import numpy as np
import pytest

from core.shared import activation_formulas, activation_functions
from core.shared.activation_formulas import FORMULAS


def test_every_function_has_its_formula() -> None:
    assert tuple(FORMULAS) == activation_functions.NAMES


@pytest.mark.parametrize(
    ("name", "one_sign"), [("sigmoid", True), ("relu", True), ("tanh", False), ("elu", False)]
)
def test_only_outputs_of_both_signs_give_gradients_of_both(name: str, one_sign: bool) -> None:
    gradients = activation_formulas.weight_gradients(activation_functions.build(name))
    assert activation_formulas.of_one_sign(gradients) is one_sign
    np.testing.assert_allclose(
        gradients / activation_formulas.DELTA, activation_functions.build(name)(activation_formulas.INPUTS)
    )
