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
    print("  pva by density, 1,000 permutations; the start, compiling and what each latent costs once are in the first line already")
    first = None
    for density in a.densities:
        figures = [ours(make(f"{a.latents}x{a.stats_rows}-{density}", density / 100), 1000) for _ in range(a.rounds)]
        values = a.latents * a.stats_rows * density / 100
        seconds = statistics.median(f["compute"] for f in figures)
        first = first or (values, seconds)
        more = f", {(seconds - first[1]) / (values - first[0]) * 1e9:.0f} ns for each value more than in the first" if values > first[0] else ""
        print(f"    {density:g} % dense, {values / 1e6:.1f} million values: computing {spread([f['compute'] for f in figures])} s{more}")
