package pva.code

/** A judge for specs, at each isolation this machine offers. */
final class Judges {
  static Judge at(Isolation strongest, double seconds = 2) {
    // limits alone refuse to run root's programs as root, so there the Python has to be one that everybody can run
    def python = strongest == Isolation.LIMITS && System.getProperty('user.name') == 'root' ? Python.find([PATH: '/usr/bin:/bin']) : Python.find()
    Judge.open(new JudgeSettings(seconds, 4L << 30, 2, strongest), python)
  }

  static Solution program(String source, List<String> tests = ['assert f(2) == 4', 'assert f(3) == 9'], String setup = '') {
    new Solution([source], tests, setup)
  }
}
