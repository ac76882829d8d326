#!/usr/bin/env python3
"""What scikit-learn, SciPy and plain sums over all pairs say of scores, probes and grouped rows: the truth of the specs of detection.

usage: make_detection.py FOLDER      (numpy 2, scipy 1.17, scikit-learn 1.9)

detection.txt: lines `key value value ...`.
  labels, task, score, other: 120 rows in tasks of 1 to 5, two scores with ties; then
  auroc, auroc_var (grouped, Obuchowski 1997), other_auroc_cov, ap, threshold, f1, mcc, balanced (of score >= threshold),
  platt (slope, offset), brier, ece (10 bins), aurc (accepting from the highest, ties averaged over 2,000 orders: see the spec), icc
  wide_x (40 x 90, row by row), wide_y, wide_c, wide_w, wide_b: logistic regression with more columns than rows
  narrow_x (80 x 7) and so on: with fewer
  point_biserial (of score and labels), hedges_power (d that 40 + 80 rows find among 1000 hypotheses at 0.05 with power 0.8)
"""
import pathlib
import sys
import numpy as np
from scipy import stats
from sklearn.calibration import _SigmoidCalibration
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, balanced_accuracy_score, brier_score_loss, f1_score, matthews_corrcoef, roc_auc_score

rng = np.random.default_rng(5)
sizes = []
while sum(sizes) < 120:
    sizes.append(int(rng.integers(1, 6)))
sizes[-1] -= sum(sizes) - 120
task = np.repeat(np.arange(len(sizes)), sizes)
own = rng.standard_normal(len(sizes))[task]
y = (own + rng.standard_normal(120)) > .4
score = np.round(own + rng.standard_normal(120) + .6 * y, 1)
other = np.round(rng.standard_normal(120) + .5 * y, 1)


def pairs(x):
    return (x[y][:, None] > x[~y][None]) + .5 * (x[y][:, None] == x[~y][None])


def grouped_cov(a, b):
    """Obuchowski 1997 by its definition: sums of placements by group."""
    pa, pb = pairs(a), pairs(b)
    ta, tb = pa.mean(), pb.mean()
    t1, t0 = task[y], task[~y]
    m, n = y.sum(), (~y).sum()
    s10 = s01 = s11 = 0.
    for g in np.unique(task):
        a1, b1 = (pa.mean(1)[t1 == g] - ta).sum(), (pb.mean(1)[t1 == g] - tb).sum()
        a0, b0 = (pa.mean(0)[t0 == g] - ta).sum(), (pb.mean(0)[t0 == g] - tb).sum()
        s10 += a1 * b1; s01 += a0 * b0; s11 += a1 * b0 + a0 * b1
    i10, i01, i = len(np.unique(t1)), len(np.unique(t0)), len(np.unique(task))
    return i10 / (i10 - 1) * s10 / m**2 + i01 / (i01 - 1) * s01 / n**2 + i / (i - 1) * s11 / (m * n)


def icc(x):
    """One-way analysis of variance with unequal groups."""
    groups = [x[task == g] for g in np.unique(task)]
    k, n = len(groups), len(x)
    f = stats.f_oneway(*groups).statistic
    n0 = (n - sum(len(g) ** 2 for g in groups) / n) / (k - 1)
    return (f - 1) / (f + n0 - 1)


def aurc():
    r, total = np.random.default_rng(0), 0.
    for _ in range(2000):
        o = np.lexsort((r.random(120), -score))
        total += (np.cumsum(~y[o]) / np.arange(1, 121)).mean()
    return total / 2000


def logistic(n, d, c, seed):
    r = np.random.default_rng(seed)
    x = np.round(r.standard_normal((n, d)), 3)
    t = (x[:, 0] + r.standard_normal(n)) > 0
    fit = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(x, t)
    return x, t, fit


threshold = .45
platt = _SigmoidCalibration().fit(score, y)
p = 1 / (1 + np.exp(platt.a_ * score + platt.b_))
bins = np.minimum((p * 10).astype(int), 9)
ece = sum((bins == b).mean() * abs(y[bins == b].mean() - p[bins == b].mean()) for b in range(10) if (bins == b).any())
out = {"labels": y, "task": task, "score": score, "other": other, "auroc": [roc_auc_score(y, score)], "auroc_var": [grouped_cov(score, score)],
       "other_auroc_cov": [grouped_cov(score, other)], "ap": [average_precision_score(y, score)], "threshold": [threshold],
       "f1": [f1_score(y, score >= threshold)], "mcc": [matthews_corrcoef(y, score >= threshold)],
       "balanced": [balanced_accuracy_score(y, score >= threshold)], "platt": [-platt.a_, -platt.b_],
       "brier": [brier_score_loss(y, p)], "ece": [ece], "aurc": [aurc()], "icc": [icc(score), icc(y.astype(float))],
       "point_biserial": [stats.pointbiserialr(y, score).statistic],
       "power": [(stats.norm.isf(.05 / 1000) + stats.norm.ppf(.8)) * np.sqrt(1 / 40 + 1 / 80)]}
for name, n, d, c in [("wide", 40, 90, .3), ("narrow", 80, 7, 2.)]:
    x, t, fit = logistic(n, d, c, n)
    out |= {name + "_x": x.ravel(), name + "_y": t, name + "_c": [c], name + "_w": fit.coef_[0], name + "_b": fit.intercept_}
pathlib.Path(sys.argv[1], "detection.txt").write_text(
    "".join(k + " " + " ".join(repr(float(v)) for v in np.asarray(vs).ravel()) + "\n" for k, vs in out.items()))
