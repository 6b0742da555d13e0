import numpy as np
import pytest
import torch

from core.gan import browser_export, codes, evaluator, infer, models
from core.runtime import registry
from core.runtime.weights import read

FASHION = models.name_of("fashion")
FEW = 12


@pytest.fixture(scope="module")
def few() -> infer.Samples:
    return infer.sample(FEW, 3, FASHION)


def test_same_seed_same_wall_another_seed_another(few: infer.Samples) -> None:
    again, other = infer.sample(FEW, 3, FASHION), infer.sample(FEW, 4, FASHION)
    np.testing.assert_array_equal(few.images, again.images)
    assert np.abs(few.images - other.images).mean() > 0.02
    assert few.images.shape == (FEW, 28, 28) and few.images.min() >= 0 and few.images.max() <= 1
    assert few.latents.shape == (FEW, 64) and ((few.scores > 0) & (few.scores < 1)).all()


def test_engine_and_plain_torch_agree_within_a_hundredth(few: infer.Samples) -> None:
    pair = registry.get_spec(FASHION).build().eval()
    pair.load_state_dict(
        {
            key: tensor.float() if tensor.is_floating_point() else tensor
            for key, tensor in read(FASHION).items()
        }
    )
    with torch.inference_mode():
        pictures, logits = pair(torch.from_numpy(codes.joined(few.latents, few.classes)))
    np.testing.assert_allclose(few.images, pictures[:, 0].numpy(), atol=1e-2)
    np.testing.assert_allclose(few.scores, torch.sigmoid(logits).numpy(), atol=1e-2)


def test_the_class_asked_keeps_the_latents_and_truncation_shrinks_them(few: infer.Samples) -> None:
    bags = infer.sample(FEW, 3, FASHION, asked=8, truncation=0.5)
    np.testing.assert_allclose(bags.latents, 0.5 * few.latents)
    assert (bags.classes.argmax(1) == 8).all()
    still = infer.sample(2, 3, FASHION, asked=8, truncation=0)
    np.testing.assert_allclose(still.images[0], still.images[1], atol=1e-6)


def test_opinion_of_its_own_samples_is_their_score(few: infer.Samples) -> None:
    np.testing.assert_allclose(infer.opinion(few.images, few.classes, FASHION), few.scores, atol=1e-3)


def test_the_oldest_age_is_the_finished_generator(few: infer.Samples) -> None:
    aged = infer.through_time(few.latents, few.classes, models.ages_of("fashion"))
    np.testing.assert_allclose(aged[:, -1], few.images, atol=1e-2)
    first = infer.of_age(few.latents, few.classes, models.ages_of("fashion"), 0)
    np.testing.assert_allclose(aged[:, 0], first, atol=1e-2)
    assert np.abs(aged[:, 0] - aged[:, -1]).mean() > 0.1


def test_directions_are_orthonormal_and_the_first_changes_the_first_layer_most() -> None:
    found = infer.directions(FASHION, 5)
    np.testing.assert_allclose(found @ found.T, np.eye(5), atol=1e-5)
    weight = read(FASHION)["generator.first.weight"].float().numpy()[:, :64]
    strength = np.linalg.norm(weight @ found.T, axis=0)
    assert (np.diff(strength) <= 1e-4).all()
    assert strength[0] == pytest.approx(np.linalg.norm(weight, 2), rel=1e-4)


def test_plain_layers_are_the_networks(few: infer.Samples) -> None:
    nets, f = browser_export.plain(FASHION), torch.nn.functional
    t = torch.from_numpy
    h = f.relu(f.linear(t(codes.joined(few.latents, few.classes)), t(nets.first), t(nets.first_bias)))
    h = f.relu(f.conv_transpose2d(h.view(-1, 96, 7, 7), t(nets.up), t(nets.up_bias), 2, 1))
    made = torch.sigmoid(f.conv_transpose2d(h, t(nets.last), t(nets.last_bias), 2, 1))
    np.testing.assert_allclose(made[:, 0].numpy(), few.images, atol=1e-2)
    h = 2 * made - 1
    for kernel, bias in zip(nets.kernels, nets.biases, strict=True):
        h = f.leaky_relu(f.conv2d(h, t(kernel), t(bias), 2, 1), 0.2)
    weight = t(nets.real) + t(few.classes) @ t(nets.of_class).T
    logit = (h.flatten(1) * weight).sum(1) + t(nets.real_bias)
    np.testing.assert_allclose(torch.sigmoid(logit).numpy(), few.scores, atol=1e-2)


def test_judge_sees_classes_and_features_of_its_own_network(few: infer.Samples) -> None:
    found = evaluator.judge(few.images, "fashion")
    net = registry.load_model(evaluator.name_of("fashion"))
    with torch.inference_mode():
        x = torch.from_numpy(few.images)[:, None].to(next(net.parameters()).device)
        logits, features = net(x).cpu().numpy(), net[:-1](x).cpu().numpy()
    np.testing.assert_array_equal(found.named, logits.argmax(1))
    np.testing.assert_allclose(found.features, features, atol=0.05 * np.abs(features).max())
    assert found.counts.sum() == FEW


def test_forgotten_classes_and_nearest_neighbours() -> None:
    named = np.repeat(np.arange(7), 20)
    found = evaluator.Judged(np.zeros((140, 2), np.float32), np.append(named, 7))
    assert found.forgotten.tolist() == [7, 8, 9]
    features = np.array([[0, 0], [3, 4], [0, 1], [9, 9]], np.float32)
    partner, gap = evaluator.nearest(features)
    assert partner.tolist() == [2, 2, 0, 1]
    np.testing.assert_allclose(gap, [1, np.hypot(3, 3), 1, np.hypot(6, 5)], rtol=1e-5)
