package pva.cli.dist

import java.lang.module.Configuration
import java.lang.module.ModuleFinder
import java.lang.module.ModuleReference
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarFile
import java.util.spi.ToolProvider
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The built distribution, as a user gets it. */
class DistributionSpec extends Specification {
  static final List<String> OURS = ['pva.analysis', 'pva.base', 'pva.cli', 'pva.code', 'pva.data', 'pva.dsl', 'pva.model', 'pva.sae',
                                    'pva.stats', 'pva.tensor', 'pva.viz', 'vendor.nd4j', 'vendor.parquet']

  @Shared Path dist = Path.of(System.getProperty('pva.dist'))
  @Shared Map<String, ModuleReference> modules = ModuleFinder.of(dist.resolve('lib')).findAll().collectEntries { [it.descriptor().name(), it] }
  @TempDir Path folder

  def "it holds exactly the modules of the house, none of them automatic"() {
    expect:
    modules.keySet().findAll { it.startsWith('pva.') || it.startsWith('vendor.') }.sort() == OURS
    OURS.every { !modules[it].descriptor().automatic }
  }

  def "the root package of #name is its name"() {
    expect:
    modules[name].descriptor().packages().every { it == name || it.startsWith(name + '.') }

    where:
    name << OURS - ['vendor.nd4j', 'vendor.parquet']
  }

  def "no two modules on its path share a package"() {
    given:
    Map<String, List<String>> owners = [:].withDefault { [] }
    modules.each { name, reference -> reference.descriptor().packages().each { owners[it] << name } }

    expect:
    owners.findAll { it.value.size() > 1 } == [:]
  }

  def "packages rest on each other without a circle, a plug-in point beside its promise excepted"() {
    given:
    StringWriter out = new StringWriter()
    List<String> ours = OURS.findAll { it.startsWith('pva.') }.collect { dist.resolve("lib/${it}-${modules[it].descriptor().rawVersion().get()}.jar") as String }
    ToolProvider.findFirst('jdeps').get().run(new PrintWriter(out), new PrintWriter(System.err), ['-verbose:package', '--multi-release', '17',
        '--ignore-missing-deps', '--module-path', dist.resolve('lib') as String, *ours] as String[])
    Map<String, Set<String>> restsOn = [:].withDefault { new TreeSet<String>() }
    (out.toString() =~ /(?m)^ +(pva[\w.]*) +-> (pva[\w.]*) /).each { restsOn[it[1]] << it[2] }

    when: "packages that rest on nothing left are taken away, again and again"
    Map<String, Set<String>> left = restsOn.collectEntries { name, others -> [name, others.findAll { it - '.spi' != name - '.spi' } as Set] }
    while (left.removeAll { name, others -> others.every { !left.containsKey(it) } }) {
    }

    then:
    restsOn.size() > 20
    left == [:]
  }

  def "the services of #name are declared in its descriptor and in META-INF alike"() {
    given:
    Map<String, Set<String>> declared = modules[name].descriptor().provides().collectEntries { [it.service(), it.providers() as Set] }
    Map<String, Set<String>> listed = [:]
    new JarFile(new File(modules[name].location().get())).withCloseable { jar ->
      jar.entries().findAll { it.name.startsWith('META-INF/services/') && !it.directory }.each { entry ->
        listed[entry.name - 'META-INF/services/'] = jar.getInputStream(entry).readLines()*.replaceAll('#.*', '')*.trim().findAll { it } as Set
      }
    }

    expect:
    declared == listed

    where:
    name << OURS - 'vendor.parquet'
  }

  def "all modules resolve together"() {
    when:
    ModuleFinder all = ModuleFinder.compose(ModuleFinder.ofSystem(), ModuleFinder.of(dist.resolve('lib')))
    Configuration configuration = Configuration.empty().resolve(all, ModuleFinder.of(), OURS)

    then:
    configuration.modules()*.name().containsAll(OURS)
  }

  def "it runs from any folder with nothing but a JDK on the path"() {
    given:
    Process process = new ProcessBuilder(dist.resolve('bin/pva').toString(), 'check', dist.resolve('share/card.groovy').toString())
        .directory(folder.toFile()).redirectErrorStream(true)
        .tap { environment().put('PVA_JAVA_HOME', System.getProperty('java.home')) }
        .tap { environment().put('PATH', '/usr/bin:/bin') }
        .start()

    when:
    String text = process.inputStream.text

    then:
    process.waitFor() == 0
    text == dist.resolve('share/card.groovy').toString() + ': fine\n'
    Files.list(folder).withCloseable { it.toList() } == []
  }
}
