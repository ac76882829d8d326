package pva.data

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ForkJoinPool
import pva.base.PvaException
import pva.base.Sha256
import spock.lang.Specification
import spock.lang.TempDir

class TableFilesSpec extends Specification {
  @TempDir Path folder

  static final Table SMALL = Table.of(
      new Column.Ints('rank', [1, 2, 3] as int[]),
      new Column.Longs('count', [Long.MAX_VALUE, 0, -1] as long[]),
      new Column.Doubles('score', [0.1, Double.NaN, -2e-300] as double[]),
      new Column.Booleans('kept', [true, false, true] as boolean[]),
      new Column.Texts('name', ['plain', null, 'a "b", ✓\n'] as String[]))

  def 'a table comes back from Parquet as it was'() {
    given:
    Path file = folder.resolve('table.parquet')
    TableFiles.writeParquet(SMALL, file)

    expect:
    cells(TableFiles.readParquet(file)) == cells(SMALL)
    TableFiles.readParquet(file).columns()*.class == SMALL.columns()*.class
  }

  def 'a large table comes back too, over many pages'() {
    given:
    long seed = Long.getLong('seed', System.nanoTime())
    println "seed $seed"
    Random random = new Random(seed)
    int rows = 25_000 + random.nextInt(1000)
    double[] doubles = new double[rows]
    double[] few = new double[rows]
    int[] ints = new int[rows]
    String[] texts = new String[rows]
    rows.times {
      doubles[it] = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian()
      few[it] = random.nextInt(4) == 0 ? Double.NaN : random.nextInt(50) / 7d
      ints[it] = random.nextInt()
      texts[it] = random.nextInt(4) == 0 ? null : Integer.toString(random.nextInt(1000))
    }
    Path file = folder.resolve('large.parquet')

    when:
    TableFiles.writeParquet(Table.of(new Column.Doubles('d', doubles), new Column.Doubles('f', few), new Column.Ints('i', ints),
        new Column.Texts('t', texts)), file)
    Table back = TableFiles.readParquet(file)

    then:
    Arrays.equals(back.column('d').values(), doubles)
    Arrays.equals(back.column('f').values(), few)
    Arrays.equals(back.column('i').values(), ints)
    Arrays.equals(back.column('t').values(), texts)
  }

  def 'the same table gives the same bytes, and nothing else stays in the folder'() {
    when:
    TableFiles.writeParquet(SMALL, folder.resolve('a.parquet'))
    TableFiles.writeParquet(SMALL, folder.resolve('b.parquet'))

    then:
    Sha256.of(folder.resolve('a.parquet')) == Sha256.of(folder.resolve('b.parquet'))
    folder.toFile().list().sort() == ['a.parquet', 'b.parquet']
  }

  def 'the number of processors does not change a byte of #name'() {
    given: 'more rows than a block of text holds'
    Random random = new Random(7)
    Table table = Table.of(new Column.Doubles('d', random.doubles(40_000).toArray()), new Column.Doubles('e', random.doubles(40_000).map { Math.rint(it * 9) }.toArray()),
        new Column.Texts('t', (0..<40_000).collect { 'text ' + it % 13 } as String[]))

    when:
    [1, 3].each { threads ->
      ForkJoinPool pool = new ForkJoinPool(threads)
      pool.submit { TableFiles.write(table, folder.resolve(threads + name)) }.get()
      pool.shutdown()
    }

    then:
    Sha256.of(folder.resolve('1' + name)) == Sha256.of(folder.resolve('3' + name))

    where:
    name << ['.csv', '.parquet']
  }

  def 'CSV of many rows: every line in its place'() {
    given:
    int rows = 20_000
    double[] d = (0..<rows).collect { it % 3 == 0 ? Double.NaN : it / 8d }

    when:
    TableFiles.writeCsv(Table.of(new Column.Ints('i', (0..<rows) as int[]), new Column.Doubles('d', d)), folder.resolve('t.csv'))

    then: 'numbers that plain Java writes with the same digits'
    Files.readAllLines(folder.resolve('t.csv')) == ['i,d'] + (0..<rows).collect { it + ',' + (it % 3 == 0 ? '' : Double.toString(d[it])) }
  }

  def 'an empty table is a file too'() {
    given:
    Table empty = Table.of(new Column.Ints('rank', new int[0]), new Column.Doubles('score', new double[0]))

    when:
    TableFiles.writeParquet(empty, folder.resolve('e.parquet'))

    then:
    cells(TableFiles.readParquet(folder.resolve('e.parquet'))) == [rank: [], score: []]
  }

  def 'reads what pyarrow and pandas write'() {
    given:
    Table table = TableFiles.readParquet(Golden.file(file))

    expect:
    table.rows() == 60
    table.column('task_id').class == taskId
    table.column('generation_time').values() as List == Golden.rows()*.generation_time
    table.column('prompt').values() as List == Golden.rows()*.prompt

    where:
    file                             | taskId
    'good_pandas_index.parquet'      | Column.Longs
    'good_row_groups_7.parquet'      | Column.Longs
    'good_decimal_timestamp.parquet' | Column.Longs
    'good_nested_extra.parquet'      | Column.Longs
    'good_string_task_id.parquet'    | Column.Texts
  }

  def 'whole numbers keep their width, and become floating where some are missing'() {
    given: 'made with pyarrow: tables/kinds.py'
    Table table = TableFiles.readParquet(Golden.file('../tables/kinds.parquet'))

    expect:
    table.column(name).class == type
    (0..<4).collect { table.column(name).value(it) } == values

    where:
    name       | type            | values
    'int8'     | Column.Ints     | [1, -2, 3, 4]
    'uint16'   | Column.Ints     | [1, 65535, 3, 4]
    'uint32'   | Column.Longs    | [1L, 4294967295L, 3L, 4L]
    'int64'    | Column.Longs    | [1L, Long.MIN_VALUE, 3L, 4L]
    'gaps'     | Column.Doubles  | [1d, null, 3d, null]
    'float32'  | Column.Doubles  | [0.5d, null, null, -1.25d]
    'bool'     | Column.Booleans | [true, false, true, true]
    'category' | Column.Texts    | ['b', 'a', null, 'b']
    'nothing'  | Column.Texts    | [null, null, null, null]
  }

  def 'lists of texts are read from what pandas wrote, absent and empty ones too'() {
    expect: 'values of pandas.read_parquet'
    (0..<7).collect { TableFiles.readParquet(Golden.file('good_nested_extra.parquet')).column('test_list').value(it) } ==
        [null, ['assert f(1)'], ['assert f(2)'] * 2, ['assert f(3)'] * 3, [], null, ['assert f(6)'] * 2]
  }

  def 'lists of texts come back from #name, over many rows'() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "pva.seed=$seed"
    Random random = new Random(seed)
    List<List<String>> lists = (0..<3000).collect {
      random.nextInt(5) == 0 ? null : (0..<random.nextInt(4)).collect { 't' * random.nextInt(5) + '"\nü' }
    }
    Table table = Table.of(new Column.TextLists('tests', lists), new Column.Booleans('kept', new boolean[3000]))
    Path file = folder.resolve(name)

    when:
    TableFiles.write(table, file)

    then:
    cells(TableFiles.read(file)) == cells(table)

    where:
    name << ['lists.parquet', 'lists.jsonl']
  }

  def 'JSON lines become the columns that all their values fit'() {
    given:
    Path file = folder.resolve('rows.jsonl')
    Files.writeString(file, '''{"id": 1, "p": 0.5, "n": 2, "ok": true, "s": null, "mixed": 1, "o": {"a": 1}}
{"id": 2, "p": 1, "n": null, "ok": false, "s": "x", "mixed": "1", "late": ["a"]}
''')

    expect:
    cells(TableFiles.read(file)) == [id: [1L, 2L], p: [0.5d, 1d], n: [2d, null], ok: [true, false], s: [null, 'x'], late: [null, ['a']]]
  }

  def 'a table has to be written as something'() {
    when:
    TableFiles.write(SMALL, folder.resolve('table.xlsx'))

    then:
    PvaException e = thrown()
    [e.code(), e.message, e.exitCode()] == ['PVA-DATA-016', 'a table is written as .parquet, .jsonl or .csv, not as table.xlsx', 2]
  }

  def 'columns that no table can hold are left out'() {
    expect:
    TableFiles.readParquet(Golden.file('../tables/kinds.parquet')).columns()*.name() ==
        ['int8', 'uint16', 'uint32', 'int64', 'gaps', 'float32', 'bool', 'category', 'nothing']
  }

  def 'truth values with nulls are refused'() {
    when:
    TableFiles.readParquet(Golden.file('bad_is_correct_null.parquet'))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-DATA-011'
    e.message == '`is_correct` is null in row 3'
  }

  def 'a column that is not there is named with those that are'() {
    when:
    SMALL.column('latent')

    then:
    PvaException e = thrown()
    e.message == 'no column `latent`; the columns are rank, count, score, kept, name'
  }

  def 'CSV: shortest digits, nothing for what is absent, quotes only where they are needed'() {
    when:
    TableFiles.writeCsv(SMALL, folder.resolve('t.csv'))

    then:
    Files.readString(folder.resolve('t.csv')) == '''rank,count,score,kept,name
1,9223372036854775807,0.1,true,plain
2,0,,false,
3,-1,-2.0E-300,true,"a ""b"", ✓
"
'''
  }

  def 'digits are the shortest on every JDK'() {
    when:
    TableFiles.writeCsv(Table.of(new Column.Doubles('x', [2e-3, 2e23, 1.1e-320d, 9007199254740993d] as double[]),
        new Column.Texts('t', ['', 'a', 'b', 'c'] as String[])), folder.resolve('t.csv'))

    then:
    Files.readString(folder.resolve('t.csv')) == 'x,t\n0.002,""\n2.0E23,a\n1.1E-320,b\n9.007199254740992E15,c\n'
  }

  def 'a table refuses columns of different lengths and equal names'() {
    when:
    Table.of(columns as Column[])

    then:
    IllegalArgumentException e = thrown()
    e.message == message

    where:
    columns                                                                         | message
    [new Column.Ints('a', [1] as int[]), new Column.Ints('b', [] as int[])]         | 'b has 0 rows, a has 1'
    [new Column.Ints('a', [1] as int[]), new Column.Longs('a', [1] as long[])]      | 'two columns are named a'
  }

  private static Map<String, List> cells(Table table) {
    table.columns().collectEntries { c -> [c.name(), (0..<c.rows()).collect { c.value(it) }] }
  }
}
