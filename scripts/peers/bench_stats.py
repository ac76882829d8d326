"""scripts/bench stats: pva score and peers/stats.py in turn on the same files; both end with their seconds and their memory.

pva runs twice: for the columns that the peer computes, which is equal work, and for every column it has.

Computing is scoring and permuting, in a process as a command starts it (cold) and again in a process that has done the same work before
(warm); a library user and a script of many layers have the second, a single command the first.
"""
import json
import pathlib
import statistics
import subprocess
import time

SAME = "cohens_d,welch_t,welch_p,mwu_u,mwu_p,auroc,fisher_p,q_bh,p_maxt"
PARTS = (("computing", "computing, cold: a process as started   ", "{:.2f}"), ("warm", "computing, warm: again in one process    ", "{:.2f}"),
         ("whole", "whole process, from start to end         ", "{:.2f}"), ("peakMemoryMiB", "peak memory of the process, MiB          ", "{:,.0f}"))
PEER = pathlib.Path(__file__).resolve().parent / "stats.py"


def stats(a, pva, again, interpreter, work, spread):
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
        return {"whole": whole, "computing": line["seconds"]["score"] + line["seconds"]["permute"], **line}

    def ours(where, permutations, *options):
        return timed([pva, "score", "--latents", where / "latents.safetensors", "--dataset", where / "dataset_bench.parquet", "--out",
                      where / "pva", "--permutations", permutations, "--json", *options])

    data = make(f"{a.latents}x{a.stats_rows}", 0.03)
    ours(data, 10)                                                          # builds, archives and caches
    files = [data / "latents.safetensors", data / "dataset_bench.parquet", data / "pva"]

    def both():
        same, every = ours(data, 1000, "--columns", SAME), ours(data, 1000)
        theirs = timed([interpreter, PEER, "score", data, 1000])
        same["warm"] = timed([*again, *files, 1000, 12, SAME])["computing"]
        every["warm"] = timed([*again, *files, 1000, 12])["computing"]
        theirs["warm"] = timed([interpreter, PEER, "score", data, 1000, 2])["computing"]
        return same, every, theirs

    rounds = [both() for _ in range(a.rounds)]
    print(f"{a.latents:,} latents x {a.stats_rows:,} rows, 3 % dense, 1,000 permutations, {a.rounds} rounds in turn")
    for i, title in enumerate(("the columns that SciPy computes, as Parquet and CSV (SciPy: Parquet)", "every column of pva, as Parquet and CSV")):
        print(f" {title}")
        for what, name, form in PARTS:
            print(f"  {name} pva {spread([r[i][what] for r in rounds], form)}, SciPy {spread([r[2][what] for r in rounds], form)}, "
                  f"pva {spread([r[2][what] / r[i][what] for r in rounds], '{:.1f}')} times less", flush=True)
    print(f"  pva, 10,000 permutations: {ours(data, 10000)['seconds']['permute']:.2f} s")
    if a.densities:
        print("  pva by density, cold, 1,000 permutations; compiling and what each latent costs once are in the first line already")
    first = None
    for density in a.densities:
        figures = [ours(make(f"{a.latents}x{a.stats_rows}-{density}", density / 100), 1000) for _ in range(a.rounds)]
        values = a.latents * a.stats_rows * density / 100
        seconds = statistics.median(f["computing"] for f in figures)
        first = first or (values, seconds)
        more = f", {(seconds - first[1]) / (values - first[0]) * 1e9:.0f} ns for each value more than in the first" if values > first[0] else ""
        print(f"    {density:g} % dense, {values / 1e6:.1f} million values: computing {spread([f['computing'] for f in figures])} s{more}")
