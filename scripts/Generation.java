import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pva.base.Progress;
import pva.model.Checkpoint;
import pva.model.GenerationSettings;
import pva.model.Generator;
import pva.model.LanguageModel;
import pva.model.Prompt;
import pva.model.Tokenizer;
import pva.tensor.DType;
import pva.tensor.Device;
import pva.tensor.DeviceChoice;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code scripts/bench generate} times: greedy generation without an end token, so that every way writes as many tokens.
 *
 * <p>usage: Generation.java F32|BF16 MODEL PROMPTS.jsonl NEW SLOTS; prints one line of JSON
 */
public class Generation {
  public static void main(String[] args) throws Exception {
    Checkpoint checkpoint = Checkpoint.open(Path.of(args[1]));
    int tokens = Integer.parseInt(args[3]);
    try (Tokenizer tokenizer = Tokenizer.open(checkpoint.folder());
        LanguageModel model = LanguageModel.load(
            checkpoint, DType.valueOf(args[0]), Device.pick(DeviceChoice.parse("cpu")), Progress.NONE)) {
      List<Prompt> prompts = new ArrayList<>();
      for (String line : Files.readAllLines(Path.of(args[2]))) {
        prompts.add(new Prompt(prompts.size(), tokenizer.encode(new JsonMapper().readTree(line).path("text").asString())));
      }
      Generator generator = new Generator(model, tokenizer);
      generator.run(prompts.subList(0, 1), GenerationSettings.greedy(2, Set.of()), text -> { }, Progress.NONE);
      GenerationSettings settings = GenerationSettings.greedy(tokens, Set.of()).beside(Integer.parseInt(args[4]));
      long start = System.nanoTime();
      long cpu = cpu();
      generator.run(prompts, settings, text -> { }, Progress.NONE);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "{\"tokens\": %d, \"seconds\": %.3f, \"cpuSeconds\": %.3f, \"tokensPerSecond\": %.2f}%n",
          prompts.size() * tokens, seconds, (cpu() - cpu) / 1e9, prompts.size() * tokens / seconds);
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }
}
