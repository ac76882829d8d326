package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The beginnings of the texts at hand, a chain in which each goes on from the one before; what the next batch shares stays. */
final class Prefixes implements AutoCloseable {
  private final ResidualModel model;
  private final List<Prefix> chain = new ArrayList<>();

  Prefixes(ResidualModel model) {
    this.model = model;
  }

  /** The first {@code cuts[last]} tokens of a text, read up to block {@code last}; none where there are no cuts. */
  Optional<Prefix> of(int[] text, int[] cuts, Set<Hook> hooks, int last, boolean everyToken) {
    int same = 0;
    while (same < Math.min(cuts.length, chain.size()) && chain.get(same).serves(text, cuts[same], hooks, everyToken)) {
      same++;
    }
    while (chain.size() > same) {
      chain.remove(chain.size() - 1).close();
    }
    for (int i = same; i < cuts.length; i++) {
      chain.add(Prefix.read(model, end(), Arrays.copyOf(text, cuts[i]), hooks, last, everyToken));
    }
    return end();
  }

  private Optional<Prefix> end() {
    return chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
  }

  @Override
  public void close() {
    chain.forEach(Prefix::close);
    chain.clear();
  }
}
