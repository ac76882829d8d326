package pva.code

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.data.Hub
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Datasets of problems as they lie at the hub: google-research-datasets/mbpp at 4bb6404 has full/ and sanitized/ with the splits prompt,
 * test, train and validation, openai/openai_humaneval one folder with the split test. Columns, types and file names are theirs, written
 * by pyarrow; the problems are small ones of our own.
 */
class ProblemsAtHubSpec extends Specification {
  static final String COMMIT = '4bb6404fdc6cacfda99d4ac4205087b89d32030c'

  @TempDir Path home

  private Hub hub() {
    Hub.of([HF_HOME: home.toString(), HF_HUB_OFFLINE: '1'], home)
  }

  /** In the cache as `datasets` and every other program would have left it. */
  private void cached(String id, String resource) {
    Path from = Path.of(getClass().getResource("/hub/$resource").toURI())
    Path repository = home.resolve("hub/datasets--${id.replace('/', '--')}")
    Files.createDirectories(repository.resolve('refs'))
    Files.writeString(repository.resolve('refs/main'), COMMIT)
    Files.walk(from).withCloseable { files ->
      files.filter(Files::isRegularFile).each {
        Path to = repository.resolve("snapshots/$COMMIT").resolve(from.relativize(it).toString())
        Files.createDirectories(to.parent)
        Files.copy(it, to)
      }
    }
  }

  def 'MBPP by its id is every split of its configuration full, in the order of the task numbers'() {
    given:
    cached('google-research-datasets/mbpp', 'mbpp')

    when:
    List<Path> files = Problems.find('google-research-datasets/mbpp', home, hub(), Progress.NONE)
    List<Problem> problems = Problems.open(files)

    then:
    files*.fileName*.toString() == ['prompt', 'test', 'train', 'validation'].collect { "$it-00000-of-00001.parquet".toString() }
    problems*.taskId() == ['1', '11', '12', '511', '601', '602']
    problems[2] == new Problem('12', 'Add 12.', Optional.of('def add12(x):\r\n  return x + 12'), ['assert add12(1) == 13', 'assert add12(0) == 12'],
        'import math', Optional.empty())
    Problems.present('google-research-datasets/mbpp', home, hub()).get() == files
  }

  def 'its configuration sanitized stands behind the id'() {
    given:
    cached('google-research-datasets/mbpp', 'mbpp')

    expect:
    Problems.open(Problems.find('google-research-datasets/mbpp/sanitized', home, hub(), Progress.NONE)) == [
        new Problem('11', 'Write add11.', Optional.of('def add11(x): return x + 11'), ['assert add11(1) == 12'], 'import math', Optional.empty())]
  }

  def 'HumanEval has one configuration, which need not be said'() {
    given:
    cached('openai/openai_humaneval', 'openai_humaneval')

    expect:
    Problems.open(Problems.find('openai/openai_humaneval', home, hub(), Progress.NONE)) == [
        new Problem('HumanEval/0', 'def inc(x):\n    """One more."""\n', Optional.of('    return x + 1\n'),
            ['def check(candidate):\n    assert candidate(1) == 2\n\ncheck(inc)\n'], '', Optional.of('def inc(x):\n    """One more."""\n'))]
  }

  def 'a configuration that is not there is refused with those there are'() {
    given:
    cached('google-research-datasets/mbpp', 'mbpp')

    when:
    Problems.find('google-research-datasets/mbpp/sane', home, hub(), Progress.NONE)

    then:
    PvaException e = thrown()
    [e.code(), e.message] == ['PVA-CODE-011', 'the dataset google-research-datasets/mbpp has no `sane`; it has full, sanitized']
  }

  def 'what this machine has not is not there, and its name alone says whether the hub may have it'() {
    expect:
    Problems.present(said, home, hub()).empty
    Problems.atHub(said) == atHub

    where:
    said                            || atHub
    'google-research-datasets/mbpp' || true
    'openai/openai_humaneval/all'   || true
    'data/mbpp.jsonl'               || false
    'mbpp'                          || false
  }
}
