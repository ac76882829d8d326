package pva.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** Makes the commands, giving each the terminal it speaks to. */
record Commands(Terminal terminal) implements IFactory {
  private static final List<Class<?>> ALL = List.of(RunCommand.class, CheckCommand.class, PlanCommand.class, DataCommand.class,
      ExtractCommand.class, EncodeCommand.class, RatesCommand.class, ScoreCommand.class, GenerateCommand.class,
      TestCommand.class, SteerCommand.class, CalibrateCommand.class, SaeCommand.class, DoctorCommand.class, NewCommand.class,
      VerifyCommand.class, LogCommand.class, DiffCommand.class, ExplainCommand.class, StoreCommand.class, HelpCommand.class);

  /**
   * Adds the commands to {@code pva}: all of them for help and for what has to be explained, otherwise the one that is meant. To look
   * into the others would take longer than many a command runs.
   */
  void addTo(CommandLine pva, String... args) {
    Optional<Class<?>> meant = ALL.stream().filter(c -> args.length > 0 && args[0].equals(name(c))).findFirst();
    if (meant.isPresent() && meant.get() != HelpCommand.class) {
      pva.addSubcommand(meant.get());
    } else {
      ALL.forEach(pva::addSubcommand);
    }
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (PvaCommand.class.isAssignableFrom(type)) {
      return type.cast(type.getDeclaredConstructor(Terminal.class).newInstance(terminal));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
