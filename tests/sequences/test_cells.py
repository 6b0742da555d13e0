"""The cells compute what torch's do, forwards and back through time."""

import numpy as np
import pytest
import torch

from core.sequences import cells, reading

NETS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
D, H, T = 5, 4, 9


def one_step(net, kind: str, piece, state, carried):
    _, after = net(piece.view(1, 1, -1), (state, carried) if kind == "lstm" else state)
    return after if kind == "lstm" else (after, after)


@pytest.mark.parametrize("kind", cells.KINDS)
def test_values_and_gradients_are_torchs(kind: str) -> None:
    torch.manual_seed(3)
    net = NETS[kind](D, H).double()
    pieces = torch.randn(T, D, dtype=torch.float64, requires_grad=True)
    weights = cells.Weights(*(p.detach().numpy() for p in net.parameters()))
    ran = cells.run(kind, weights, pieces.detach().numpy())
    whole = net(pieces.view(T, 1, D))[0]
    np.testing.assert_allclose(ran.state[1:], whole.detach().numpy()[:, 0], atol=1e-12)

    state = carried = torch.zeros(1, 1, H, dtype=torch.float64, requires_grad=True)
    if kind == "lstm":
        carried = torch.zeros(1, 1, H, dtype=torch.float64, requires_grad=True)
    steps = [(carried, state)]
    for piece in pieces:
        state, carried = one_step(net, kind, piece, state, carried)
        state.retain_grad()
        carried.retain_grad()
        steps.append((carried, state))
    end = torch.randn(H, dtype=torch.float64)
    (carried.view(-1) * end).sum().backward()
    found = cells.backward(kind, weights, pieces.detach().numpy(), ran, end.numpy())
    by = [c.grad.numpy().ravel() for c, _ in steps]
    if (
        kind == "lstm"
    ):  # torch counts what goes from the cell state to the next step, not what the output takes along
        out = [
            np.zeros(H),
            *(o * (1 - np.tanh(c) ** 2) for o, c in zip(ran.gates["o"], ran.carried[1:], strict=True)),
        ]
        by = [
            b + o * (0 if s.grad is None else s.grad.numpy().ravel())
            for b, o, (_, s) in zip(by, out, steps, strict=True)
        ]
    np.testing.assert_allclose(found.carried, by, atol=1e-12)
    np.testing.assert_allclose(found.inputs, pieces.grad.numpy(), atol=1e-12)
    for mine, theirs in zip(vars(found.weights).values(), net.parameters(), strict=True):
        np.testing.assert_allclose(mine, theirs.grad.numpy(), atol=1e-12)


def test_gates_of_an_lstm_keep_what_a_plain_cell_loses() -> None:
    sentence = reading.cut("민준(키가 130이고 동생이 둘 있는 아이")
    kept = {k: reading.tell(sentence, reading.Setting(k)) for k in cells.KINDS}
    assert kept["lstm"].right and kept["gru"].right and not kept["rnn"].right
    assert kept["lstm"].share > 0.8 > reading.ENOUGH > kept["rnn"].share


def test_gradient_explodes_where_an_rnns_own_weight_is_above_one() -> None:
    told = reading.tell("a" * 20, reading.Setting("rnn", own=1.5, unit="bracket"))
    assert told.fading[0] == pytest.approx(1.5**20)


@pytest.mark.parametrize(
    ("sentence", "unit", "found"),
    [
        ("a (b", "bracket", 1), ("a (b) c", "bracket", 0), ("room 7 is", "digit", 1), ("room", "digit", 0),
        ("the quick", "length", 5), ("the (very) quick", "length", 5),
        ("집", "ending", 1), ("나무", "ending", 0),
    ],
)  # fmt: skip
def test_each_unit_of_the_lstm_does_its_job(sentence: str, unit: str, found: float) -> None:
    told = reading.tell(sentence, reading.Setting("lstm", keep=0.999, unit=unit))
    assert told.truth == found
    if unit == "length":
        assert told.memory / reading.COUNT == pytest.approx(found, abs=0.1)
    else:
        assert told.right


def test_an_output_gate_hides_what_the_memory_holds_until_the_end() -> None:
    ran = reading.tell("room 7 is free.", reading.Setting("lstm")).run
    digit = reading.UNITS.index("digit")
    assert ran.carried[8, digit] > 0.9 and abs(ran.state[8, digit]) < 0.01 < 0.7 < ran.state[-1, digit]


@pytest.mark.parametrize("text", ["", "|||", "gpt|nan|1e999|x", "lstm|a|b|c|d", "x" * 5000])
def test_any_link_gives_a_setting(text: str) -> None:
    assert reading.read(text) == reading.Setting()


def test_a_setting_is_written_as_it_is_read() -> None:
    setting = reading.Setting("gru", 0.5, 1.25, "length")
    assert reading.read(reading.write(setting)) == setting
