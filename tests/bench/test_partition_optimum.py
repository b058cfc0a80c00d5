"""A small case solved to proven optimality by OR-tools: contiguity, exact balance, least border. Ours must reach it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.web import Web

pytestmark = [pytest.mark.bench, pytest.mark.filterwarnings("default")]


def small_case(seed: int, n: int = 18) -> Ground:
    """Houses scattered at least 12 m apart in a square."""
    rng = np.random.default_rng(seed)
    xy: list[np.ndarray] = []
    while len(xy) < n:
        point = rng.uniform(10, 90, 2)
        if all(np.hypot(*(point - other)) >= 12 for other in xy):
            xy.append(point)
    return Ground(shapely.box(0, 0, 100, 100), *np.array(xy).T)


def border_cost(web: Web, share: np.ndarray) -> float:
    return sum(c for a, near in enumerate(web.beside) for b, c in near.items() if a < b and share[a] != share[b])


def optimum(web: Web, k: int, held: int) -> float:
    """The least border cost of k connected shares of exactly `held` pieces, by CP-SAT; connection as a flow of
    numbers from a root of each share (each piece hangs on one nearer to the root)."""
    from ortools.sat.python import cp_model

    n = len(web.beside)
    model = cp_model.CpModel()
    share = [[model.new_bool_var("") for _ in range(k)] for _ in range(n)]
    root = [[model.new_bool_var("") for _ in range(k)] for _ in range(n)]
    depth = [model.new_int_var(0, held - 1, "") for _ in range(n)]
    for a in range(n):
        model.add_exactly_one(share[a])
        for g in range(k):
            model.add_implication(root[a][g], share[a][g])
            # the root is the share's first piece, so that shares and roots are not permuted in vain
            for b in range(a):
                model.add_implication(root[a][g], share[b][g].negated())
    for g in range(k):
        model.add_exactly_one(root[a][g] for a in range(n))
        model.add(sum(share[a][g] for a in range(n)) == held)
    for g in range(k - 1):
        model.add(sum(a * root[a][g] for a in range(n)) < sum(a * root[a][g + 1] for a in range(n)))
    cut_cost = []
    hangs: list[list] = [[] for _ in range(n)]
    for a in range(n):
        for b, cost in web.beside[a].items():
            hang = model.new_bool_var("")
            hangs[a].append(hang)
            model.add(depth[a] == depth[b] + 1).only_enforce_if(hang)
            for g in range(k):
                model.add_implication(hang, share[b][g]).only_enforce_if(share[a][g])
            if a < b:
                cut = model.new_bool_var("")
                for g in range(k):
                    model.add_bool_or(cut, share[a][g].negated(), share[b][g])
                    model.add_bool_or(cut, share[b][g].negated(), share[a][g])
                cut_cost.append(round(cost * 1000) * cut)
        model.add_exactly_one(*hangs[a], *root[a])
    model.minimize(sum(cut_cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = 60
    solver.parameters.num_workers = 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver.objective_value / 1000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_best_candidate_is_the_proven_optimum(seed):
    ground = small_case(seed)
    web = Web(ground.atoms)
    held = 6
    found = [partition(ground, 3, "along_lanes", s, rule=(held, held)) for s in range(20)]
    assert all(set(f.households) == {held} and f.contiguous.all() for f in found)
    costs = sorted(border_cost(web, f.labels) for f in found)
    best = optimum(web, 3, held)
    print(f"\nseed {seed}: optimum {best:.1f} m, ours best {costs[0]:.1f}, median {costs[len(costs) // 2]:.1f}")
    assert costs[0] <= best * 1.0001
