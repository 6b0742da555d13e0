import numpy as np

from core.denoising import layers, rbm
from core.denoising.models import RBM, STACK
from core.media import cutout, sketches
from core.runtime import cards

THREE = cutout.digit(sketches.digit("3")).picture


def test_the_machine_is_kept_at_every_age_and_grew() -> None:
    found, card = layers.machines(), cards.read(RBM)
    assert len(found) == len(card["ages"]) and card["ages"][0] == 0
    sizes = [float(np.abs(machine.weights).mean()) for machine in found]
    assert sizes == sorted(sizes)
    gaps = [float(((rbm.rebuilt(m, THREE.reshape(1, -1)) - THREE.ravel()) ** 2).mean()) for m in found]
    assert gaps[-1] < 0.5 * gaps[0]


def test_a_chain_is_gibbs_steps_with_their_energies() -> None:
    machine = layers.machines()[-1]
    chain = layers.chain(machine, THREE.ravel(), 5, seed=1)
    assert chain.visible.shape == (5, 784) and chain.hidden.shape == (5, 64) and chain.energy.shape == (5,)
    assert np.array_equal(chain.visible[0], THREE.ravel())
    for t in range(4):
        assert np.allclose(chain.visible[t + 1], rbm.visible_chance(machine, chain.hidden[t : t + 1])[0])
    rng = np.random.default_rng(1)
    v = rbm.drawn(THREE.reshape(1, -1), rng)
    first = rbm.gibbs(machine, v, rng)
    assert np.isclose(chain.energy[0], rbm.energy(machine, v, first.hidden)[0])
    again = layers.chain(machine, THREE.ravel(), 5, seed=1)
    assert np.array_equal(chain.energy, again.energy)


def test_from_noise_the_chain_walks_to_lower_energy() -> None:
    machine = layers.machines()[-1]
    chain = layers.chain(machine, np.full(784, 0.5, np.float32), 40, seed=0)
    assert chain.energy[-10:].mean() < chain.energy[0]


def test_the_stack_rebuilds_a_digit_from_every_height() -> None:
    made = layers.stacked(THREE)
    assert made.shape == (3, 28, 28) and made.min() >= 0 and made.max() <= 1
    gaps = ((made - THREE) ** 2).mean((1, 2))
    assert (gaps < ((THREE - THREE.mean()) ** 2).mean()).all()


def test_with_layers_learnt_before_fewer_labels_are_needed() -> None:
    curves = cards.read(STACK)["curves"]
    gain = np.mean(curves["pretrained"], axis=1) - np.mean(curves["random"], axis=1)
    assert curves["labels"][0] == 10 and curves["labels"][-1] == 1000
    assert gain.max() > 0.05 and gain[1:].min() > -0.02
