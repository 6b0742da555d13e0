"""What learns live: remembering, names, waves; and attention against torch's."""

import numpy as np
import pytest
import torch

from core.sequences import attention, names, nets, remembering, waves
from core.sequences.cells import KINDS


def test_rows_ask_for_their_first_symbol_and_the_others_do_not_tell_it() -> None:
    symbols, first = remembering.rows(7, 200, np.random.default_rng(0))
    assert symbols.shape == (8, 200) and (symbols[0] == first).all()
    assert symbols[0].max() < remembering.SYMBOLS <= symbols[1:].min()


def test_over_a_gap_the_gated_cells_remember_and_the_plain_one_guesses() -> None:
    learner = remembering.Learner(remembering.Plan(60, True, 0))
    learner.advance(60.0)
    found = learner.accuracy()
    assert learner.done and learner.share == 1
    assert remembering.met(found) and found["gru"] > remembering.HOLDS
    assert len(learner.losses["rnn"]) == remembering.STEPS > len(learner.losses["lstm"])


def test_what_was_measured_before_says_the_same() -> None:
    by_gates = remembering.measured(True), remembering.measured(False)
    for found in by_gates:
        assert all(found[kind].shape[0] == len(remembering.LENGTHS) for kind in KINDS)
    assert remembering.fails_at(by_gates[0]["lstm"]) is None
    assert remembering.fails_at(by_gates[0]["rnn"]) in remembering.LENGTHS
    assert remembering.fails_at(by_gates[1]["lstm"]) in remembering.LENGTHS


def test_open_gates_begin_as_chrono_says() -> None:
    usual, opened = (nets.build("lstm", 8, 16, 4, 0, span)["cell"].bias_ih_l0 for span in (0, 61))
    lasting = (opened - usual)[16:32]
    assert (lasting >= 0).all() and (lasting <= np.log(60)).all()
    torch.testing.assert_close((usual - opened)[:16], lasting)


def test_korean_names_are_taken_apart_and_put_together() -> None:
    assert names.spelled(names.letters("민준")) == "민준" and len(names.letters("민준")) == 6
    assert [names.shown(c) for c in names.letters("민")] == ["ㅁ", "ㅣ", "-ㄴ"]
    assert names.judged("민준", "ko") == "listed" and names.judged("준민", "ko") == "new"
    assert names.judged("민ᄌ", "ko") == "broken" and names.judged("", "en") == "broken"


@pytest.mark.parametrize("language", names.LANGUAGES)
def test_names_are_learnt_better_than_by_pairs_and_then_by_heart(language: str) -> None:
    learner = names.Learner(names.Plan(language, "lstm", 150))
    learner.advance(60.0)
    assert min(learner.tests) < names.pairs_loss(language)
    assert learner.losses[-1] < min(learner.losses[:60]) and learner.tests[-1] > min(learner.tests) + 0.3
    assert sum(learner.next_letter("Ma!?").values()) == pytest.approx(1)
    made = learner.make(10, 0.5, 3)
    assert made == learner.make(10, 0.5, 3) and all(len(name) <= names.LONGEST for name in made)


def test_letters_that_no_name_has_are_told_from_those_that_are_read() -> None:
    assert names.parted("Ma9민", "en") == ("ma", "9민")
    assert names.parted("M é", "en") == ("me", "é")
    assert names.parted("민준서연우", "ko") == (names.letters("민준서연우"), "")
    assert names.parted(names.END, "ko") == ("", names.END)  # the sign for the end is no letter


def test_names_stand_once_in_their_list() -> None:
    for language in names.LANGUAGES:
        assert len(set(names.listed(language))) == len(names.listed(language)) > 100


def test_a_sine_is_continued_and_the_error_is_counted() -> None:
    learner = waves.Learner(waves.Plan("sine", "lstm", 300))
    assert waves.lost_at(waves.wave("sine")[waves.SEEN :], learner.go_on()) < 10
    learner.advance(60.0)
    assert learner.done and waves.lost_at(waves.wave("sine")[waves.SEEN :], learner.go_on()) is None
    assert waves.lost_at(np.zeros(5), np.array([0, 0.2, -0.4, 0, 1])) == 2


def test_noise_alone_is_no_error_of_a_continuation() -> None:
    steady, noisy = waves.steady("noisy")[waves.SEEN :], waves.wave("noisy")[waves.SEEN :]
    assert waves.lost_at(noisy, steady) is not None  # even what foretells perfectly is off by the noise
    assert waves.lost_at(steady, steady + 0.2) is None
    assert all((waves.steady(name) == waves.wave(name, 5)).all() for name in ("sine", "beat", "saw"))


def test_attention_is_torchs() -> None:
    rng = np.random.default_rng(0)
    query, keys = rng.normal(size=6), rng.normal(size=(9, 6))
    seen = torch.nn.functional.scaled_dot_product_attention(
        torch.tensor(query)[None], torch.tensor(keys), torch.eye(9, dtype=torch.float64)
    )
    np.testing.assert_allclose(attention.attend(query, keys), seen.numpy()[0], atol=1e-12)


@pytest.mark.parametrize(("language", "living", "place"), [("ko", 0, 1), ("en", 1, 6)])
def test_it_looks_at_what_the_end_of_the_sentence_asks_for(language: str, living: int, place: int) -> None:
    assert attention.look(language, "tired", 1).most == living
    assert attention.look(language, "wide", 1).most == place
    assert np.ptp(attention.look(language, "wide", 0).shares) == 0
