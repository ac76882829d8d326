#!/usr/bin/env python3
"""What SciPy, scikit-learn and mpmath compute on sparse latents of two groups: the truth of the specs in this folder.

usage: make_cases.py FOLDER      (numpy 2, scipy 1.17, scikit-learn 1.9, mpmath 1.3)

cases.txt: blocks of lines `key value value ...`, ended by an empty line; `nan` where a value is not defined or not finite.
  name, n, width, labels, values (row by row, 0 = silent), then a line a column, one value a latent
tails.txt: lines `welch t df p`, `separated n1 n0 p` (Mann-Whitney, all of one group above all of the other), `fisher fired1 n1 fired0 n0 p` with p to 20 digits by mpmath
"""
import sys, pathlib
import mpmath
import numpy as np
from scipy import stats
from sklearn.metrics import average_precision_score, matthews_corrcoef, precision_recall_curve, roc_auc_score

mpmath.mp.dps = 60


def delong_se(y, x):
    p, q = x[y], x[~y]
    if len(p) < 2 or len(q) < 2:
        return np.nan
    psi = (p[:, None] > q[None, :]) + .5 * (p[:, None] == q[None, :])
    return np.sqrt(psi.mean(1).var(ddof=1) / len(p) + psi.mean(0).var(ddof=1) / len(q))


def best_f1(y, x):
    p, r, t = precision_recall_curve(y, x)
    f = np.divide(2 * p * r, p + r, out=np.zeros_like(p), where=(p + r) > 0)[:-1]
    k = np.where(np.isclose(f, f.max(), rtol=0, atol=1e-12))[0].max()
    return f.max(), t[k], matthews_corrcoef(y, x >= t[k])


def adjust(p, how):
    ok = np.isfinite(p)
    out = np.full(len(p), np.nan)
    if how in ("bh", "by"):
        out[ok] = stats.false_discovery_control(p[ok], method=how)
    else:
        v = p[ok]; m = len(v); order = np.argsort(v, kind="stable"); r = np.empty(m)
        r[order] = np.minimum(1, np.maximum.accumulate(v[order] * (m - np.arange(m)))) if how == "holm" else np.minimum(1, v[order] * m)
        out[ok] = r
    return out


def columns(y, X):
    c, i = X[y], X[~y]
    n1, n0 = len(c), len(i)
    with np.errstate(all="ignore"):
        m1, m0, s1, s0 = c.mean(0), i.mean(0), c.std(0, ddof=1), i.std(0, ddof=1)
        pool = lambda a, b: np.sqrt(((n1 - 1) * a**2 + (n0 - 1) * b**2) / (n1 + n0 - 2))
        d = (m1 - m0) / pool(s1, s0)
        welch = stats.ttest_ind(c, i, equal_var=False)
    each = range(X.shape[1])
    mwu = [stats.mannwhitneyu(c[:, k], i[:, k], method="asymptotic") for k in each]
    f1, f0 = (c > 0).sum(0), (i > 0).sum(0)
    best = [best_f1(y, X[:, k]) for k in each]
    p = np.asarray(welch.pvalue)
    return dict(separation=np.abs(m1 - m0) / pool(s1 + 1e-8, s0 + 1e-8), cohens_d=d, hedges_g=d * (1 - 3 / (4 * (n1 + n0) - 9)),
        mean_correct=m1, mean_incorrect=m0, std_correct=s1, std_incorrect=s0, freq_correct=f1 / n1, freq_incorrect=f0 / n0,
        freq_diff=f1 / n1 - f0 / n0, welch_t=welch.statistic, welch_df=welch.df, welch_p=p, mwu_u=[r.statistic for r in mwu],
        mwu_p=[r.pvalue for r in mwu], fisher_p=[stats.fisher_exact([[a, n1 - a], [b, n0 - b]]).pvalue for a, b in zip(f1, f0)],
        auroc=[roc_auc_score(y, X[:, k]) for k in each], auroc_se=[delong_se(y, X[:, k]) for k in each],
        average_precision=[average_precision_score(y, X[:, k]) for k in each], best_f1=[b[0] for b in best],
        best_f1_threshold=[b[1] for b in best], mcc_at_best_f1=[b[2] for b in best], q_bh=adjust(p, "bh"), q_by=adjust(p, "by"),
        p_holm=adjust(p, "holm"), p_bonferroni=adjust(p, "bonferroni"))


def line(key, values):
    return key + " " + " ".join("nan" if not np.isfinite(v) else repr(float(v)) for v in values) + "\n"


def case(name, seed, n, width, share, effect, zeros):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(n) < round(share * n))
    X = rng.gamma(2.0, 1.0, (n, width)) + effect * y[:, None] * rng.choice([0, 1, -.4], width)
    X = np.where(rng.random((n, width)) < zeros, 0, np.maximum(X, 0.004))
    X[:, 0] = np.round(X[:, 0] * 2) / 2                       # ties
    X[:, 1] = np.where(rng.random(n) < 0.1, 1.5, 0)           # two values
    X = np.round(X, 3).astype(np.float32).astype(np.float64)
    values = "values " + " ".join("0" if v == 0 else f"{v:.3f}" for v in X.ravel()) + "\n"
    return f"name {name}\nn {n}\nwidth {width}\n" + line("labels", y) + values + "".join(line(k, v) for k, v in columns(y, X).items()) + "\n"


def welch_p(t, df):
    t, df = mpmath.mpf(t), mpmath.mpf(df)
    return mpmath.betainc(df / 2, mpmath.mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def fisher_p(a, n1, c, n0):
    k = a + c
    ways = lambda j: mpmath.binomial(n1, j) * mpmath.binomial(n0, k - j)
    seen = ways(a)
    return sum(w for w in map(ways, range(max(0, k - n0), min(k, n1) + 1)) if w <= seen * (1 + mpmath.mpf(10) ** -30)) / mpmath.binomial(n1 + n0, k)


out = pathlib.Path(sys.argv[1])
(out / "cases.txt").write_text(
    case("few rows", 11, 12, 6, .5, 1.0, .3) + case("sparse", 12, 150, 10, .3, 1.5, .9) + case("dense", 13, 90, 8, .6, .7, .0)
    + case("one group is small", 14, 80, 8, .05, 3.0, .6) + case("strong", 15, 240, 6, .5, 9.0, .02))
text = ""
for t, df in [(1e-3, 5.5), (.7, 1.0), (3.2, 2.7), (5.68, 386.2), (12, 40), (40, 190.5), (45, 700), (200, 130.0), (37.6, 90000), (1e6, 48.9), (60, 395.1)]:
    text += f"welch {t} {df} {mpmath.nstr(welch_p(t, df), 20)}\n"
for n1, n0 in [(1, 1), (5, 9), (40, 60), (300, 700), (925, 925)]:
    z = (mpmath.mpf(n1 * n0 - 1) / 2) / mpmath.sqrt(mpmath.mpf(n1 * n0 * (n1 + n0 + 1)) / 12)
    text += f"separated {n1} {n0} {mpmath.nstr(mpmath.erfc(z / mpmath.sqrt(2)), 20)}\n"
for table in [(0, 5, 0, 7), (3, 5, 1, 9), (8, 8, 0, 8), (40, 300, 60, 700), (150, 485, 90, 515), (480, 485, 3, 515), (485, 485, 0, 515), (1, 1, 0, 2000), (30, 60, 30, 60)]:
    text += f"fisher {' '.join(map(str, table))} {mpmath.nstr(fisher_p(*table), 20)}\n"
(out / "tails.txt").write_text(text)
