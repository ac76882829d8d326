"""Prompts as JSON lines `text`, of whatever is at hand: texts, a dataset's prompts, or problems like MBPP's in the prompt `solution`.

usage: prompts.py FILE.jsonl|FILE.parquet COUNT OUT.jsonl
"""
import json
import sys

import pandas

file, count, out = sys.argv[1:]
table = pandas.read_parquet(file) if file.endswith(".parquet") else pandas.read_json(file, lines=True, dtype=False)
if "test_list" in table:
    words = table["text"] if "text" in table else table["prompt"]
    texts = [t + "\n\n" + "\n".join(tests) + "\n\n# Solution:\n" for t, tests in zip(words, table["test_list"])]
else:
    column = next((c for c in ("text", "prompt") if c in table), None)
    if column is None:
        sys.exit(f"{file}: the columns are {', '.join(map(str, table))}; text, prompt or test_list is needed")
    texts = list(table[column])
if len(texts) < int(count):
    sys.exit(f"{file} has {len(texts)} rows, {count} are needed")
with open(out, "w", encoding="utf-8") as lines:
    lines.writelines(json.dumps({"text": text}) + "\n" for text in texts[:int(count)])
