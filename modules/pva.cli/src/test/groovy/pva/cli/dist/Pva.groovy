package pva.cli.dist

import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** Runs the built distribution in a process of its own, with its own cache. */
class Pva {
  static final Path DIST = Path.of(System.getProperty('pva.dist'))
  static final Path EXAMPLES = Path.of(System.getProperty('pva.checkout'), 'examples')

  final Path folder
  /** On top of its own cache and hub cache. */
  final Map<String, String> environment

  Pva(Path folder, Map<String, String> environment = [:]) {
    this.folder = folder
    this.environment = environment
  }

  /** One finished process. */
  static class Done {
    int exit
    String out
    String err
  }

  Process start(Object... arguments) {
    List<String> command = [DIST.resolve('bin/pva').toString()]
    arguments.each { command << it.toString() }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
    builder.environment().putAll(PVA_CACHE: folder.resolve('cache').toString(), HF_HOME: folder.resolve('hf').toString(),
        PVA_JAVA_HOME: System.getProperty('java.home'),
        // these processes are over before the second compiler has paid
        PVA_OPTS: '-XX:TieredStopAtLevel=1')
    builder.environment().putAll(environment)
    builder.redirectError(folder.resolve('stderr').toFile()).redirectOutput(folder.resolve('stdout').toFile()).start()
  }

  Done run(Object... arguments) {
    Process process = start(arguments)
    assert process.waitFor(5, TimeUnit.MINUTES)
    new Done(exit: process.exitValue(), out: folder.resolve('stdout').toFile().text, err: folder.resolve('stderr').toFile().text)
  }
}
