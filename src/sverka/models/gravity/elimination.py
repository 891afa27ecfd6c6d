"""The compiled loops that take pairs' effects out of country-years; layouts as in kernels.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.models.gravity.compiled import compiled

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Indices, Numbers


@compiled
def _sum_years(w: Numbers, country_years: Numbers, total: Numbers, r: int, i: int) -> None:
    """Write an exporter's sums over years of w (a + b) into `total` (M,), four years at a time."""
    t_all, m_all = w.shape
    n_all = country_years.shape[2] - m_all
    total[:] = 0.0
    for t in range(0, t_all - 3, 4):
        w0, w1, w2, w3 = w[t], w[t + 1], w[t + 2], w[t + 3]
        y0, y1 = country_years[t, r], country_years[t + 1, r]
        y2, y3 = country_years[t + 2, r], country_years[t + 3, r]
        a0, a1, a2, a3 = y0[i], y1[i], y2[i], y3[i]
        b0, b1, b2, b3 = y0[n_all:], y1[n_all:], y2[n_all:], y3[n_all:]
        for j in range(m_all):
            early = w0[j] * (a0 + b0[j]) + w1[j] * (a1 + b1[j])
            total[j] += early + (w2[j] * (a2 + b2[j]) + w3[j] * (a3 + b3[j]))
    for t in range(t_all - t_all % 4, t_all):
        w0, a0, b0 = w[t], country_years[t, r, i], country_years[t, r, n_all:]
        for j in range(m_all):
            total[j] += w0[j] * (a0 + b0[j])


@compiled
def _sum_years_of_two(weight: Numbers, country_years: Numbers, totals: Numbers, r: int, i: int) -> None:
    """Do likewise for two exporters, weights (2, T, M), totals (2, M): importers' effects are read once."""
    t_all, m_all = weight.shape[1:]
    n_all = country_years.shape[2] - m_all
    totals[:] = 0.0
    total, another, v, w = totals[0], totals[1], weight[0], weight[1]
    for t in range(0, t_all - 3, 4):
        v0, v1, v2, v3, w0, w1, w2, w3 = (
            v[t],
            v[t + 1],
            v[t + 2],
            v[t + 3],
            w[t],
            w[t + 1],
            w[t + 2],
            w[t + 3],
        )
        y0, y1 = country_years[t, r], country_years[t + 1, r]
        y2, y3 = country_years[t + 2, r], country_years[t + 3, r]
        a0, a1, a2, a3, c0, c1, c2, c3 = (
            y0[i],
            y1[i],
            y2[i],
            y3[i],
            y0[i + 1],
            y1[i + 1],
            y2[i + 1],
            y3[i + 1],
        )
        b0, b1, b2, b3 = y0[n_all:], y1[n_all:], y2[n_all:], y3[n_all:]
        for j in range(m_all):
            d0, d1, d2, d3 = b0[j], b1[j], b2[j], b3[j]
            total[j] += (v0[j] * (a0 + d0) + v1[j] * (a1 + d1)) + (v2[j] * (a2 + d2) + v3[j] * (a3 + d3))
            another[j] += (w0[j] * (c0 + d0) + w1[j] * (c1 + d1)) + (w2[j] * (c2 + d2) + w3[j] * (c3 + d3))
    for t in range(t_all - t_all % 4, t_all):
        v0, w0, a0, c0 = v[t], w[t], country_years[t, r, i], country_years[t, r, i + 1]
        b0 = country_years[t, r, n_all:]
        for j in range(m_all):
            total[j] += v0[j] * (a0 + b0[j])
            another[j] += w0[j] * (c0 + b0[j])


@compiled
def _centre_four(
    weight: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers, at: tuple[int, int]
) -> None:
    """Add four exporters' margins of w (a + b - c) to `out`, `at` the field and the first exporter."""
    r, i = at
    t_all, m_all = weight.shape[1:]
    n_all = country_years.shape[2] - m_all
    c0, c1, c2, c3 = pairs[0], pairs[1], pairs[2], pairs[3]
    for t in range(t_all):
        w0, w1, w2, w3 = weight[0, t], weight[1, t], weight[2, t], weight[3, t]
        effects, sums = country_years[t, r], out[t, r]
        a0, a1, a2, a3 = effects[i], effects[i + 1], effects[i + 2], effects[i + 3]
        others, others_sums = effects[n_all:], sums[n_all:]
        s0 = s1 = s2 = s3 = 0.0
        for j in range(m_all):
            b = others[j]
            v0, v1 = w0[j] * (a0 + b - c0[j]), w1[j] * (a1 + b - c1[j])
            v2, v3 = w2[j] * (a2 + b - c2[j]), w3[j] * (a3 + b - c3[j])
            s0 += v0
            s1 += v1
            s2 += v2
            s3 += v3
            others_sums[j] += (v0 + v1) + (v2 + v3)
        sums[i], sums[i + 1], sums[i + 2], sums[i + 3] = s0, s1, s2, s3


@compiled
def _centre_one(w: Numbers, country_years: Numbers, pair: Numbers, out: Numbers, at: tuple[int, int]) -> None:
    r, i = at
    t_all, m_all = w.shape
    n_all = country_years.shape[2] - m_all
    for t in range(t_all):
        row, own, others = w[t], country_years[t, r, i], country_years[t, r, n_all:]
        sums, total = out[t, r, n_all:], 0.0
        for j in range(m_all):
            value = row[j] * (own + others[j] - pair[j])
            total += value
            sums[j] += value
        out[t, r, i] = total


@compiled
def pair_sums(weight: Numbers, country_years: Numbers, out: Numbers) -> None:
    """Write sums over years of w (a + b) for each cell of pairs into `out` (R, N, M)."""
    n_all = len(weight)
    for i in range(0, n_all - 1, 2):
        for r in range(out.shape[0]):
            _sum_years_of_two(weight[i : i + 2], country_years, out[r, i : i + 2], r, i)
    if n_all % 2:
        for r in range(out.shape[0]):
            _sum_years(weight[n_all - 1], country_years, out[r, n_all - 1], r, n_all - 1)


@compiled
def centred_sums(weight: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers) -> None:
    """Write the country-year margins of w (a + b - c) into `out` (T, R, N + M)."""
    out[:] = 0.0
    n_all = len(weight)
    for i in range(0, n_all - 3, 4):
        for r in range(pairs.shape[0]):
            _centre_four(weight[i : i + 4], country_years, pairs[r, i : i + 4], out, (r, i))
    for i in range(n_all - n_all % 4, n_all):
        for r in range(pairs.shape[0]):
            _centre_one(weight[i], country_years, pairs[r, i], out, (r, i))


@compiled
def averaged_and_centred(
    weight: Numbers, inverse: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers
) -> None:
    """Write `pair_sums` times `inverse` (N, M) into `pairs` and the `centred_sums` with it into `out`.

    Four exporters' weights are read once for both.
    """
    out[:] = 0.0
    n_all = len(weight)
    for i in range(0, n_all - 3, 4):
        for r in range(pairs.shape[0]):
            four = pairs[r, i : i + 4]
            _sum_years_of_two(weight[i : i + 2], country_years, four[:2], r, i)
            _sum_years_of_two(weight[i + 2 : i + 4], country_years, four[2:], r, i + 2)
            four *= inverse[i : i + 4]
            _centre_four(weight[i : i + 4], country_years, four, out, (r, i))
    for i in range(n_all - n_all % 4, n_all):
        for r in range(pairs.shape[0]):
            _sum_years(weight[i], country_years, pairs[r, i], r, i)
            pairs[r, i] *= inverse[i]
            _centre_one(weight[i], country_years, pairs[r, i], out, (r, i))


@compiled
def group_sums(pairs: Numbers, groups: Indices, sums: Numbers) -> None:
    """Replace values of pairs (R, N, M) by the sums of their groups; `sums` (G,) is scratch."""
    r_all, n_all, m_all = pairs.shape
    for r in range(r_all):
        sums[:] = 0.0
        for i in range(n_all):
            for j in range(m_all):
                sums[groups[i, j]] += pairs[r, i, j]
        for i in range(n_all):
            for j in range(m_all):
                pairs[r, i, j] = sums[groups[i, j]]
