"""Makes kinds.parquet: one column of each kind, in two row groups, as pyarrow writes them."""
import datetime
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

table = pa.table({
    "int8": pa.array([1, -2, 3, 4], pa.int8()),
    "uint16": pa.array([1, 65535, 3, 4], pa.uint16()),
    "uint32": pa.array([1, 4294967295, 3, 4], pa.uint32()),
    "int64": pa.array([1, -(2**63), 3, 4], pa.int64()),
    "gaps": pa.array([1, None, 3, None], pa.int64()),
    "float32": pa.array([0.5, None, float("nan"), -1.25], pa.float32()),
    "bool": pa.array([True, False, True, True]),
    "category": pa.array(["b", "a", None, "b"]).dictionary_encode(),
    "nothing": pa.nulls(4),
    "list": pa.array([[1], [], None, [2, 3]]),
    "day": pa.array([datetime.date(2026, 1, 1)] * 4),
    "half": pa.array([1.0, 2.0, 3.0, 4.0], pa.float16()),
})
pq.write_table(table, pathlib.Path(__file__).with_name("kinds.parquet"), row_group_size=2)
