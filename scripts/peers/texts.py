"""The texts of a dataset as JSON lines.

usage: texts.py DATASET.parquet ROWS plain|header OUT.jsonl
header: the first five rows stand before every row, as in a five-shot prompt; where there are fewer rows than asked for, they repeat,
        each time with a number before them, so that no text comes twice and none begins as another does
"""
import json
import sys

import pandas

dataset, rows, way, out = sys.argv[1:]
table = pandas.read_parquet(dataset)
all_texts = [p + g for p, g in zip(table["prompt"], table["generated_code"])]
header = "\n\n".join(all_texts[:5]) + "\n\n" if way == "header" else ""
with open(out, "w", encoding="utf-8") as lines:
    for i in range(int(rows)):
        again = i // len(all_texts)
        text = header + (f"# {again}\n" if again else "") + all_texts[i % len(all_texts)]
        lines.write(json.dumps({"text": text}) + "\n")
