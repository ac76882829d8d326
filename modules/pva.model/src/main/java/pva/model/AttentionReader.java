package pva.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;

/**
 * Reads what tokens attend to, of a model that may be changed while it runs.
 *
 * <p>A text is read whole and by itself. A token sees only what stands before it, so a generated token attends to what it attended to
 * when it was generated.
 */
public final class AttentionReader {
  private final ResidualModel model;
  private final List<Intervention> interventions;
  private final int first;

  /** Looks at every block that is loaded. Fails as {@link Extractor#Extractor(ResidualModel, List)} does. */
  public AttentionReader(ResidualModel model, List<Intervention> interventions) {
    this(model, interventions, 0);
  }

  /** Looks at the blocks from {@code first} on. */
  public AttentionReader(ResidualModel model, List<Intervention> interventions, int first) {
    if (first < 0 || first > model.through()) {
      throw new IllegalArgumentException("block " + first + " of 0 to " + model.through());
    }
    this.model = model;
    this.first = first;
    this.interventions = List.copyOf(interventions);
    interventions.forEach(i -> i.checkInOneGo(model.checkpoint()));
  }

  /**
   * The shares of attention that the tokens of each range give to each part of their text, mean over these tokens, in every block that
   * is looked at. Probabilities are computed in float32, whatever the type of the model, and summed in float64.
   *
   * <p>Fails with PVA-MODEL-015 where an id is beyond the model's vocabulary.
   */
  public List<AttentionShares> shares(TextParts text, List<TokenRange> ranges) {
    int[] ids = text.text().ids();
    for (TokenRange range : ranges) {
      if (range.end() > ids.length) {
        throw new IllegalArgumentException("tokens to before " + range.end() + " of " + ids.length);
      }
    }
    model.checkpoint().check(ids);
    try (Scope batch = model.scope().child(); Watching watching = new Watching(batch, text, ranges)) {
      Edits edits = Edits.ofTexts(model, batch, interventions, new int[] {text.text().promptTokens()}, ids.length);
      new Pass(model, batch, model.enter(batch, List.of(ids), new long[1]), watching, Set.of(), edits, (hook, values) -> { })
          .to(model.through() + 1);
      return watching.shares();
    }
  }

  /** The blocks as they are for a whole text, each looked at before the stream runs through it. */
  private final class Watching implements Attention {
    private final Scope batch;
    private final Beginning whole;
    private final List<TokenRange> ranges;
    /** 1 where a token (row) belongs to a part (column). */
    private final DeviceTensor belongs;
    private final int parts;
    /** Of each range, block by block. */
    private final List<List<float[]>> seen = new ArrayList<>();

    Watching(Scope batch, TextParts text, List<TokenRange> ranges) {
      this.batch = batch;
      this.ranges = ranges;
      ranges.forEach(range -> seen.add(new ArrayList<>()));
      parts = text.parts();
      int n = text.part().length;
      float[] member = new float[n * parts];
      for (int i = 0; i < n; i++) {
        member[i * parts + text.part()[i]] = 1;
      }
      belongs = batch.f32(member, n, parts);
      whole = Beginning.of(model, batch, n);
    }

    @Override
    public DeviceTensor block(int layer, DeviceTensor stream) {
      look(layer, stream);
      return whole.block(layer, stream);
    }

    @Override
    public DeviceTensor z(int layer, DeviceTensor stream) {
      look(layer, stream);
      return whole.z(layer, stream);
    }

    private void look(int layer, DeviceTensor stream) {
      if (layer < first) {
        return;
      }
      int window = model.checkpoint().decoder().blocks().get(layer).window();
      for (int i = 0; i < ranges.size(); i++) {
        TokenRange range = ranges.get(i);
        try (DeviceTensor shares = model.program().call(batch, "shares", stream, model.block(layer), whole.tables(layer), window,
            range.from(), range.end() - range.from(), belongs)) {
          seen.get(i).add(shares.floats());
        }
      }
    }

    List<AttentionShares> shares() {
      return seen.stream().map(blocks -> {
        int each = blocks.get(0).length;
        float[] all = new float[blocks.size() * each];
        for (int layer = 0; layer < blocks.size(); layer++) {
          System.arraycopy(blocks.get(layer), 0, all, layer * each, each);
        }
        return new AttentionShares(first, blocks.size(), each / parts, parts, all);
      }).toList();
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
