"""The family of networks against torchvision's published numbers and the original papers."""

import math
import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from core.architectures import blocks, historic, layer_counting, layer_tables, model_zoo

MEMBERS = model_zoo.members()
FORMS = [name for member in MEMBERS.values() for name in member.forms]


def by_name(form: str) -> dict[str, layer_tables.Layer]:
    return {layer.name: layer for layer in layer_tables.table(form)}


def total(form: str, what: str) -> int:
    return sum(getattr(layer, what) for layer in layer_tables.table(form))


def test_facts_are_read_without_torch() -> None:
    code = (
        "import sys; from core.architectures import blocks, layer_tables, model_zoo; "
        "model_zoo.members(), layer_tables.table('resnet50')"
    )
    subprocess.run([sys.executable, "-c", f"{code}; sys.exit('torch' in sys.modules)"], check=True)


@pytest.mark.parametrize(
    "member", [m for m in MEMBERS.values() if m.source == "torchvision"], ids=lambda m: m.name
)
def test_totals_are_what_torchvision_publishes(member: model_zoo.Member) -> None:
    from torchvision.models import get_model_weights

    meta = get_model_weights(member.name).DEFAULT.meta
    form = member.forms[-1]
    assert total(form, "parameters") == member.parameters == meta["num_params"]
    billions = total(form, "multiply_adds") / 1e9  # torchvision's "GFLOPS" are multiply–adds
    assert billions == pytest.approx(meta["_ops"], abs=0.0005 + 1e-9)
    assert member.multiply_adds / 1e9 == pytest.approx(meta["_ops"], abs=1e-9)


@pytest.mark.parametrize("name", ["efficientnet_lite0", "efficientnet_lite2"])
def test_totals_of_the_lites_are_counted_here(name: str) -> None:
    assert total(name, "parameters") == MEMBERS[name].parameters
    assert total(name, "multiply_adds") / 1e6 == pytest.approx(MEMBERS[name].multiply_adds / 1e6, abs=0.5)


@pytest.mark.parametrize("member", [m for m in MEMBERS.values() if m.earlier_top1], ids=lambda m: m.name)
def test_first_recipes_accuracy_is_torchvisions(member: model_zoo.Member) -> None:
    from torchvision.models import get_model_weights

    first = get_model_weights(member.name).IMAGENET1K_V1.meta["_metrics"]["ImageNet-1K"]["acc@1"]
    assert member.earlier_top1 == pytest.approx(first / 100)
    assert member.earlier_top1 < member.top1


@pytest.mark.parametrize(
    "name", ["resnet50", "vit_b_16", "convnext_tiny", "googlenet", "seresnet50", "efficientnet_lite0"]
)
def test_work_is_what_torchs_own_counter_counts(name: str) -> None:
    form = model_zoo.form(name)
    with torch.device("meta"), FlopCounterMode(display=False) as counter:
        form.build().eval()(torch.empty(1, form.channels, form.side, form.side))
    assert total(name, "multiply_adds") == pytest.approx(counter.get_total_flops() / 2, rel=1e-3)


def test_lenet5_is_the_papers() -> None:
    """LeCun et al. (1998), section II.B: sizes, free parameters and connections of every layer."""
    paper = {
        "C1": ((6, 28, 28), 156, 122_304),
        "S2": ((6, 14, 14), 12, 5_880),
        "C3": ((16, 10, 10), 1_516, 151_600),
        "S4": ((16, 5, 5), 32, 2_000),
        "C5": ((120, 1, 1), 48_120, 48_120),
        "F6": ((84,), 10_164, 10_164),
    }
    layers = by_name("lenet5")
    for name, (shape, parameters, connections) in paper.items():
        layer, outputs = layers[name], math.prod(shape)
        with_bias = layer.multiply_adds + outputs
        assert layer.shape == shape and layer.parameters == parameters
        assert (5 * outputs if layer.kind == "pool" else with_bias) == connections
    assert layers["output"].shape == (10,) and layers["output"].multiply_adds == 840
    assert total("lenet5", "parameters") == MEMBERS["lenet5"].parameters == 60_000
    assert total("lenet5", "multiply_adds") == MEMBERS["lenet5"].multiply_adds


def test_c3_sees_what_the_papers_table_says() -> None:
    assert [len(maps) for maps in historic.C3_TABLE] == [3] * 6 + [4] * 9 + [6]
    assert len(set(historic.C3_TABLE)) == 16
    seen_by = [sum(i in maps for maps in historic.C3_TABLE) for i in range(6)]
    assert seen_by == [10] * 6
    network = historic.SparseConv2d(historic.C3_TABLE, 5)
    x = torch.randn(2, 6, 14, 14)
    full = nn.functional.conv2d(x[:, [0, 1, 2]], network.kernels[0].weight, network.kernels[0].bias)
    assert torch.allclose(network(x)[:, :1], full)


def test_lenet5_subsampling_adds_up_and_scales() -> None:
    layer = historic.Subsample(1)
    layer.factor.data.fill_(0.5)
    layer.bias.data.fill_(3)
    x = torch.tensor([[[[1.0, 2], [3, 4]]]])
    assert layer(x).item() == pytest.approx(0.5 * 10 + 3)


def test_alexnet_is_the_papers() -> None:
    """Krizhevsky et al. (2012), section 3.5; 55×55 needs 227 pixels, not the 224 of the text."""
    layers = by_name("alexnet_2012")
    shapes = [layers[f"conv{i}"].shape for i in range(1, 6)]
    assert shapes == [(96, 55, 55), (256, 27, 27), (384, 13, 13), (384, 13, 13), (256, 13, 13)]
    assert [math.prod(shape) for shape in shapes[1:]] == [186_624, 64_896, 64_896, 43_264]
    assert [layers[f"fc{i}"].shape for i in (6, 7, 8)] == [(4096,), (4096,), (1000,)]
    assert total("alexnet_2012", "parameters") == 60_965_224
    assert [layers[f"conv{i}"].groups for i in range(1, 6)] == [1, 2, 1, 2, 2]


def test_vgg_counts_its_layers_with_weights() -> None:
    for name, count in (("vgg16", 16), ("vgg19", 19)):
        assert sum(layer.countable for layer in layer_tables.table(name)) == count


def test_se_resnet_adds_what_the_paper_says() -> None:
    """Hu et al. (2018), section 4: (2/r) Σ N C² more weights, here with the biases of both layers."""
    stages = {256: 3, 512: 4, 1024: 6, 2048: 3}
    weights = sum(2 / 16 * n * c**2 for c, n in stages.items())
    biases = sum(n * (c + c // 16) for c, n in stages.items())
    more = total("seresnet50", "parameters") - total("resnet50", "parameters")
    assert weights == 2_514_944 and more == weights + biases
    assert total("seresnet50", "parameters") == MEMBERS["seresnet50"].parameters
    assert total("seresnet50", "multiply_adds") == MEMBERS["seresnet50"].multiply_adds
    picture = torch.randn(1, 3, 64, 64)
    assert historic.se_resnet50().eval()(picture).shape == (1, 1000)


@pytest.mark.parametrize("form", FORMS)
def test_formulas_give_the_numbers_of_every_convolution_and_dense_layer(form: str) -> None:
    for layer in filter(lambda layer: layer.countable, layer_tables.table(form)):
        kernel = math.prod(layer.kernel) * layer.n_in // layer.groups * layer.n_out
        assert layer.parameters == kernel + layer.n_out * layer.bias
        assert layer.multiply_adds == math.prod(layer.places) * kernel


def test_stages_are_where_the_maps_shrink() -> None:
    shapes = [stage.shape for stage in layer_tables.stages(layer_tables.table("resnet50"))]
    assert shapes[:5] == [(64, 112, 112), (256, 56, 56), (512, 28, 28), (1024, 14, 14), (2048, 7, 7)]
    inception = [stage.shape for stage in layer_tables.stages(layer_tables.table("inception_v3"))]
    assert inception[4:7] == [(288, 35, 35), (768, 17, 17), (2048, 8, 8)]
    for form in FORMS:
        found = layer_tables.stages(layer_tables.table(form))
        assert sum(stage.parameters for stage in found) == total(form, "parameters")
        assert sum(stage.multiply_adds for stage in found) == total(form, "multiply_adds")


@pytest.mark.parametrize("name", layer_counting.names())
def test_the_table_that_pages_read_is_what_is_counted(name: str) -> None:
    assert layer_tables.table(name) == layer_counting.count(name)


def test_no_hook_stays_on_a_network() -> None:
    network = historic.AlexNet2012()
    layer_counting.layers_of(network, torch.zeros(1, 3, 227, 227))
    assert not any(module._forward_hooks for module in network.modules())


REAL_BLOCKS = {  # where each drawing is in the real module
    "lenet": ("lenet5", ["C1"]),
    "halves": ("alexnet_2012", ["conv2"]),
    "stack": ("vgg16", ["features.5", "features.7"]),
    "factorised": ("inception_v3", ["Mixed_6b"]),
    "residual": ("resnet34", ["layer1.1"]),
    "bottleneck": ("resnet50", ["layer1.1"]),
    "gate": ("seresnet50", ["layer1.1"]),
    "inverted": ("mobilenet_v3_large", ["features.5"]),
    "scaled": ("efficientnet_b0", ["features.2.1"]),
    "lite": ("efficientnet_lite0", ["stages.1.1"]),
    "convnext": ("convnext_tiny", ["features.1.0"]),
    "transformer": ("vit_b_16", ["encoder.layers.encoder_layer_0"]),
}


def connections(name: str, paths: list[str]) -> int:
    with torch.device("meta"):
        network = model_zoo.form(name).build()
    inside = [module for path in paths for module in network.get_submodule(path).modules()]
    single = [m.weight.numel() for m in inside if isinstance(m, nn.Conv2d | nn.Linear)]
    return sum(single) + sum(m.in_proj_weight.numel() for m in inside if isinstance(m, nn.MultiheadAttention))


@pytest.mark.parametrize("block", REAL_BLOCKS)
def test_drawn_block_has_the_weights_of_the_real_one(block: str) -> None:
    assert blocks.weights(blocks.BLOCKS[block]) == connections(*REAL_BLOCKS[block])


def test_inception_is_drawn_with_the_papers_5x5_where_torchvision_has_3x3() -> None:
    real = connections("googlenet", ["inception3a"])
    assert blocks.weights(blocks.INCEPTION) - real == (5 * 5 - 3 * 3) * 16 * 32


@pytest.mark.parametrize("name", blocks.BLOCKS)
def test_channels_fit_together(name: str) -> None:
    def follow(block: blocks.Block, channels: int | None) -> int | None:
        for step in block:
            if isinstance(step, blocks.Split):
                assert channels in (None, step.n_in)
                part = step.n_in // 2 if name == "halves" else step.n_in
                ends = [follow(branch, part) for branch in step.branches]
                assert step.join in ("add", "concat", "multiply")
                assert step.n_out == (sum(ends) if step.join == "concat" else ends[0])
                assert step.join == "concat" or len(set(ends)) == 1
            else:
                assert step.kind in blocks.KINDS
                assert channels in (None, step.n_in)
            channels = step.n_out
        return channels

    follow(blocks.BLOCKS[name], None)


def test_every_member_stands_on_older_ones_and_has_a_drawing() -> None:
    for member in MEMBERS.values():
        assert member.block in blocks.BLOCKS
        assert all(MEMBERS[name].paper.year <= member.paper.year for name in member.after)
    assert {member.block for member in MEMBERS.values()} == set(blocks.BLOCKS)


def test_pair_is_compared() -> None:
    pair = model_zoo.compare(MEMBERS["resnet50"], MEMBERS["vgg16"])
    assert pair.parameters == pytest.approx(25_557_032 / 138_357_544)
    assert pair.points == pytest.approx(76.13 - 71.592)  # by the recipe that both were trained by
    assert model_zoo.compare(MEMBERS["lenet5"], MEMBERS["vgg16"]).points is None


def test_frontier_is_what_nothing_cheaper_beats() -> None:
    points = [("a", 1, 50.0), ("b", 2, 40.0), ("c", 3, 60.0), ("d", 3, 55.0), ("e", 9, 60.0)]
    assert model_zoo.frontier(points) == ("a", "c")


def test_time_is_measured_on_the_untrained_network() -> None:
    milliseconds = model_zoo.measure("lenet5", seconds=0.01)
    assert np.isfinite(milliseconds) and milliseconds > 0


def test_squeeze_and_excitation_is_compared_by_its_own_recipe() -> None:
    gained = model_zoo.compare(MEMBERS["seresnet50"], MEMBERS["resnet50"]).points
    assert gained is not None and 0 < gained < 2
