import numpy as np
import pytest

from core.cartpole import ablations, curves
from core.cartpole.ablations import Curves
from core.figures import charts, theme


def test_bundled_curves_are_all_there() -> None:
    found = ablations.read()
    assert tuple(found) == tuple(ablations.VARIANTS)
    for one in found.values():
        assert one.episodes.tolist() == list(range(0, ablations.EPISODES + 1, ablations.LOOK_EVERY))
        assert one.returns.shape == (ablations.SEEDS, len(one.episodes))
        assert one.returns.min() >= 8 and one.returns.max() <= 500


def test_a_row_of_the_table_comes_back() -> None:
    """The curves are those of the settings in the code: the beginning of one is made again."""
    found = ablations.read()["no_curiosity"].returns[0]
    again = ablations.run("no_curiosity", 0, 2 * ablations.LOOK_EVERY)
    np.testing.assert_allclose(again, found[:3], atol=0.06)


@pytest.mark.parametrize(
    ("level", "scatter", "kind"),
    [
        (20, 5, "fails"),
        (60, 5, "fails"),
        (150, 5, "worse"),
        (150, 320, "same"),  # five trainings that scatter so much tell nothing
        (345, 5, "same"),
        (480, 5, "better"),
    ],
)
def test_a_variant_is_compared_by_its_end_and_by_its_scatter(level: float, scatter: float, kind: str) -> None:
    episodes, seeds = np.arange(0, 151, 5), np.array([-1, -0.5, 0, 0.5, 1])[:, None]
    normal = Curves(episodes, np.where(episodes > 100, 350, 10) + 10 * seeds)
    other = level + scatter * seeds + np.zeros(len(episodes))
    other[:, :-6] = 77  # what was before does not count
    found = ablations.compare(normal, Curves(episodes, other))
    wanted = (350, level, level - scatter, level + scatter)
    assert (found.normal, found.variant, found.least, found.most) == pytest.approx(wanted)
    from scipy import stats

    t = stats.ttest_ind(other[:, -1], 350 + 10 * seeds[:, 0], equal_var=False).statistic
    assert (level - 350) / found.error == pytest.approx(t)
    assert found.kind == kind


def test_running_mean_looks_back_and_not_ahead() -> None:
    values = np.array([10.0, 20, 60, 0, 40])
    np.testing.assert_allclose(curves.running_mean(values, 3), [10, 15, 30, 80 / 3, 100 / 3])
    assert curves.running_mean(np.array([]), 3).shape == (0,)


def test_charts_name_their_lines_and_keep_the_longest_attempt_in_view() -> None:
    bundled, mine = np.full(400, 100), np.full(30, 20)
    figure = curves.returns(mine, bundled, 60, ("mine", "theirs"), ("x", "y"))
    assert [note.text for note in figure.layout.annotations] == [
        charts.named("theirs", theme.CONTEXT),
        charts.named("mine", theme.MODEL),
    ]
    assert len(figure.data[0].x) == 60 and len(figure.data[2].x) == 30
    assert figure.layout.yaxis.range[1] > 500


@pytest.mark.parametrize("variant", [name for name in ablations.VARIANTS if name != "normal"])
def test_a_name_stands_near_its_line_and_on_none(variant: str) -> None:
    found, names = ablations.read(), ("Usual DQN", "Short-sighted (γ = 0.5)")
    figure = curves.compared(found["normal"], found[variant], names, ("x", "y"))
    for note, name, own in zip(figure.layout.annotations, names, ("normal", variant), strict=True):
        x, half = found[own].episodes, curves.LETTER * len(name) / 2
        under = np.abs(x - note.x) <= half
        assert x[0] <= note.x - half and note.x + half <= x[-1]
        lines = {key: found[key].returns.mean(0)[under] for key in ("normal", variant)}
        assert min(np.abs(line - note.y).min() for line in lines.values()) > curves.ROOM / 2
        assert np.abs(lines[own] - note.y).min() < curves.ROOM
