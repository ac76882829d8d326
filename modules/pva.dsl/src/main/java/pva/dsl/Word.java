package pva.dsl;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * A word of the script language, as its interface declares it.
 *
 * @param name as it is written
 * @param block {@code analysis} where it stands inside that block, empty at the top level
 * @param setting true where it stands alone on a line; false where it is a value that a setting takes
 * @param forms how it is written; the first is the one a message proposes
 * @param description one sentence or two
 * @param defaults what holds when it is not said; may be empty
 * @param settings the named settings it takes
 * @param methods its signatures, without the inherited
 */
public record Word(String name, String block, boolean setting, List<String> forms, String description, String defaults,
                   List<NamedSetting> settings, List<Method> methods) {
  /** A named setting, its type in plain English. */
  public record NamedSetting(String name, Class<?> type, String description, double min) {
    public String typeName() {
      return PlainType.of(type);
    }
  }

  /** A line that uses the word. */
  public String example() {
    return forms.get(0);
  }

  Optional<NamedSetting> named(String setting) {
    return settings.stream().filter(s -> s.name().equals(setting)).findFirst();
  }
}
