import numpy as np
import pytest
import torch

from core.learning import fruits


def test_the_gradient_is_torchs() -> None:
    some, at = fruits.draw(30, 5), np.array([0.4, -1.1, 0.2])
    w = torch.tensor(at, requires_grad=True)
    x = torch.tensor(np.column_stack([some.looks, np.ones(30)]))
    torch.nn.functional.binary_cross_entropy_with_logits(
        x @ w, torch.tensor(some.apple, dtype=w.dtype)
    ).backward()
    assert fruits.gradient(some, at) == pytest.approx(w.grad.numpy())


def test_a_learnt_border_is_on_the_way_to_scikit_learns() -> None:
    from sklearn.linear_model import LogisticRegression

    seen, new = fruits.both(fruits.SEED)
    found = fruits.learn(seen)
    reference = LogisticRegression(C=np.inf).fit(seen.looks, seen.apple)
    assert found[-1].right(new) == pytest.approx(reference.score(new.looks, new.apple) * fruits.NEW, abs=2)
    assert found[-1].right(seen) > found[0].right(seen) and len(found) == fruits.LOOKS + 1


@pytest.mark.parametrize("rule", [(0, 0), (35, 75), (42, 38), (100, 100)])
def test_a_rule_by_hand_is_counted_one_by_one(rule: tuple[int, int]) -> None:
    some = fruits.draw(fruits.NEW, 9)
    right = sum(
        (round(100 * x) > rule[0] and round(100 * y) > rule[1]) == apple
        for (x, y), apple in zip(some.looks.tolist(), some.apple.tolist(), strict=True)
    )
    assert fruits.by_hand(some, rule) == right <= fruits.best_by_hand(some)


def test_on_the_page_no_rule_by_hand_beats_the_learnt_one() -> None:
    seen, new = fruits.both(fruits.SEED)
    learnt = fruits.learn(seen)[-1]
    assert fruits.best_by_hand(new) < learnt.right(new) < fruits.NEW, "and the learnt one errs too"
    wins = [fruits.learn(a)[-1].right(a) >= fruits.best_by_hand(a) for a, _ in map(fruits.both, range(20))]
    assert np.mean(wins) > 0.9


@pytest.mark.parametrize(
    ("text", "rule"), [("10,20", (10, 20)), ("999,5", (100, 5)), ("x,1", None), ("", None)]
)
def test_any_link_gives_a_rule(text: str, rule: tuple[int, int] | None) -> None:
    assert fruits.read(text) == (rule or fruits.START)
    assert fruits.read(fruits.write((7, 90))) == (7, 90)
