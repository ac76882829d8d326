#!/usr/bin/env python3
"""The statistics of sparse latents as a careful Python user computes them: NumPy and SciPy, vectorised, in blocks of latents.

  stats.py make DIR LATENTS ROWS DENSITY       latents.safetensors and dataset_bench.parquet, as pva score takes them
  stats.py score DIR PERMUTATIONS [TIMES]      everything pva score is compared on, written to DIR/peer.parquet; ends with a line of JSON,
                                               of several times the last one's

Computed: means and deviations, Cohen's d, Welch's t and p, Mann-Whitney with ties (SciPy's vectorised form), AUROC from it, Fisher's
exact test once per distinct table, Benjamini-Hochberg, and max-T over Welch's t by permuting labels, two float32 matrix products a
block.
"""
import json
import resource
import sys
import time

start = time.perf_counter()
import numpy as np

BLOCK = 4096


def make(folder, latents, rows, density):
    import pandas
    from safetensors.numpy import save_file
    rng = np.random.default_rng(0)
    labels = np.zeros(rows, bool)
    labels[: int(0.3 * rows)] = True
    rng.shuffle(labels)
    indptr, indices, values = [0], [], []
    for row in range(rows):
        fires = np.flatnonzero(rng.random(latents, dtype=np.float32) < density)
        strength = rng.gamma(2.0, 1.0, len(fires)).astype(np.float32)
        strength[fires < 20] += 1.5 * labels[row]                       # a little signal
        indices.append(fires.astype(np.int32)), values.append(strength)
        indptr.append(indptr[-1] + len(fires))
    save_file({"latents.indptr": np.array(indptr, np.int64), "latents.indices": np.concatenate(indices),
               "latents.values": np.concatenate(values)}, f"{folder}/latents.safetensors", metadata={"d_sae": str(latents)})
    pandas.DataFrame({"task_id": np.arange(rows), "prompt": "p", "generated_code": "c", "is_correct": labels}).to_parquet(
        f"{folder}/dataset_bench.parquet")


def read(folder):
    import pandas
    from safetensors import safe_open
    labels = pandas.read_parquet(f"{folder}/dataset_bench.parquet")["is_correct"].to_numpy()
    with safe_open(f"{folder}/latents.safetensors", "numpy") as file:
        indptr, indices, values = (file.get_tensor("latents." + name) for name in ("indptr", "indices", "values"))
        x = np.zeros((len(labels), int(file.metadata()["d_sae"])), np.float32)
    x[np.repeat(np.arange(len(labels)), np.diff(indptr)), indices] = values
    return x, labels


def score(folder, permutations, lap):
    laps = {}

    def done(name):
        nonlocal lap
        now = time.perf_counter()
        laps[name], lap = now - lap, now

    import pandas
    from scipy import stats
    done("import")
    x, labels = read(folder)
    a, b = x[labels], x[~labels]
    n1, n0, m = len(a), len(b), x.shape[1]
    table = {name: np.empty(m) for name in ("cohens_d", "welch_t", "welch_p", "mwu_u", "mwu_p")}
    blocks = [slice(s, min(s + BLOCK, m)) for s in range(0, m, BLOCK)]
    done("read")
    with np.errstate(all="ignore"):
        for s in blocks:
            p, q = a[:, s].astype(np.float64), b[:, s].astype(np.float64)
            spread = np.sqrt(((n1 - 1) * p.var(0, ddof=1) + (n0 - 1) * q.var(0, ddof=1)) / (n1 + n0 - 2))
            table["cohens_d"][s] = (p.mean(0) - q.mean(0)) / spread
            welch = stats.ttest_ind(p, q, equal_var=False)
            table["welch_t"][s], table["welch_p"][s] = welch.statistic, welch.pvalue
            ranks = stats.mannwhitneyu(p, q, axis=0, method="asymptotic")
            table["mwu_u"][s], table["mwu_p"][s] = ranks.statistic, ranks.pvalue
    table["auroc"] = table["mwu_u"] / (n1 * n0)
    fired1, fired0 = (a > 0).sum(0), (b > 0).sum(0)
    pairs, which = np.unique(np.stack([fired1, fired0], 1), axis=0, return_inverse=True)
    table["fisher_p"] = np.array([stats.fisher_exact([[i, n1 - i], [j, n0 - j]]).pvalue for i, j in pairs])[which.ravel()]
    known = ~np.isnan(table["welch_p"])
    table["q_bh"] = np.full(m, np.nan)
    table["q_bh"][known] = stats.false_discovery_control(table["welch_p"][known])
    done("score")
    rng = np.random.default_rng(1)
    drawn = np.stack([rng.permutation(labels) for _ in range(permutations)]).astype(np.float32)
    largest = np.zeros(permutations)
    with np.errstate(all="ignore"):
        for s in blocks:
            y = x[:, s]
            square = y * y
            total, total_square = y.sum(0), square.sum(0)
            sum1, square1 = drawn @ y, drawn @ square
            m1, m0 = sum1 / n1, (total - sum1) / n0
            v1, v0 = (square1 - n1 * m1 * m1) / (n1 - 1), (total_square - square1 - n0 * m0 * m0) / (n0 - 1)
            t = np.abs((m1 - m0) / np.sqrt(v1 / n1 + v0 / n0))
            largest = np.maximum(largest, np.where(np.isfinite(t), t, 0).max(1))
    reached = permutations - np.searchsorted(np.sort(largest), np.abs(table["welch_t"]))
    table["p_maxt"] = np.where(known, (1 + reached) / (1 + permutations), np.nan)
    done("permute")
    pandas.DataFrame(table).to_parquet(f"{folder}/peer.parquet")
    done("write")
    return laps


if sys.argv[1] == "make":
    make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
else:
    for _ in range(int(sys.argv[4]) if len(sys.argv) > 4 else 1):
        seconds = score(sys.argv[2], int(sys.argv[3]), start)
        start = time.perf_counter()
    print(json.dumps({"seconds": seconds, "peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
