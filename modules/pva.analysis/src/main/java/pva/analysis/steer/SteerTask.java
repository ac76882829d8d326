package pva.analysis.steer;

import java.util.List;

/** A task as the model sees it, and the tests that judge what it writes. */
record SteerTask(String id, String prompt, List<String> tests, String setup) {
  SteerTask {
    tests = List.copyOf(tests);
  }
}
