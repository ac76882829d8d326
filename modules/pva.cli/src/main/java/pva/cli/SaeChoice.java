package pva.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import pva.data.Hub;
import pva.data.Place;
import pva.sae.Dictionary;
import pva.sae.DictionarySource;
import pva.sae.DictionaryWish;

/** Which dictionary a command means, where its place holds several, and how it is read. */
final class SaeChoice {
  @Option(names = "--format", paramLabel = "F", description = "how to read it; default: detected")
  String format;

  @Option(names = "--width", paramLabel = "W", description = "number of latents, where several dictionaries lie there")
  Integer width;

  @Option(names = "--l0", paramLabel = "N",
      description = "mean number of active latents, where several lie there; default: the canonical one")
  Integer l0;

  /** Opens a folder, a file, a hub id, or a folder of a hub id; what is at the hub is fetched first. */
  Dictionary open(String said, OptionalInt layer, Terminal terminal) {
    DictionaryWish wish = new DictionaryWish(layer, number(width), number(l0), Optional.empty(), Optional.ofNullable(format));
    DictionarySource source = DictionarySource.at(Place.of(said, Optional.empty(), Path.of(""), Hub.standard()), wish);
    source.notes().forEach(terminal.progress()::note);
    return source.open(terminal.progress());
  }

  private static OptionalInt number(Integer said) {
    return said == null ? OptionalInt.empty() : OptionalInt.of(said);
  }
}
