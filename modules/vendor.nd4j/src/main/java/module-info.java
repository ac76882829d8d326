/** ND4J with its native backend merged into one named module: its own descriptors name packages and modules that do not exist. */
open module vendor.nd4j {
  requires org.slf4j;
  requires transitive org.bytedeco.javacpp;
  requires transitive org.bytedeco.openblas;
  requires org.apache.commons.io;
  requires org.apache.commons.lang3;
  requires java.logging;
  requires java.management;
  requires java.xml;
  requires jdk.unsupported;
  // parts that nothing here calls want them; they would be read at every start
  requires static java.desktop;
  requires static java.sql;

  exports org.nd4j.linalg.api.blas;
  exports org.nd4j.linalg.api.buffer;
  exports org.nd4j.linalg.api.ndarray;
  exports org.nd4j.linalg.factory;

  uses org.nd4j.common.base.PreconditionsFormat;
  uses org.nd4j.linalg.compression.NDArrayCompressor;
  uses org.nd4j.linalg.env.EnvironmentalAction;
  uses org.nd4j.linalg.factory.Nd4jBackend;
  uses org.nd4j.systeminfo.GPUInfoProvider;

  provides org.nd4j.common.base.PreconditionsFormat with org.nd4j.linalg.util.NDArrayPreconditionsFormat;
  provides org.nd4j.linalg.compression.NDArrayCompressor with org.nd4j.compression.impl.Gzip, org.nd4j.compression.impl.NoOp;
  provides org.nd4j.linalg.env.EnvironmentalAction with org.nd4j.linalg.env.impl.DebugAction, org.nd4j.linalg.env.impl.FallbackAction,
      org.nd4j.linalg.env.impl.NDArrayUnpackAction, org.nd4j.linalg.env.impl.OmpNumThreadsAction, org.nd4j.linalg.env.impl.VerboseAction,
      org.nd4j.linalg.env.impl.WorkspacesBypassAction, org.nd4j.linalg.env.impl.WorkspacesDebugAction,
      org.nd4j.linalg.env.impl.WorkspacesSpillAction;
  provides org.nd4j.linalg.factory.Nd4jBackend with org.nd4j.linalg.cpu.nativecpu.CpuBackend;
  provides org.nd4j.systeminfo.GPUInfoProvider with org.nd4j.nativeblas.NativeOpsGPUInfoProvider;
}
