package pva.analysis.input

import java.nio.file.Files
import java.nio.file.Path
import pva.code.Problem
import pva.code.PromptTemplate
import spock.lang.Specification
import spock.lang.TempDir

class TaskPromptsSpec extends Specification {
  @TempDir
  Path model

  def 'a chat goes around the template, and its marks are no part of the task'() {
    given:
    Files.writeString(model.resolve('chat_template.jinja'), '{% for m in messages %}<|im_start|>{{ m.role }}{% endfor %}')
    def problem = new Problem('1', 'Add one.', Optional.empty(), ['assert f(1) == 2'], '', Optional.empty())

    when:
    def prompts = TaskPrompts.of(PromptTemplate.CHAT, model)

    then:
    prompts.prompt(problem, []) == ChatTemplate.of(model).around(PromptTemplate.CHAT.prompt(problem, []))
    prompts.pieces(problem, []).collect { [it.part().name(), it.text()] } == [['OTHER', '<|im_start|>user\n'], ['TEXT', 'Add one.'],
        ['OTHER', '\n\nYour code should pass these tests:\n\n'], ['TESTS', 'assert f(1) == 2'], ['OTHER', '\n\nAnswer with Python code only.'],
        ['OTHER', '<|im_end|>\n<|im_start|>assistant\n```python\n']]
    TaskPrompts.of(PromptTemplate.SOLUTION, model).prompt(problem, []) == PromptTemplate.SOLUTION.prompt(problem, [])
  }

  def 'an answer to #prompt ends where its form says'() {
    expect:
    TaskPrompts.stop(PromptTemplate.of(prompt), whole).end(text) == end

    where:
    prompt     | whole | text                                   || end
    'chat'     | false | 'def f(x):\n    return x\n```\nThis'   || 22
    'chat'     | true  | '```'                                  || 0
    'chat'     | true  | 'def f(x):\n    return x\nprint(f(1))' || -1
    'solution' | true  | 'def f(x):\n    return x\nprint(f(1))' || 22
    'solution' | false | 'def f(x):\n    return x\nprint(f(1))' || -1
    'header'   | true  | 'x):\n    return x\nprint(f(1))'       || 16
  }
}
