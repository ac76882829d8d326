package pva.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pva.base.PvaException;
import pva.code.Isolation;
import pva.code.Judge;
import pva.code.JudgeSettings;
import pva.code.Solution;

/** What doctor says of the Python that judges solutions and of what shuts them in: both are tried, on good programs and on bad ones. */
final class SandboxFindings {
  private static final String RIGHT = "def f(x): return x * x";
  /** Each would be right, were it let. */
  private static final Map<String, String> WRONG = new LinkedHashMap<>();

  static {
    WRONG.put("forks", "import os\nif os.fork() == 0: os._exit(0)\n" + RIGHT);
    WRONG.put("opens a socket", "import socket\nsocket.socket()\n" + RIGHT);
    WRONG.put("takes 8 GiB", "bytearray(8 << 30)\n" + RIGHT);
  }

  private SandboxFindings() {
  }

  static List<Finding> look() {
    try (Judge judge = Judge.open(JudgeSettings.standard())) {
      return List.of(new Finding("Python", true, judge.python().version() + ", " + judge.python().executable() + ", judges solutions", ""),
          sandbox(judge));
    } catch (PvaException e) {
      return List.of(new Finding("Python", false, e.getMessage() + "; generate, test and steer need one", String.join("; ", e.help())));
    }
  }

  private static Finding sandbox(Judge judge) {
    Isolation in = judge.isolation();
    String name = in.name().toLowerCase(Locale.ROOT);
    if (!passes(judge, RIGHT)) {
      return new Finding("sandbox", false, name + ", in which a right solution does not pass",
          "let PVA_PYTHON name another Python, one that all users can run");
    }
    // limits alone leave the network within reach, as they say
    Optional<String> through = WRONG.keySet().stream().filter(w -> in != Isolation.LIMITS || !w.contains("socket"))
        .filter(w -> passes(judge, WRONG.get(w))).findFirst();
    if (through.isPresent()) {
      return new Finding("sandbox", false, name + ", but a program that " + through.get() + " passes",
          "judge solutions on another machine");
    }
    return new Finding("sandbox", in != Isolation.LIMITS, name + ": " + in.says() + "; tried",
        "judge on x86-64 Linux with seccomp, better with user namespaces (sysctl user.max_user_namespaces; in a container, a profile that "
            + "allows unshare and mount)");
  }

  private static boolean passes(Judge judge, String program) {
    return judge.judge(new Solution(List.of(program), List.of("assert f(3) == 9"), "")).correct();
  }
}
