package pva.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this module, which the compiler writes into its descriptor, and the Java it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"pva " + Version.class.getModule().getDescriptor().rawVersion().orElse("(from classes)") + ", Java "
        + Runtime.version()};
  }
}
