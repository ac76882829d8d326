package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

/** What is wrong with a file is said word for word, with the file's name. */
class SafetensorsFaultsSpec extends Specification {
  static final String A = '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}'
  static final String B = '"b":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}'

  @TempDir Path folder

  def "a header with a fault in an entry is refused: #message"() {
    given:
    Path file = Files.write(folder.resolve("sae_weights.safetensors"), Bytes.safetensors("{$header}", 32))

    when:
    SafetensorsFile.open(file)

    then:
    def e = thrown(PvaException)
    e.message == message
    e.code() == code
    e.exitCode() == 1
    e.file().get() == file

    where:
    header                                                                    || code         | message
    '"a":{"dtype":"F7","shape":[2,3],"data_offsets":[0,24]},' + B             || "PVA-ST-005" | '`a`: unknown dtype "F7"'
    '"a":{"shape":[2,3],"data_offsets":[0,24]},' + B                          || "PVA-ST-005" | '`a`: the header gives no dtype'
    '"a":{"dtype":"F32","data_offsets":[0,24]},' + B                          || "PVA-ST-005" | '`a`: the header gives no shape'
    '"a":{"dtype":"F32","shape":[2,3]},' + B                                  || "PVA-ST-005" | '`a`: the header gives no data_offsets'
    '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0]},' + B               || "PVA-ST-005" | '`a`: data_offsets [0] are not a begin and an end'
    '"a":{"dtype":"F32","shape":6,"data_offsets":[0,24]},' + B                || "PVA-ST-005" | '`a`: shape is not a list: 6'
    '"a":{"dtype":"F32","shape":[2.5,3],"data_offsets":[0,24]},' + B          || "PVA-ST-005" | '`a`: shape [2.5,3] must hold whole numbers of 64 bits'
    '"a":{"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,24]},' + B || "PVA-ST-005" | '`a`: shape [18446744073709551616] must hold whole numbers of 64 bits'
    '"a":7,' + B                                                              || "PVA-ST-005" | 'the header\'s entry `a` is not a JSON object'
    '"a":{"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]},' + B          || "PVA-ST-006" | '`a`: the shape [-2, -3] has a negative length'
    '"a":{"dtype":"F32","shape":[1099511627776,1099511627776],"data_offsets":[0,24]},' + B || "PVA-ST-006" | '`a`: the shape [1099511627776, 1099511627776] has more elements than any file can hold'
    '"a":{"dtype":"F32","shape":[2305843009213693952],"data_offsets":[0,24]},' + B || "PVA-ST-006" | '`a`: the shape [2305843009213693952] has more elements than any file can hold'
    '"a":{"dtype":"F32","shape":[2,4],"data_offsets":[0,24]},' + B            || "PVA-ST-006" | '`a`: the shape [2, 4] of F32 takes 32 bytes, but data_offsets [0, 24] hold 24'
    '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[24,0]},' + B            || "PVA-ST-007" | '`a`: data_offsets [24, 0] end before they begin'
    '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[-24,0]},' + B           || "PVA-ST-007" | '`a`: data_offsets [-24, 0] begin before the data'
    '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[16,40]},' + B           || "PVA-ST-007" | '`a`: data_offsets [16, 40] end beyond the file, which has 32 bytes of data: the file is truncated, or its header is wrong'
    A + ',"b":{"dtype":"I64","shape":[1],"data_offsets":[16,24]}'             || "PVA-ST-008" | '`a` and `b` overlap: both claim byte 16 of the data'
    '"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},' + B               || "PVA-ST-008" | 'there is a gap before `b`: bytes 4 to 24 of the data belong to no tensor'
    A                                                                         || "PVA-ST-008" | 'the last 8 bytes of the file belong to no tensor'
    A + ',' + B + ',' + A                                                     || "PVA-ST-009" | 'the header names `a` twice'
    '"a":{"dtype":"F32","dtype":"F16","shape":[2,3],"data_offsets":[0,24]},' + B || "PVA-ST-009" | 'the header\'s entry `a` has `dtype` twice'
    '"__metadata__":{"step":12},' + A + ',' + B                               || "PVA-ST-005" | 'the header\'s __metadata__ may hold only strings, but `step` is 12'
  }

  def "a file that is not one header and its data is refused: #message"() {
    given:
    Path file = Files.write(folder.resolve("sae_weights.safetensors"), content)

    when:
    SafetensorsFile.open(file)

    then:
    def e = thrown(PvaException)
    e.message == message
    e.code() == code
    e.file().get() == file

    where:
    content                                          || code         | message
    new byte[0]                                      || "PVA-ST-001" | "the file is empty"
    new byte[7]                                      || "PVA-ST-001" | "the file has only 7 bytes: it is truncated, or not a safetensors file"
    "version https://git-lfs.github.com/spec/v1\noid".bytes || "PVA-ST-001" | "the file is a git-lfs pointer (download the real file)"
    length(0)                                        || "PVA-ST-002" | "the header is empty: its length is given as 0"
    length(10_000_000)                               || "PVA-ST-002" | "the header length is given as 10000000 bytes, but the file has only 40: it is truncated, or not a safetensors file"
    length(Long.MIN_VALUE + 8)                       || "PVA-ST-002" | "the header length is given as 9223372036854775816 bytes, but the file has only 40: it is truncated, or not a safetensors file"
    Bytes.safetensors([0x7b, 0xff, 0x7d] as byte[], new byte[0]) || "PVA-ST-003" | "the header is not UTF-8 text: the file is damaged, or not a safetensors file"
    Bytes.safetensors("[]", 0)                       || "PVA-ST-004" | "the header is not a JSON object"
    Bytes.safetensors('{"a": {"shape": ' + '[' * 2000, 0) || "PVA-ST-004" | "the header is not JSON: Document nesting depth (501) exceeds the maximum allowed (500, from `StreamReadConstraints.getMaxNestingDepth()`)"
    Bytes.safetensors("{} {}", 0)                    || "PVA-ST-004" | "the header is not one JSON object: something follows it"
  }

  def "a header that is not JSON is refused with the place"() {
    when:
    SafetensorsFile.open(Files.write(folder.resolve("x.safetensors"), Bytes.safetensors("{'a': 1}", 0)))

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-ST-004"
    e.message.startsWith("the header is not JSON at character ")
  }

  def "a missing file and a folder are named"() {
    when:
    SafetensorsFile.open(path)

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.file().get() == path

    where:
    path                         || code
    Path.of("no-such.safetensors") || "PVA-FILE-001"
    Path.of(".")                 || "PVA-FILE-002"
  }

  def "any damage to a header is refused or harmless, never another failure"() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    byte[] good = Bytes.safetensors("{\"__metadata__\":{\"k\":\"v\"},$A,$B}", 32)
    Path file = folder.resolve("damaged.safetensors")

    expect:
    2000.times {
      byte[] bad = random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length + 20))
      (1 + random.nextInt(3)).times {
        if (bad.length > 0) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256)
        }
      }
      Files.write(file, bad)
      try {
        SafetensorsFile.open(file).close()
      } catch (PvaException e) {
        assert e.code().startsWith("PVA-ST-00") && e.file().get() == file
      }
    }
  }

  private static byte[] length(long length) {
    ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array()
  }
}
