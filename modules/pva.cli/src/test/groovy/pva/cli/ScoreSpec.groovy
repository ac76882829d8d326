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

  def "score writes every column, and those of permutations where they are asked for"() {
    given: 'tasks of two rows; latent 1 fires on correct rows alone'
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

    expect:
    pva('score', '--latents', folder.resolve('latents.safetensors'), '--dataset', folder.resolve('dataset_x.parquet'), '--out', folder.resolve('out'),
        *options) == 0
    def header = Files.readAllLines(folder.resolve('out/latents.csv'))[0].split(',').toList()
    header.containsAll(['rank', 'latent', 'kept', *pva.stats.Column.scored()*.key()])
    header.containsAll(['p_maxt', 'task_z', 'task_p', 'q_bh_task', 'q_by_task']) == permuted
    Files.readAllLines(folder.resolve('out/latents.csv'))[1].startsWith('1,1,true,')

    where:
    options                   | permuted
    []                        | false
    ['--permutations', '200'] | true
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
