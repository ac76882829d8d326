package pva.dsl

import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.spec.AnalysisSpec
import spock.lang.Specification
import spock.lang.TempDir

/** Scripts written to a file of their own and read through the public entry points. */
abstract class ScriptFixture extends Specification {
  @TempDir
  Path folder
  List<String> printed = []

  AnalysisSpec load(Map<String, String> params = [:], boolean trust = false, String text) {
    Scripts.load(write(text), new ScriptOptions(params, trust, { String line -> printed << line }))
  }

  /** The frames of all mistakes; the script's name without its folder. */
  String frames(Map<String, String> params = [:], String text) {
    try {
      load(params, text)
      return ''
    } catch (ScriptException e) {
      return ErrorFrame.render(e).replace(folder.toString() + File.separator, '')
    }
  }

  List<ScriptProblem> problems(String text) {
    Scripts.check(write(text), new ScriptOptions([:], false, { String line -> printed << line }))
  }

  Path write(String text) {
    Path script = folder.resolve('analysis.groovy')
    Files.writeString(script, text)
    script
  }
}
