package pva.stats

import groovy.transform.Canonical

import pva.tensor.SparseMatrix

/** Sparse latents, labels, and what SciPy and scikit-learn say of them (see make_cases.py). */
@Canonical
class Case {
  String name
  boolean[] labels
  SparseMatrix latents
  Map<String, double[]> columns

  static List<Case> all() {
    read('zero-inflated.txt') + read('cases.txt')
  }

  static List<Case> read(String file) {
    text(file).readLines().findAll { !it.startsWith('#') }.join('\n').split('\n\n').findAll { it.trim() }.collect { of(it) }
  }

  static String text(String file) {
    Case.getResourceAsStream(file).getText('UTF-8')
  }

  private static Case of(String block) {
    def lines = block.trim().readLines().collectEntries { [it.substring(0, it.indexOf(' ')), it.substring(it.indexOf(' ') + 1)] }
    int width = lines.remove('width') as int
    lines.remove('n')
    String name = lines.remove('name')
    boolean[] labels = numbers(lines.remove('labels')).collect { it > 0 } as boolean[]
    SparseMatrix latents = sparse(lines.remove('values').split(' ').collect { it as float }, width)
    new Case(name, labels, latents, lines.collectEntries { k, v -> [k, numbers(v)] })
  }

  static double[] numbers(String text) {
    text.split(' ').collect { it == 'nan' ? Double.NaN : it as double } as double[]
  }

  /** CSR of dense values, row by row. */
  static SparseMatrix sparse(List<? extends Number> dense, int width) {
    def builder = SparseMatrix.builder(width)
    dense.collate(width).each { row ->
      row.eachWithIndex { v, j ->
        if (v > 0) {
          builder.add(j, v as float)
        }
      }
      builder.endRow()
    }
    builder.build()
  }

  /** Latents that fire on a share of the rows, with gamma-like strengths. */
  static SparseMatrix random(Random random, int rows, int width, double density) {
    sparse((0..<rows * width).collect { random.nextDouble() < density ? (float) -Math.log(1 - random.nextDouble()) : 0f }, width)
  }
}
