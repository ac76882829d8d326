package pva.dsl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a script is read.
 *
 * @param params values for declared parameters, as given with {@code -P name=value}
 * @param trust skip the allow list: the script may do whatever Java can
 * @param messages receives the lines the script prints
 */
public record ScriptOptions(Map<String, String> params, boolean trust, Consumer<String> messages) {
  public ScriptOptions {
    params = new LinkedHashMap<>(params);
    Objects.requireNonNull(messages);
  }
}
