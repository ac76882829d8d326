"""scripts/bench stats: pva score and peers/stats.py in turn on the same files; both end with their seconds and their memory."""
import json
import pathlib
import statistics
import subprocess
import time

PEER = pathlib.Path(__file__).resolve().parent / "stats.py"


def stats(a, pva, interpreter, work, spread):
    folder = work / "stats"

    def make(name, density):
        where = folder / name
        if not (where / "dataset_bench.parquet").exists():
            where.mkdir(parents=True, exist_ok=True)
            subprocess.run([interpreter, PEER, "make", where, str(a.latents), str(a.stats_rows), str(density)], check=True)
        return where

    def timed(command):
        begin = time.perf_counter()
        p = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True)
        whole = time.perf_counter() - begin
        line = json.loads(p.stdout.splitlines()[-1])
        return {"whole": whole, "compute": line["seconds"]["score"] + line["seconds"]["permute"], "memory": line["peakMemoryMiB"], **line}

    def ours(where, permutations):
        return timed([pva, "score", "--latents", where / "latents.safetensors", "--dataset", where / "dataset_bench.parquet", "--out",
                      where / "pva", "--permutations", permutations, "--json"])

    data = make(f"{a.latents}x{a.stats_rows}", 0.03)
    ours(data, 10)                                                          # builds, archives and caches
    rounds = [(ours(data, 1000), timed([interpreter, PEER, "score", data, 1000])) for _ in range(a.rounds)]
    print(f"{a.latents:,} latents x {a.stats_rows:,} rows, 3 % dense, 1,000 permutations, {a.rounds} rounds in turn")
    for who, k in (("pva", 0), ("SciPy", 1)):
        print(f"  {who:6} computing {spread([r[k]['compute'] for r in rounds])} s, whole process {spread([r[k]['whole'] for r in rounds])} s, "
              f"peak memory {max(r[k]['memory'] for r in rounds):,} MiB")
    for what in ("compute", "whole", "memory"):
        print(f"  pva against SciPy, {what}: {spread([r[1][what] / r[0][what] for r in rounds], '{:.1f}')} times less")
    print(f"  pva, 10,000 permutations: {ours(data, 10000)['seconds']['permute']:.2f} s")
    for density in (0.015, 0.06):
        figures = [ours(make(f"{a.latents}x{a.stats_rows}-{density}", density), 1000) for _ in range(a.rounds)]
        print(f"  pva, {density:.1%} dense: computing {spread([f['compute'] for f in figures])} s")
