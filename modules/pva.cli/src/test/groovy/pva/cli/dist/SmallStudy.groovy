package pva.cli.dist

import java.nio.file.Files
import java.nio.file.Path
import pva.data.Datasets
import tools.jackson.databind.json.JsonMapper

/** A study of the first solutions and documents of the quickstart, which runs in seconds and takes the same steps. */
class SmallStudy {
  static final Path TINY = Pva.EXAMPLES.resolve('tiny')

  final Path folder
  final Path rows
  final Path corpus

  SmallStudy(Path folder) {
    this.folder = folder
    corpus = Files.write(folder.resolve('pile.jsonl'), Files.readAllLines(TINY.resolve('pile.jsonl')).take(16))
    rows = Files.write(folder.resolve('rows.jsonl'), Datasets.open(TINY.resolve('data/datasets').toString(), folder).rows().take(64).collect {
      new JsonMapper().writeValueAsString([task_id: it.taskId(), prompt: it.prompt(), generated_code: it.generatedCode(), is_correct: it.correct()])
    })
  }

  Path script(String model = "model '$TINY/model'", String sae = "sae gemmaScope(from: '$TINY/sae')") {
    Path script = folder.resolve('study.groovy')
    script.toFile().text = """
      analysis {
          dataset '$rows'
          $model
          layer 4
          $sae
          filter pile(0.02, corpus: '$corpus')
      }
    """.stripIndent()
    script
  }
}
