"""Train the bundled `dqn` agent of the cart with the pole, and the agents that go without one of its tricks.

    python -m core.train.dqn                      two minutes: trains, measures, writes weights/
    python -m core.train.dqn --evaluate           measures the bundled agent again, at all stages
    python -m core.train.dqn --ablations          ten minutes: weights/dqn_ablations.csv; resumes
    python -m core.train.dqn --quick --out DIR    seconds, on an agent that hardly learns

The stages are one agent after 0, 25, 50, … attempts. The last one is the best of the later ones on starts of
their own (validation), and is then measured once on others (test).
"""

import csv
import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
from safetensors.numpy import load_file
from tqdm import tqdm

from core.cartpole import ablations, environment, network
from core.cartpole.dqn import Learner, Settings
from core.cartpole.network import FINAL, PARAMETERS, QNetwork
from core.runtime import cards
from core.train.shared import script

LIMITS = {
    "ko": "이 수레와 막대만 알아요. 막대가 길어지거나 중력이 달라지는 세상은 배우지 않았어요.",
    "en": "Knows this cart and pole only; it never practised with a longer pole or another gravity.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    settings: Settings = dataclasses.field(
        default_factory=lambda: Settings(400, learning_rate=5e-4, double=True, bounded=True)
    )
    """how the bundled agent learns: slowly, so that there is something to see"""
    stages: tuple[int, ...] = (0, 25, 50, 100, 200)
    """attempts after which the agent is kept"""
    look_every: int = 10
    """attempts between two looks at how good the agent is, after the last stage"""
    validation: range = range(10_000, 10_100)
    """seeds of the starts that choose the final agent"""
    test: range = range(20_000, 20_100)
    """seeds of the starts that measure it"""
    longest: int = 2_000
    """steps of a look: agents that all reach 500 are told apart"""


def fit(recipe: Recipe) -> tuple[dict[str, QNetwork], dict[str, int], list[int]]:
    """Train; return the agents by stage, after how many attempts each was kept, and all attempts' returns."""
    learner, kept, attempts = Learner(recipe.settings), {}, {}
    best = (-1.0, 0.0)
    bar = tqdm(range(recipe.settings.episodes + 1), unit="attempt", mininterval=1)
    for done in bar:
        if done in recipe.stages:
            kept[str(done)], attempts[str(done)] = halved(learner.online), done
        if done >= recipe.stages[-1] and done % recipe.look_every == 0:
            agent = halved(learner.online)
            found = judge(agent, recipe)
            if found >= best:
                best, kept[FINAL], attempts[FINAL] = found, agent, done
        if done < recipe.settings.episodes:
            learner.play_attempt()
        last = np.mean(learner.returns[-20:] or [0])
        bar.set_postfix_str(f"return {last:.0f}  best {best[0]:.0f}", False)
    return kept, attempts, learner.returns


def judge(agent: QNetwork, recipe: Recipe) -> tuple[float, float]:
    """Return how long an agent stands on average, and how little its Q differs from what it then gets.

    Of agents that stand equally long, the one that knows best how well it does is the better teacher.
    """
    starts, gamma = environment.starts(recipe.validation), recipe.settings.gamma
    stood = environment.survive(agent.moves, starts, steps=recipe.longest)
    gained = (1 - gamma**stood) / (1 - gamma)
    return float(stood.mean()), -float(np.abs(agent(starts).max(1) - gained).mean())


def halved(agent: QNetwork) -> QNetwork:
    """Return the agent as the file will hold it, in half precision."""
    return QNetwork(agent.flat.astype(np.float16).astype(np.float32))


def measure(agents: dict[str, QNetwork], seeds: range) -> dict[str, np.ndarray]:
    """Return the returns (len(seeds),) of every stage's agent."""
    starts = environment.starts(seeds)
    return {stage: environment.survive(agent.moves, starts) for stage, agent in agents.items()}


def write(
    out: Path, recipe: Recipe, agents: dict[str, QNetwork], attempts: dict[str, int], learning: list[int]
) -> None:
    """Measure the agents on the starts of the test, write the two files."""
    import torch

    agents = {stage: agents[stage] for stage in (*map(str, recipe.stages), FINAL)}
    returns, settings = measure(agents, recipe.test), recipe.settings
    stages = [
        {"name": stage, "attempts": attempts[stage], "mean_return": round(float(found.mean()), 2)}
        for stage, found in returns.items()
    ]
    facts = {
        "task": "cartpole",
        "labels": ["left", "right"],
        "parameters": PARAMETERS,
        "metrics": {"mean_return": stages[-1]["mean_return"]},
        "lowest_return": int(returns[FINAL].min()),
        "stages": stages,
        "data": "CartPole-v1 (Gymnasium), simulated; no data set",
        "licence": script.LICENCE,
        "split": f"random starts to learn, {len(recipe.validation)} aside, {len(recipe.test)} to test",
        "command": f"python -m core.train.dqn --seed {settings.seed}",
        "trained": dataclasses.asdict(settings),
        "seed": settings.seed,
        "limits": LIMITS,
    }
    tensors = {"returns": torch.tensor(learning, dtype=torch.int16)}
    for stage, agent in agents.items():
        tensors |= {name: torch.tensor(part) for name, part in agent.named(stage).items()}
    cards.write(out, "dqn", tensors, facts)
    print(json.dumps(stages, indent=1), facts["lowest_return"])


def evaluate(folder: Path, recipe: Recipe) -> bool:
    """Measure the agents in `folder` again; tell whether the card says the same."""
    card = cards.read("dqn", folder)
    tensors = load_file(folder / card["file"])
    agents = {stage["name"]: network.from_named(tensors, stage["name"]) for stage in card["stages"]}
    returns = measure(agents, recipe.test)
    for stage in card["stages"]:
        found = returns[stage["name"]]
        print(f"{stage['name']:>6}: mean {found.mean():7.2f}  card {stage['mean_return']:7.2f}")
    lowest = int(returns[FINAL].min())
    print(f"the final agent's worst attempt: {lowest}  card {card['lowest_return']}")
    means = [round(float(returns[stage["name"]].mean()), 2) for stage in card["stages"]]
    return (means, lowest) == ([stage["mean_return"] for stage in card["stages"]], card["lowest_return"])


def compare(path: Path, seeds: int, episodes: int) -> None:
    """Train every variant with every seed; after each run write the table, and go on from there next time."""
    done = list(csv.reader(path.open(encoding="utf8"))) if path.exists() else []
    looks = list(range(0, episodes + 1, ablations.LOOK_EVERY))
    rows = done or [["variant", "seed", *map(str, looks)]]
    finished = {tuple(row[:2]) for row in rows}
    todo = [(v, s) for s in range(seeds) for v in ablations.VARIANTS if (v, str(s)) not in finished]
    for variant, seed in tqdm(todo, unit="run"):
        found = ablations.run(variant, seed, episodes)
        rows.append([variant, str(seed), *(f"{value:.1f}" for value in found)])
        with path.open("w", encoding="utf8", newline="") as file:
            csv.writer(file).writerows(rows)


def main() -> None:
    """Train, measure, write; or measure again; or compare."""
    parser = script.parser(__doc__, "evaluate")
    parser.add_argument("--ablations", action="store_true")
    args = parser.parse_args()
    recipe = Recipe()
    if args.quick:
        few = Settings(episodes=60, warm_up=100, epsilon_steps=600)
        recipe = Recipe(few, stages=(0, 25, 50), validation=range(4), test=range(10, 20), longest=500)
    recipe = dataclasses.replace(recipe, settings=script.chosen(recipe.settings, args))
    if args.evaluate:
        raise SystemExit(0 if evaluate(args.out, recipe) else "the card says something else")
    if args.ablations:
        seeds, episodes = (2, 20) if args.quick else (ablations.SEEDS, ablations.EPISODES)
        compare(args.out / ablations.FILE, seeds, episodes)
        return
    write(args.out, recipe, *fit(recipe))


if __name__ == "__main__":
    main()
