package pva.data;

/** Takes the bytes of an answer in order. Fails with a PvaException that names the file. */
interface ByteSink {
  /** What came so far does not count: the bytes begin anew. */
  void restart();

  void accept(byte[] chunk);
}
