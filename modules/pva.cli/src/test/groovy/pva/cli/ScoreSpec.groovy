package pva.cli

import java.nio.file.Files
import java.nio.file.Path
import pva.data.Column
import pva.data.Table
import pva.data.TableFiles
import pva.tensor.SparseMatrix
import spock.lang.TempDir

class ScoreSpec extends CommandSpec {
  @TempDir Path folder

  /** Tasks of two rows; latent 1 fires on correct rows alone. */
  def setup() {
    def latents = SparseMatrix.builder(3)
    (0..<40).each { row ->
      if (row % 3 == 0) {
        latents.add(1, (1 + row) as float)
      }
      latents.add(2, 1f).endRow()
    }
    latents.build().write(folder.resolve('latents.safetensors'))
    TableFiles.writeParquet(new Table([new Column.Texts('task_id', (0..<40).collect { "t${it.intdiv(2)}".toString() } as String[]),
        new Column.Texts('prompt', ['p'] * 40 as String[]), new Column.Texts('generated_code', ['c'] * 40 as String[]),
        new Column.Booleans('is_correct', (0..<40).collect { it % 3 == 0 } as boolean[])]), folder.resolve('dataset_x.parquet'))
  }

  def "score writes every column, and those of permutations where they are asked for"() {
    expect:
    score('out', *options) == 0
    def header = Files.readAllLines(folder.resolve('out/latents.csv'))[0].split(',').toList()
    header.containsAll(['rank', 'latent', 'kept', *pva.stats.Column.scored()*.key()])
    header.containsAll(['p_maxt', 'task_z', 'task_p', 'q_bh_task', 'q_by_task']) == permuted
    Files.readAllLines(folder.resolve('out/latents.csv'))[1].startsWith('1,1,true,')

    where:
    options                   | permuted
    []                        | false
    ['--permutations', '200'] | true
  }

  def "score gives the columns that are named, each as it is among all"() {
    given:
    score('all', '--permutations', '200')
    def all = TableFiles.readParquet(folder.resolve('all/latents.parquet'))

    expect:
    score('some', '--permutations', '200', '--columns', named.join(',')) == 0
    def some = TableFiles.readParquet(folder.resolve('some/latents.parquet'))
    some.columns()*.name() == ['rank', 'latent', 'kept'] + named
    some.columns().every { column -> (0..<3).every { row -> column.value(row) == all.column(column.name()).value(row) } }

    where:
    named << [['cohens_d'], ['welch_p', 'q_bh', 'auroc_low'], ['fisher_p', 'p_maxt'], ['task_p', 'q_bh_task'], ['mwu_u', 'p_maxt', 'task_z']]
  }

  def "a column that there is not, or not without permutations, is named"() {
    expect:
    score('out', '--columns', name) == 2
    err.toString('UTF-8') == text
    !Files.exists(folder.resolve('out'))

    where:
    name      | text
    'cohen_d' | """\
error: there is no column `cohen_d`
   = help: did you mean `cohens_d`?
   = code: PVA-CLI-012
"""
    'p_maxt'  | """\
error: the column p_maxt is made by permutations
   = help: add --permutations 1000
   = code: PVA-CLI-013
"""
  }

  private int score(String out, String... options) {
    pva('score', '--latents', folder.resolve('latents.safetensors'), '--dataset', folder.resolve('dataset_x.parquet'), '--out', folder.resolve(out),
        *options)
  }

  def "calibrate says what it needs"() {
    expect:
    pva('calibrate', '--datasets', '0') == 2
    err.toString('UTF-8') == '''\
error: calibrate needs datasets, permutations and real latents, at least 20 rows, and more latents than real ones
   = code: PVA-CLI-020
'''
  }

  def "calibrate prints what tests and intervals do, beside what they would without tasks"() {
    expect:
    pva('calibrate', '--datasets', '3', '--latents', '60', '--rows', '120', '--permutations', '99') == 0
    out.toString('UTF-8').readLines()*.replaceAll(/[01]\.\d{3}/, '#') == [
      '3 datasets of 60 latents x 120 rows in tasks, nothing real, level 0.05:',
      '  max-T finds anything in                     # of the datasets',
      '  Benjamini-Hochberg, tasks respected, in     #',
      '  Benjamini-Hochberg over rows, as SciPy, in  #',
      '  95 % intervals of AUROC hold the truth in   # (rows taken as independent: #)',
      "  95 % intervals of Hedges' g in              # (rows taken as independent: #)",
      'the same with 10 real latents, d = 0.8:                power  false share of findings',
      '  max-T                                            #  #',
      '  Benjamini-Hochberg, tasks respected              #  #',
      '  Benjamini-Hochberg over rows, as SciPy           #  #']
  }
}
