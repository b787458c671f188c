"""The best one-to-one pairing of two lists: greatest sum of likeness (Kuhn and Munkres)."""

from __future__ import annotations

from collections.abc import Sequence


def best_pairs(likeness: Sequence[Sequence[float]], least: float) -> dict[int, int]:
    """Row -> column. Pairs less alike than `least` are not made."""
    rows, columns = len(likeness), len(likeness[0]) if likeness else 0
    if not rows or not columns:
        return {}
    size = max(rows, columns)
    cost = [[-likeness[r][c] if r < rows and c < columns else 0.0 for c in range(size)] for r in range(size)]
    taken = _assign(cost, size)
    return {r: c for c, r in enumerate(taken) if r < rows and c < columns and likeness[r][c] >= least}


def _assign(cost: Sequence[Sequence[float]], size: int) -> list[int]:
    """For each column the row of the cheapest perfect assignment. Cubic in `size`."""
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        column = 0
        least, way, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            current, delta, following = row_of[column], float("inf"), 0
            for c in range(1, size + 1):
                if used[c]:
                    continue
                price = cost[current - 1][c - 1] - row_price[current] - column_price[c]
                if price < least[c]:
                    least[c], way[c] = price, column
                if least[c] < delta:
                    delta, following = least[c], c
            for c in range(size + 1):
                if used[c]:
                    row_price[row_of[c]] += delta
                    column_price[c] -= delta
                else:
                    least[c] -= delta
            column = following
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    return [row - 1 for row in row_of[1:]]
