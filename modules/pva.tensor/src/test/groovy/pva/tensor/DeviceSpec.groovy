package pva.tensor

import pva.base.PvaException
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.util.environment.RestoreSystemProperties

class DeviceSpec extends Specification {
  def "a device is written as #text"() {
    expect:
    DeviceChoice.parse(text) == choice
    DeviceChoice.parse(choice.toString()) == choice

    where:
    text     || choice
    "auto"   || new DeviceChoice.Auto()
    "cpu"    || new DeviceChoice.Cpu()
    "gpu"    || new DeviceChoice.Gpu(0)
    "gpu(3)" || new DeviceChoice.Gpu(3)
    "gpu:1"  || new DeviceChoice.Gpu(1)
  }

  def "an unknown device is refused"() {
    when:
    DeviceChoice.parse(text)

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-DEV-003"
    e.exitCode() == 2
    e.message == "unknown device `$text`"
    e.help() == ["write auto, cpu, gpu or gpu(1)"]

    where:
    text << ["cuda", "gpu(1", "gpu(-1)", "gpu(1):2", "GPU", ""]
  }

  def "auto takes a GPU where there is one, else the CPU"() {
    expect:
    Device.pick(new DeviceChoice.Auto()).name() == (Device.probe().gpus() > 0 ? "gpu(0)" : "cpu")
    Device.pick(new DeviceChoice.Cpu()).name() == "cpu"
  }

  @IgnoreIf({ Device.probe().gpus() > 0 })
  def "a GPU that is not there is refused with what to do"() {
    when:
    Device.pick(new DeviceChoice.Gpu(1))

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-DEV-001"
    e.message == "gpu(1) was asked for, but no GPU is usable here"
    e.word().get() == "device"
    e.help() == ["device auto takes a GPU where there is one, else the CPU",
                 "a GPU needs its driver, a CUDA build of libtorch 2.7.1 named by PYTORCH_LIBRARY_PATH, and the CUDA runtime named by jna.library.path"]
  }

  @RestoreSystemProperties
  @IgnoreIf({ System.getenv("PYTORCH_LIBRARY_PATH") })
  def "missing native libraries are named with the folder that was looked at"() {
    given:
    System.setProperty("PYTORCH_LIBRARY_PATH", "/no/such/folder")

    when:
    Device.pick(new DeviceChoice.Cpu())

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-DEV-002"
    e.message == "the native libraries of the tensor engine are not in /no/such/folder"
    e.help() == ["the folder must hold libtorch.so, libtorch_cpu.so and libdjl_torch.so",
                 "build again (mvn verify unpacks them), or set PYTORCH_LIBRARY_PATH to a folder that has them"]
    Device.probe().problem().get() == e.message
    Device.probe().engine().empty
  }

  def "the report says what works"() {
    given:
    def report = Device.probe()

    expect:
    report.engine().get() == "2.7.1"
    report.problem().empty
    report.threads() >= 1
    report.libraries().present
  }

  def "of a GPU the first thing that is missing is told"() {
    expect:
    DeviceReport.Gpu.of(driver, cuda, gpus) == stage

    where:
    driver | cuda  | gpus || stage
    false  | false | 0    || DeviceReport.Gpu.NO_DRIVER
    false  | true  | 0    || DeviceReport.Gpu.NO_DRIVER
    true   | false | 0    || DeviceReport.Gpu.CPU_LIBRARIES
    true   | true  | 0    || DeviceReport.Gpu.NOT_SEEN
    true   | true  | 2    || DeviceReport.Gpu.USABLE
  }

  def "two hardware threads of one core count once"() {
    expect:
    Processor.cores(["physical id\t: 0", "core id\t: 0", "physical id\t: 0", "core id\t: 1", "physical id\t: 0", "core id\t: 0",
                     "physical id\t: 1", "core id\t: 0"]) == 3
    Processor.cores([]) == 0
  }
}
