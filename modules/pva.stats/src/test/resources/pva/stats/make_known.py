#!/usr/bin/env python3
"""What scikit-learn finds in the embedded study when its folds are dealt by scikit-learn too: the truth of KnownFoldsSpec.

usage: make_known.py TINY FINAL.safetensors FOLDER      (numpy 2, pandas 3, scikit-learn 1.9, safetensors)

TINY is examples/tiny, FINAL what `pva extract --layer 4 --position final` makes of its dataset. known.safetensors:
  resid_post.4 [1000, 128] F16, the residuals rounded; all that follows is computed from the rounded ones
  correct, kind, fold, fold_of_kind [1000] U8: labels, families by number, StratifiedKFold(5, shuffle, seed 0), GroupKFold(5) by family
  metadata: of each detector the AUROC of all rows pooled and the mean of the folds'; `latents`: the one chosen in each fold
The protocol is that of examples/tiny/README.md: StandardScaler and LogisticRegression(C=0.1); the latent of the largest |Cohen's d|
on the other folds, signed, nothing filtered; the success rate of the family on the other folds.
"""
import glob
import json
import sys
import numpy as np
import pandas as pd
from safetensors.numpy import load_file, save_file
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

tiny, final, folder = sys.argv[1:]
data = pd.read_parquet(glob.glob(tiny + "/data/datasets/*.parquet")[0])
family = json.load(open(tiny + "/families.json"))["family"]
y = data.is_correct.to_numpy()
kind = np.unique([family[str(t)] for t in data.task_id], return_inverse=True)[1]
rounded = load_file(final)["resid_post.4"].astype(np.float16)
x = rounded.astype(float)
sae = np.load(glob.glob(tiny + "/sae/layer_4/*/*/params.npz")[0])
before = x @ sae["W_enc"].astype(float) + sae["b_enc"]
latents = np.where(before > sae["threshold"], before, 0).astype(np.float32).astype(float)
tasks = list(StratifiedKFold(5, shuffle=True, random_state=0).split(x, y))
kinds = list(GroupKFold(5).split(x, y, kind))


def numbers(folds):
    of = np.zeros(len(y), np.uint8)
    for k, (_, out) in enumerate(folds):
        of[out] = k
    return of


def across(folds, scores):
    """AUROC of all rows pooled, and the mean of the folds'."""
    s = np.zeros(len(y))
    for fit, out in folds:
        s[out] = scores(fit, out)
    within = np.mean([roc_auc_score(y[out], s[out]) for _, out in folds])
    return f"{float(roc_auc_score(y, s))!r} {float(within)!r}"


def probe(fit, out):
    # newton-cholesky, for L-BFGS stops short of the minimum
    model = make_pipeline(StandardScaler(), LogisticRegression(C=.1, solver="newton-cholesky", tol=1e-12, max_iter=1000))
    return model.fit(x[fit], y[fit]).decision_function(x[out])


def difference(fit, out):
    return x[out] @ (x[fit][y[fit]].mean(0) - x[fit][~y[fit]].mean(0))


def success(fit, out):
    rate = y[fit].mean()
    return [(y[fit][kind[fit] == kind[r]].sum() + rate) / ((kind[fit] == kind[r]).sum() + 1) for r in out]


chosen = []


def latent(fit, out):
    right, wrong = latents[fit][y[fit]], latents[fit][~y[fit]]
    pooled = np.sqrt(((len(right) - 1) * right.var(0, ddof=1) + (len(wrong) - 1) * wrong.var(0, ddof=1)) / (len(fit) - 2))
    d = np.divide(right.mean(0) - wrong.mean(0), pooled, out=np.zeros(pooled.shape), where=pooled > 0)
    best = int(np.argmax(np.abs(d)))
    chosen.append(best)
    return np.sign(d[best]) * latents[out, best]


known = {"latent": across(tasks, latent), "latents": " ".join(map(str, chosen)), "probe": across(tasks, probe),
         "difference of means": across(tasks, difference), "kind": across(tasks, success), "unseen probe": across(kinds, probe)}
save_file({"resid_post.4": rounded, "correct": y.astype(np.uint8), "kind": kind.astype(np.uint8), "fold": numbers(tasks),
           "fold_of_kind": numbers(kinds)}, folder + "/known.safetensors", known)
print(known)
