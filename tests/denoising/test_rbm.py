"""A machine small enough to count all its states."""

from itertools import product

import numpy as np
import pytest

from core.denoising import rbm
from core.denoising.rbm import Rbm

V, H = 4, 3


@pytest.fixture(scope="module")
def machine() -> Rbm:
    rng = np.random.default_rng(0)
    return Rbm(rng.normal(0, 0.8, (V, H)), rng.normal(0, 0.5, V), rng.normal(0, 0.5, H))


def states(n: int) -> np.ndarray:
    return np.array(list(product((0.0, 1.0), repeat=n)))


def pairs() -> tuple[np.ndarray, np.ndarray]:
    both = states(V + H)
    return both[:, :V], both[:, V:]


def log_likelihood(machine: Rbm, data: np.ndarray) -> float:
    log_z = np.log(np.exp(-rbm.energy(machine, *pairs())).sum())
    return float((-rbm.free_energy(machine, data) - log_z).mean())


def test_energy_is_the_formula_written_out(machine: Rbm) -> None:
    v, h = pairs()
    for row in (0, 37, 127):
        terms = -sum(machine.visible[i] * v[row, i] for i in range(V))
        terms -= sum(machine.hidden[j] * h[row, j] for j in range(H))
        terms -= sum(v[row, i] * machine.weights[i, j] * h[row, j] for i in range(V) for j in range(H))
        assert rbm.energy(machine, v, h)[row] == pytest.approx(terms)


def test_free_energy_sums_over_all_hidden_states(machine: Rbm) -> None:
    hidden = states(H)
    for v in states(V):
        energies = rbm.energy(machine, np.repeat(v[None], len(hidden), 0), hidden)
        assert rbm.free_energy(machine, v[None])[0] == pytest.approx(-np.log(np.exp(-energies).sum()))


def test_chances_are_conditional_probabilities(machine: Rbm) -> None:
    v, h = pairs()
    p = np.exp(-rbm.energy(machine, v, h))
    seen = states(V)[5]
    same = (v == seen).all(1)
    given_v = (p[same, None] * h[same]).sum(0) / p[same].sum()
    assert rbm.hidden_chance(machine, seen[None])[0] == pytest.approx(given_v)
    thought = states(H)[6]
    same = (h == thought).all(1)
    given_h = (p[same, None] * v[same]).sum(0) / p[same].sum()
    assert rbm.visible_chance(machine, thought[None])[0] == pytest.approx(given_h)


def test_with_samples_of_its_own_the_direction_is_the_gradient_of_the_likelihood(machine: Rbm) -> None:
    rng = np.random.default_rng(1)
    data = states(V)[rng.integers(0, 2**V, 12)]
    p = np.exp(-rbm.free_energy(machine, states(V)))
    counts = np.rint(p / p.sum() * 400_000).astype(int)
    towards = rbm.direction(machine, data, np.repeat(states(V), counts, 0))
    step = 1e-5
    for name, at in (("weights", (1, 2)), ("weights", (3, 0)), ("visible", (2,)), ("hidden", (1,))):
        ends = []
        for sign in (1, -1):
            parts = {key: getattr(machine, key).copy() for key in ("weights", "visible", "hidden")}
            parts[name][at] += sign * step
            ends.append(log_likelihood(Rbm(**parts), data))
        assert getattr(towards, name)[at] == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-4)


def test_a_long_gibbs_chain_visits_states_as_often_as_they_are_probable(machine: Rbm) -> None:
    rng = np.random.default_rng(0)
    v = rbm.drawn(np.full((4000, V), 0.5), rng)
    for _ in range(60):
        v = rbm.gibbs(machine, v, rng).visible
    p = np.exp(-rbm.free_energy(machine, states(V)))
    found = np.bincount((v @ 2 ** np.arange(V)[::-1]).astype(int), minlength=2**V) / len(v)
    assert np.abs(found - p / p.sum()).max() < 0.03


def test_learning_makes_the_data_more_likely() -> None:
    data = np.repeat(np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]]), 20, 0)
    machine, rng = rbm.untrained(V, H, 0), np.random.default_rng(0)
    before = log_likelihood(machine, data)
    for _ in range(400):
        model = rbm.gibbs(machine, data, rng).visible
        machine = rbm.moved(machine, rbm.direction(machine, data, model), 0.1)
    assert before == pytest.approx(-V * np.log(2), abs=0.05)
    assert log_likelihood(machine, data) > before + 1
    pulled = rbm.moved(machine, rbm.direction(machine, data, data), 0.1, decay=1.0)
    assert np.allclose(pulled.weights, 0.9 * machine.weights)
