package pva.sae

import java.nio.file.Path
import pva.base.PvaException
import pva.data.Column
import pva.data.Table
import pva.data.TableFiles
import pva.tensor.SparseMatrix
import spock.lang.Specification
import spock.lang.TempDir

class FiringRatesSpec extends Specification {
  @TempDir Path folder

  def "counts of batches add up to the counts of all tokens, and survive the file"() {
    given:
    SparseMatrix first = new SparseMatrix(2, 3, [0, 2, 3] as long[], [0, 2, 2] as int[], [1f, 1f, 1f] as float[])
    SparseMatrix second = new SparseMatrix(2, 3, [0, 0, 1] as long[], [2] as int[], [1f] as float[])

    when:
    FiringRates rates = FiringRates.none(3).plus(FiringRates.of(first)).plus(FiringRates.of(second))
    rates.write(folder.resolve('rates.parquet'))
    FiringRates read = FiringRates.read(folder.resolve('rates.parquet'))

    then:
    rates.tokens() == 4
    (0..2).collect { rates.rate(it) } == [0.25d, 0d, 0.75d]
    [read.dSae(), read.tokens(), read.count() as List] == [3, 4L, [1L, 0L, 3L]]
  }

  def "a table that is none of rates is refused"() {
    given:
    Path file = folder.resolve('rates.parquet')
    TableFiles.writeParquet(Table.of(new Column.Ints('latent', [0, 1] as int[]), new Column.Longs('pile_count', [1, 9] as long[]),
        new Column.Longs('pile_total', [4, 4] as long[])), file)

    when:
    FiringRates.read(file)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-030'
    e.message == 'not a table of firing rates: row 1 contradicts the others'
    e.file().get() == file
  }
}
