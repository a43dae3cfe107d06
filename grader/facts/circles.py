"""Circles in a graph of dependencies: strongly connected components (Tarjan 1972), not recursive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def circles(edges: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more nodes that all reach each other, each sorted, the largest group first.

    Args:
        edges: for each node the nodes it needs; a node that only occurs as a target needs none. Time and
            memory are linear in nodes and edges.

    Source: R. Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM Journal on Computing 1 (1972).
    """
    search = _Search(edges)
    for node in sorted(edges):
        search.visit(node)
    return tuple(sorted(search.found, key=lambda group: (-len(group), group)))


class _Search:
    def __init__(self, edges: Mapping[str, Iterable[str]]) -> None:
        self._edges = edges
        self._order: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._waiting: list[str] = []
        self._is_waiting: set[str] = set()
        self.found: list[tuple[str, ...]] = []

    def visit(self, root: str) -> None:
        if root in self._order:
            return
        path: list[tuple[str, Iterator[str]]] = [self._enter(root)]
        while path:
            node, targets = path[-1]
            for target in targets:
                if target not in self._order:
                    path.append(self._enter(target))
                    break
                if target in self._is_waiting:
                    self._low[node] = min(self._low[node], self._order[target])
            else:
                path.pop()
                if path:
                    self._low[path[-1][0]] = min(self._low[path[-1][0]], self._low[node])
                self._leave(node)

    def _enter(self, node: str) -> tuple[str, Iterator[str]]:
        self._order[node] = self._low[node] = len(self._order)
        self._waiting.append(node)
        self._is_waiting.add(node)
        return node, iter(sorted(self._edges.get(node, ())))

    def _leave(self, node: str) -> None:
        if self._low[node] != self._order[node]:
            return
        group: list[str] = []
        while not group or group[-1] != node:
            group.append(self._waiting.pop())
            self._is_waiting.discard(group[-1])
        if len(group) > 1:
            self.found.append(tuple(sorted(group)))


def shortest_circle(edges: Mapping[str, Iterable[str]], group: Iterable[str]) -> tuple[str, ...]:
    """A shortest way round within a group of `circles`, each node needing the next; the first is not last.

    Only ways through the group's first node are tried; it lies on one, as every node of such a group does.
    """
    members = sorted(group)
    start, inside = members[0], set(members)
    came_from: dict[str, str] = {start: start}
    front = [start]
    while front:
        following: list[str] = []
        for node in front:
            for target in sorted(edges.get(node, ())):
                if target == start:
                    return _way_back(came_from, start, node)
                if target in inside and target not in came_from:
                    came_from[target] = node
                    following.append(target)
        front = following
    return ()


def _way_back(came_from: Mapping[str, str], start: str, node: str) -> tuple[str, ...]:
    way = [node]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
