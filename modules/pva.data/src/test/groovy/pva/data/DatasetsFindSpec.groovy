package pva.data

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Instant
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class DatasetsFindSpec extends Specification {
  @TempDir Path base

  def 'a file is itself, relative to the base or absolute'() {
    given:
    Path file = touch('sets/odd [name]*.jsonl', '2026-01-01T00:00:00Z')

    expect:
    Datasets.find('sets/odd [name]*.jsonl', base) == file
    Datasets.find(file.toString(), Path.of('/')) == file
  }

  def 'the newest of a folder is told by the time in its name, whatever the clock of the file says'() {
    given:
    touch('data/dataset_a_20260102_000000.parquet', '2030-01-01T00:00:00Z')
    Path newest = touch('data/dataset_b_20260103_120000.parquet', '2020-01-01T00:00:00Z')
    touch('data/other_20290101_000000.parquet', '2030-01-01T00:00:00Z')
    touch('data/dataset_c_20290101_000000.jsonl', '2030-01-01T00:00:00Z')
    touch('data/deeper/dataset_d_20290101_000000.parquet', '2030-01-01T00:00:00Z')

    expect:
    Datasets.find('data', base) == newest
    Datasets.find('data/dataset_*.parquet', base) == newest
    Datasets.find(base.resolve('data').toString(), Path.of('/')) == newest
    Datasets.find("$base/data/dataset_[a-b]_*.parquet", Path.of('/')) == newest
  }

  def 'without a time in the name the modification time tells, and the name breaks a tie'() {
    given:
    touch('dataset_a.parquet', '2026-01-01T00:00:00Z')
    touch('dataset_b_20269999_000000.parquet', '2026-03-01T00:00:00Z')
    Path newest = touch('dataset_c.parquet', '2026-03-01T00:00:00Z')

    expect:
    Datasets.find('.', base).toRealPath() == newest.toRealPath()
    Datasets.find('dataset_*.parquet', base) == newest
  }

  def 'a link to a folder is that folder'() {
    given:
    touch('far/dataset_a.parquet', '2026-01-01T00:00:00Z')
    Files.createSymbolicLink(base.resolve('near'), base.resolve('far'))

    expect:
    Datasets.find('near', base) == base.resolve('near/dataset_a.parquet')
  }

  def 'a glob may span folders'() {
    given:
    Path file = touch('runs/one/sets/dataset_a_20260102_000000.parquet', '2026-01-01T00:00:00Z')

    expect:
    Datasets.find('runs/*/sets/dataset_*.parquet', base) == file
    Datasets.find('runs/**/dataset_*.parquet', base) == file
  }

  def 'says what was looked for, what is there and how to make one: #pattern'(String pattern, String message, String out) {
    given:
    ['b.txt', 'a.csv', 'c', 'd', 'e', 'f', 'g'].each { touch("full/$it", '2026-01-01T00:00:00Z') }
    Files.createDirectories(base.resolve('empty'))

    when:
    Datasets.find(pattern, base)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-DATA-001'
    e.message == message
    e.help() == ["make one: pva generate --model google/gemma-2-9b --problems problems.jsonl --out $out",
                 'or name one: a .parquet or .jsonl file, a folder, or a pattern']*.toString()
    e.word().get() == 'dataset'

    where:
    pattern                | message                                                                                                       | out
    'full'                 | 'no dataset found: looked for `dataset_*.parquet`, but the folder holds a.csv, b.txt, c, d, e and 2 more'      | 'full'
    'empty'                | 'no dataset found: looked for `dataset_*.parquet`, but the folder holds nothing'                               | 'empty'
    'empty/x.parquet'      | 'no dataset found: looked for `x.parquet`, but the folder holds nothing'                                       | 'empty'
    Datasets.NEWEST        | 'no dataset found: looked for `dataset_*.parquet`, but the folder `data/datasets` does not exist'              | 'data/datasets'
    'gone/*/x*.parquet'    | 'no dataset found: looked for `*/x*.parquet`, but the folder `gone` does not exist'                            | 'data/datasets'
    'full/dataset_['       | 'no dataset found: `dataset_[` is not a pattern'                                                              | 'full'
  }

  private Path touch(String name, String time) {
    Path file = base.resolve(name)
    Files.createDirectories(file.parent)
    Files.writeString(file, '')
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)))
    file
  }
}
