package pva.analysis
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.spec.SaeSpec
import pva.base.Progress
import pva.base.PvaException
import pva.data.Datasets
import pva.data.TableFiles
import pva.model.Checkpoint
import pva.model.ExtractionFile
import pva.model.ExtractionRequest
import pva.model.Hook
import pva.model.Position
import pva.tensor.DType
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.SafetensorsFile
import pva.tensor.SafetensorsWriter
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/** Dictionaries of other tensors than the residual stream after the block, made so that they rebuild any vector exactly. */
class HookRunSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  TinyWorld world
  @Shared
  Checkpoint model = Checkpoint.open(TinyWorld.TINY.resolve('model'))

  def setupSpec() {
    world = new TinyWorld(folder)
  }

  /** Latent 2i is the positive part of number i, latent 2i + 1 the negative one. */
  Path exact(String hook, int width, String architecture = 'standard') {
    Path sae = Files.createDirectories(folder.resolve("$architecture-$hook"))
    Files.write(sae.resolve('cfg.json'), new JsonMapper().writeValueAsBytes([architecture: architecture, d_in: width, d_sae: 2 * width, d_out: width,
        normalize_activations: 'none', apply_b_dec_to_input: false, metadata: [hook_name: hook]]))
    float[] enc = new float[width * 2 * width]
    float[] dec = new float[2 * width * width]
    for (int i = 0; i < width; i++) {
      [0, 1].each { sign ->
        enc[i * 2 * width + 2 * i + sign] = sign == 0 ? 1f : -1f
        dec[(2 * i + sign) * width + i] = sign == 0 ? 1f : -1f
      }
    }
    new SafetensorsWriter().f32('W_enc', enc, width, 2 * width).f32('W_dec', dec, 2 * width, width).f32('b_enc', new float[2 * width], 2 * width)
        .f32('b_dec', new float[width], width).write(sae.resolve('sae_weights.safetensors'))
    return sae
  }

  /** Every row's final token at a hook. */
  float[] read(Hook hook) {
    def rows = Datasets.open('small.jsonl', folder).rows()*.textRow()
    Path out = folder.resolve("${hook}.safetensors")
    ExtractionFile.write(new ExtractionRequest(model, rows, [hook], Position.FINAL, DType.F32, Device.pick(DeviceChoice.parse('cpu')), 0),
        folder.resolve('parts'), out, Progress.NONE)
    SafetensorsFile.open(out).withCloseable { it.vector(hook.tensor()) }
  }

  def 'a dictionary of #named is given #given at layer 4, and its fit is measured there'() {
    given:
    Hook hook = Hook.parse(given)
    int width = model.width(hook.point())
    boolean[] labels = Datasets.open('small.jsonl', folder).labels()

    when:
    world.run(named, world.spec().sae(SaeSpec.at(exact(named, width).toString())).build())
    def record = TinyWorld.json(world.file(named, 'run.json'))
    def table = TableFiles.readParquet(world.file(named, 'latents.parquet'))
    float[] values = read(hook)

    then:
    record.status == 'done'
    [record.sae.hook, record.sae.reads] == [named, given]
    record.fit.fvu < 1e-9
    record.fit.neighbours*.layer == [3, 5]

    and: 'the latents are those of the tensor'
    (0..<table.rows()).every { row ->
      int latent = table.column('latent').value(row)
      double sum = 0
      int n = 0
      for (int r = 0; r < 64; r++) {
        float x = values[r * width + latent.intdiv(2)] * (latent % 2 == 0 ? 1 : -1)
        sum += labels[r] && x > 0.05f ? x : 0
        n += labels[r] ? 1 : 0
      }
      Math.abs((table.column('mean_correct').value(row) as double) - sum / n) <= 1e-5 * (1 + sum / n)
    }
    Files.readString(world.file(named, 'report.html')).contains(words)

    where:
    named                      | given                      || words
    'blocks.4.hook_mlp_out'    | 'blocks.4.hook_mlp_out'    || 'what the feed-forward of block 4 adds to the residual stream'
    'blocks.4.attn.hook_z'     | 'blocks.4.attn.hook_z'     || 'output of the attention heads of block 4, side by side'
    'blocks.5.hook_resid_pre'  | 'blocks.4.hook_resid_post' || 'residual stream after block 4'
  }

  def 'a transcoder, a dictionary of another layer and one as wide as another tensor are refused before anything runs'() {
    when:
    world.run('refused', world.spec().sae(SaeSpec.at(exact(hook, width, architecture).toString())).build())

    then:
    PvaException e = thrown()
    e.code() == code
    !Files.exists(folder.resolve('refused'))

    where:
    hook                    | width | architecture || code
    'blocks.4.hook_mlp_in'  | 128   | 'transcoder' || 'PVA-RUN-023'
    'blocks.3.hook_mlp_out' | 128   | 'standard'   || 'PVA-RUN-025'
    'blocks.4.hook_mlp_out' | 64    | 'standard'   || 'PVA-RUN-022'
  }
}
