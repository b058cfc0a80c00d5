"""Other ways to divide a village, on the same pieces of ground: each gives a share for every piece."""

from __future__ import annotations

import random
from functools import partial

import numpy as np

from gis.boundaries.partition.atoms import Atoms


def metis(atoms: Atoms, k: int, seed: int) -> np.ndarray:
    """METIS k-way, edges weighted by the length of the gap in decimetres (fields at most 45 m)."""
    import pymetis

    weight = np.maximum(np.minimum(atoms.length_m, 45.0) * 10, 1).astype(int)
    beside: list[dict[int, int]] = [{} for _ in range(len(atoms))]
    for a, b, w in zip(atoms.left.tolist(), atoms.right.tolist(), weight.tolist(), strict=True):
        beside[a][b] = beside[b][a] = w
    start = np.concatenate([[0], np.cumsum([len(n) for n in beside])]).tolist()
    flat = [b for n in beside for b in n]
    weights = [w for n in beside for w in n.values()]
    options = pymetis.Options(contig=1, ufactor=20, seed=seed)
    return np.array(
        pymetis.part_graph(
            k, adjacency=pymetis.CSRAdjacency(start, flat), eweights=weights, recursive=False, options=options
        ).vertex_part
    )


def balanced_kmeans(atoms: Atoms, k: int, seed: int) -> np.ndarray:
    """k-means whose assignment step is a Hungarian assignment to equal slots (Malinen and Fränti 2014)."""
    from scipy.optimize import linear_sum_assignment
    from sklearn.cluster import KMeans

    xy = atoms.xy - atoms.xy.mean(axis=0)
    centre = KMeans(k, n_init=1, random_state=seed).fit(xy).cluster_centers_
    slot = np.arange(len(xy)) % k
    share = np.full(len(xy), -1)
    for _ in range(20):
        cost = ((xy[:, None] - centre[None]) ** 2).sum(axis=2)[:, slot]
        row, column = linear_sum_assignment(cost)
        now = slot[column[np.argsort(row)]]
        if (now == share).all():
            break
        share = now
        centre = np.array([xy[share == i].mean(axis=0) for i in range(k)])
    return share


def recursive_tree(atoms: Atoms, k: int, seed: int) -> np.ndarray:
    """GerryChain's recursive bipartition of random spanning trees, within 5 % of the mean."""
    return _as_shares(_seeded(atoms, k, seed), len(atoms))


def recom(atoms: Atoms, k: int, seed: int, steps: int = 1000) -> np.ndarray:
    """GerryChain's ReCom chain within 15 % of the mean; the visited plan with the fewest cut edges."""
    from gerrychain import MarkovChain, accept, constraints
    from gerrychain.proposals import build_recom_proposal_fn

    first = _seeded(atoms, k, seed)
    mean = int(atoms.households.sum()) / k
    chain = MarkovChain(
        proposal_fn=build_recom_proposal_fn("households", mean, 0.15),
        constraints=[constraints.within_percent_of_ideal_population(first, 0.15)],
        acceptance_fn=accept.always_accept,
        initial_partition=first,
        total_steps=steps,
        rng=seed,
    )
    return _as_shares(min(chain, key=lambda plan: len(plan["cut_edges"])), len(atoms))


def _seeded(atoms: Atoms, k: int, seed: int):
    import networkx
    from gerrychain import Graph, Partition
    from gerrychain.partition import recursive_tree_part
    from gerrychain.updaters import Tally, cut_edges

    graph = networkx.Graph()
    for piece, n in enumerate(atoms.households.tolist()):
        graph.add_node(piece, households=n)
    graph.add_edges_from(zip(atoms.left.tolist(), atoms.right.tolist(), strict=True))
    return Partition.from_random_assignment(
        Graph.from_networkx(graph), k, 0.05, "households", rng=random.Random(seed),
        updaters={"population": Tally("households", alias="population"), "cut_edges": cut_edges},
        partition_fn=partial(recursive_tree_part),
    )  # fmt: skip


def _as_shares(plan, count: int) -> np.ndarray:
    names = {part: i for i, part in enumerate(plan.parts)}
    share = np.empty(count, int)
    for node in range(count):
        share[node] = names[plan.assignment[node]]
    return share
