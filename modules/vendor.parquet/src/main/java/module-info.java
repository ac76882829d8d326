/** Parquet-MR and its codecs merged into one named module (its jars split packages), with type-only stand-ins for the nine Hadoop types its signatures name. */
module vendor.parquet {
  requires org.slf4j;
  requires jdk.unsupported;

  exports io.airlift.compress;
  exports io.airlift.compress.lz4;
  exports io.airlift.compress.snappy;
  exports io.airlift.compress.zstd;
  exports org.apache.hadoop.conf;
  exports org.apache.parquet;
  exports org.apache.parquet.bytes;
  exports org.apache.parquet.column;
  exports org.apache.parquet.column.impl;
  exports org.apache.parquet.column.page;
  exports org.apache.parquet.column.statistics;
  exports org.apache.parquet.column.values.rle;
  exports org.apache.parquet.compression;
  exports org.apache.parquet.conf;
  exports org.apache.parquet.hadoop;
  exports org.apache.parquet.hadoop.api;
  exports org.apache.parquet.hadoop.metadata;
  exports org.apache.parquet.io;
  exports org.apache.parquet.io.api;
  exports org.apache.parquet.schema;
  exports org.brotli.dec;
}
