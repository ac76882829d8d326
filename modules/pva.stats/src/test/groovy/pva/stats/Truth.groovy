package pva.stats

/** The values of detection.txt (see make_detection.py). */
class Truth {
  static final Map<String, double[]> VALUES = Case.text('detection.txt').readLines().collectEntries {
    [it.substring(0, it.indexOf(' ')), Case.numbers(it.substring(it.indexOf(' ') + 1))]
  }

  static double one(String key) {
    VALUES[key][0]
  }

  static boolean[] labels(String key = 'labels') {
    VALUES[key].collect { it > 0 } as boolean[]
  }

  static List<String> tasks() {
    VALUES.task.collect { "t${it as int}".toString() }
  }

  static double[][] matrix(String key, int cols) {
    VALUES[key].toList().collate(cols).collect { it as double[] } as double[][]
  }

  /** Scored rows of one fold, called at a threshold. */
  static ScoredRows scored(String key) {
    double[] score = VALUES[key]
    int n = score.length
    def called = score.collect { it >= one('threshold') } as boolean[]
    double[] platt = VALUES.platt
    double[] p = score.collect { 1 / (1 + Math.exp(-(platt[0] * it + platt[1]))) } as double[]
    new ScoredRows((0..<n) as int[], new int[n], score, p, called, called, labels(), Grouping.of(tasks()))
  }

  static int[] once() {
    VALUES.labels.collect { 1 } as int[]
  }

  static boolean near(double got, double wanted, double tolerance) {
    Math.abs(got - wanted) <= tolerance * Math.abs(wanted)
  }
}
