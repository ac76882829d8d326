package pva.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, giving each the terminal it speaks to. */
record Commands(Terminal terminal) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (PvaCommand.class.isAssignableFrom(type)) {
      return type.cast(type.getDeclaredConstructor(Terminal.class).newInstance(terminal));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
