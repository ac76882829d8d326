package pva.sae;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import pva.base.PvaException;
import pva.data.Column;
import pva.data.Table;
import pva.data.TableFiles;
import pva.tensor.SparseMatrix;

/**
 * How often each latent fires on general text: counts only, so that any amount of text fits.
 *
 * @param dSae number of latents
 * @param tokens tokens looked at
 * @param count per latent, the tokens on which it fires; not copied, and not to be changed afterwards
 */
public record FiringRates(int dSae, long tokens, long[] count) {
  public FiringRates {
    if (count.length != dSae) {
      throw new IllegalArgumentException(count.length + " counts for " + dSae + " latents");
    }
  }

  /** Nothing seen yet. */
  public static FiringRates none(int dSae) {
    return new FiringRates(dSae, 0, new long[dSae]);
  }

  /** Every stored value of {@code latents}, one row a token, is a firing; so encode them with the threshold that counts. */
  public static FiringRates of(SparseMatrix latents) {
    long[] count = new long[latents.cols()];
    for (int index : latents.indices()) {
      count[index]++;
    }
    return new FiringRates(latents.cols(), latents.rows(), count);
  }

  /** Of both texts together; whole numbers, so no order of work changes the result. */
  public FiringRates plus(FiringRates other) {
    if (other.dSae != dSae) {
      throw new IllegalArgumentException("rates of " + dSae + " and of " + other.dSae + " latents");
    }
    long[] sum = new long[dSae];
    for (int i = 0; i < dSae; i++) {
      sum[i] = count[i] + other.count[i];
    }
    return new FiringRates(dSae, tokens + other.tokens, sum);
  }

  /** Of several dictionaries over the same text: the latents of each one come behind those of the ones before it. */
  public static FiringRates sideBySide(List<FiringRates> parts) {
    long tokens = parts.get(0).tokens;
    if (parts.stream().anyMatch(p -> p.tokens != tokens)) {
      throw new IllegalArgumentException("rates over texts of different lengths");
    }
    long[] count = parts.stream().flatMapToLong(p -> Arrays.stream(p.count)).toArray();
    return new FiringRates(count.length, tokens, count);
  }

  /** Share of the tokens on which the latent fires; 0 where no token was looked at. */
  public double rate(int latent) {
    return tokens == 0 ? 0 : (double) count[latent] / tokens;
  }

  /** Columns {@code latent, pile_count, pile_total, pile_rate}, one row a latent. */
  public Table table() {
    return Table.of(new Column.Ints("latent", IntStream.range(0, dSae).toArray()), new Column.Longs("pile_count", count),
        new Column.Longs("pile_total", LongStream.generate(() -> tokens).limit(dSae).toArray()),
        new Column.Doubles("pile_rate", IntStream.range(0, dSae).mapToDouble(this::rate).toArray()));
  }

  public void write(Path parquet) {
    TableFiles.writeParquet(table(), parquet);
  }

  /** Reads what {@link #write} wrote; fails with PVA-SAE-030 where the columns contradict each other. */
  public static FiringRates read(Path parquet) {
    Table table = TableFiles.readParquet(parquet);
    int dSae = table.rows();
    long[] count = new long[dSae];
    long tokens = dSae == 0 ? 0 : number(table, "pile_total", 0, parquet);
    for (int i = 0; i < dSae; i++) {
      count[i] = number(table, "pile_count", i, parquet);
      boolean sound = number(table, "latent", i, parquet) == i && number(table, "pile_total", i, parquet) == tokens
          && count[i] >= 0 && count[i] <= tokens;
      if (!sound) {
        throw damaged("row " + i + " contradicts the others", parquet);
      }
    }
    return new FiringRates(dSae, tokens, count);
  }

  private static long number(Table table, String column, int row, Path file) {
    if (!table.has(column) || !(table.column(column).value(row) instanceof Number n)) {
      throw damaged("there is no whole number `" + column + "` in row " + row, file);
    }
    return n.longValue();
  }

  private static PvaException damaged(String what, Path file) {
    return PvaException.failed("PVA-SAE-030", "not a table of firing rates: " + what).at(file).help("make it again: pva rates");
  }
}
