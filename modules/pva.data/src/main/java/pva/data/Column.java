package pva.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A named column of a table; absent values are NaN in {@link Doubles} and null in {@link Texts} and {@link TextLists}, the other
 * kinds have none.
 */
public sealed interface Column {
  String name();

  int rows();

  /** The value as an Integer, Long, Double, Boolean, String or list of Strings, or null where it is absent. */
  Object value(int row);

  record Ints(String name, int[] values) implements Column {
    public Ints {
      Objects.requireNonNull(name);
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  record Longs(String name, long[] values) implements Column {
    public Longs {
      Objects.requireNonNull(name);
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  record Doubles(String name, double[] values) implements Column {
    public Doubles {
      Objects.requireNonNull(name);
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return Double.isNaN(values[row]) ? null : (Object) values[row];
    }
  }

  record Booleans(String name, boolean[] values) implements Column {
    public Booleans {
      Objects.requireNonNull(name);
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  /** Lists of texts, null where a row has none. */
  record TextLists(String name, List<List<String>> values) implements Column {
    public TextLists {
      Objects.requireNonNull(name);
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    @Override
    public int rows() {
      return values.size();
    }

    @Override
    public List<String> value(int row) {
      return values.get(row);
    }
  }

  record Texts(String name, String[] values) implements Column {
    /** The same text in every row. */
    public static Texts filled(String name, int rows, String text) {
      String[] all = new String[rows];
      Arrays.fill(all, text);
      return new Texts(name, all);
    }

    public Texts {
      Objects.requireNonNull(name);
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }
}
