package pva.sae;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A published dictionary of one layer.
 *
 * @param model the model it was trained on, as a hub id
 * @param hook the tensor it reads, such as {@code blocks.20.hook_resid_post}
 * @param width number of latents; empty where only the files say it
 * @param repository the hub repository
 * @param folder its folder there, or its one file ({@code .safetensors}, {@code .pt}, {@code .pth})
 * @param l0 the canonical L0 where it is known, or the one asked for
 * @param neuronpedia its id on Neuronpedia, such as {@code gemma-2-2b/20-gemmascope-res-16k}
 * @param factor its {@code norm_scaling_factor}, where it needs one that is in none of its files
 * @param notes what had to be chosen without being asked
 */
public record Release(String model, String hook, String architecture, int layer, OptionalInt width, String repository, String folder,
    OptionalInt l0, Optional<String> neuronpedia, OptionalDouble factor, List<String> notes) {

  public Release {
    notes = List.copyOf(notes);
  }
}
