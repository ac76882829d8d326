package pva.cli

import java.nio.file.Path
import spock.lang.Specification

/** Runs commands in this process; their cache and hub cache are those of the build (pom.xml). */
abstract class CommandSpec extends Specification {
  static final Path EXAMPLES = Path.of(System.getProperty('pva.checkout'), 'examples')

  ByteArrayOutputStream out = new ByteArrayOutputStream()
  ByteArrayOutputStream err = new ByteArrayOutputStream()

  int pva(Object... arguments) {
    out.reset()
    err.reset()
    Terminal terminal = new Terminal(new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), false)
    Main.run(terminal, arguments*.toString() as String[])
  }

  String said() {
    out.toString('UTF-8')
  }

  String error() {
    err.toString('UTF-8')
  }
}
