package pva.code;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import pva.base.Progress;

/**
 * Runs the tests of solutions in a sandbox, several side by side.
 *
 * <p>The program and its tests run in two processes. The process of the program is shut in, knows no test, and can do no more
 * than answer calls with values; the process of the tests never runs a line of the program, compares those values with its own
 * builtins, and is the only one whose word counts. So a program cannot declare itself correct, whatever it does to Python.
 *
 * <p><b>Limitation:</b> an object of a class that the program made stays with the program. It equals no plain value, and cannot be
 * ordered or added with one. An argument that the program changes in place is changed for the tests too, but not what lies within it.
 */
public final class Judge implements AutoCloseable {
  private static final int GRACE_SECONDS = 20;
  private static final ThreadFactory THREADS = task -> {
    Thread thread = new Thread(task, "pva-judge");
    thread.setDaemon(true);
    return thread;
  };

  private final JudgeSettings settings;
  private final Python python;
  private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();
  private final Queue<Worker> all = new ConcurrentLinkedQueue<>();
  private final Isolation isolation;
  private final ExecutorService threads;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(THREADS);
  private final Thread atExit = new Thread(this::end);

  private Judge(JudgeSettings settings, Python python) {
    this.settings = settings;
    this.python = python;
    Worker first = worker();
    isolation = first.isolation();
    idle.add(first);
    threads = Executors.newFixedThreadPool(settings.workers(), THREADS);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Fails with PVA-CODE-001 to -003 where there is no Python to run tests. */
  public static Judge open(JudgeSettings settings) {
    return open(settings, Python.find());
  }

  static Judge open(JudgeSettings settings, Python python) {
    return new Judge(settings, python);
  }

  /** The isolation in force. */
  public Isolation isolation() {
    return isolation;
  }

  public Python python() {
    return python;
  }

  /** The verdicts, in the order of the solutions. */
  public List<Verdict> judge(List<Solution> solutions, Progress progress) {
    try (Progress.Task task = progress.start("test", solutions.size(), "solutions")) {
      List<CompletableFuture<Verdict>> running = solutions.stream().map(s -> submit(s).whenComplete((v, e) -> task.advance(1))).toList();
      return running.stream().map(Judge::join).toList();
    }
  }

  public Verdict judge(Solution solution) {
    return join(submit(solution));
  }

  /** Judges as soon as a worker is free. */
  public CompletableFuture<Verdict> submit(Solution solution) {
    return CompletableFuture.supplyAsync(() -> run(solution), threads);
  }

  private static Verdict join(CompletableFuture<Verdict> verdict) {
    try {
      return verdict.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** A judge that dies under a solution is replaced and asked once more; a program that can kill it twice has lost. */
  private Verdict run(Solution solution) {
    for (int attempt = 0; attempt < 2; attempt++) {
      Worker worker = idle.poll();
      worker = worker == null ? worker() : worker;
      ScheduledFuture<?> late = clock.schedule(worker::kill, (long) (2 * settings.seconds()) + GRACE_SECONDS, TimeUnit.SECONDS);
      try {
        Verdict verdict = worker.judge(solution, settings);
        idle.add(worker);
        return verdict;
      } catch (IOException e) {
        all.remove(worker);
        worker.close();
      } finally {
        late.cancel(false);
      }
    }
    return Verdict.of(List.of(), "Killed", solution.tests().size());
  }

  private Worker worker() {
    Worker worker = new Worker(python, settings.strongest());
    all.add(worker);
    return worker;
  }

  private void end() {
    all.forEach(Worker::close);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clock.shutdownNow();
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
