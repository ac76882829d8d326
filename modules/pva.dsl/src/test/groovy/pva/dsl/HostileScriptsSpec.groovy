package pva.dsl

import java.nio.file.Files

/** Nothing here may compile, and nothing here may run: most of these would create the canary file. */
class HostileScriptsSpec extends ScriptFixture {
  def "a script that #deed is refused before anything runs"() {
    given:
    def canary = folder.resolve('canary')

    when:
    def found = problems(text.replace('CANARY', canary.toString()) + '\nanalysis { layer 4 }\n')

    then:
    found.any { it.code() == 'PVA-DSL-020' || it.message().contains('is known for this value') }
    found.findAll { it.code() == 'PVA-DSL-020' }.every { it.help() == ['--trust allows it; give it only for scripts you wrote'] && it.span().present }
    !Files.exists(canary)
    printed.empty

    where:
    [deed, text] << [
      ['writes a file', 'new File(\'CANARY\').text = \'x\''],
      ['starts a program from a text', '"touch CANARY".execute()'],
      ['starts a program from a list', '[\'touch\', \'CANARY\'].execute()'],
      ['ends the process', 'System.exit(3)'],
      ['opens an address', 'def u = new URL(\'http://example.org\').text'],
      ['looks a class up', 'Class.forName(\'java.lang.Runtime\')'],
      ['evaluates a text', 'Eval.me(\'new File("CANARY").createNewFile()\')'],
      ['grabs a library', '@Grab(\'org.example:x:1\')\nimport org.example.X'],
      ['adds to a class', 'String.metaClass.foo = { -> 1 }'],
      ['imports statically', 'import static java.lang.System.exit\nexit(3)'],
      ['calls inside a text', 'def s = "${new File(\'CANARY\').createNewFile()}"'],
      ['runs code while it is compiled', '@groovy.transform.ASTTest(value = { new File(\'CANARY\').createNewFile() })\ndef x = 1'],
      ['reaches the class loader', 'this.class.classLoader.loadClass(\'java.lang.Runtime\')'],
      ['turns a text into a file', 'def f = \'x\' as File\nf.delete()'],
      ['makes a file by assignment', 'File f = [\'CANARY\']\nf.createNewFile()'],
      ['starts a program inside the block', 'analysis { layer 4; "touch CANARY".execute() }'],
      ['points at a method', 'def f = new File(\'CANARY\').&createNewFile\nf()'],
      ['refers to a method', 'def c = Runtime::getRuntime'],
      ['starts a thread', 'Thread.start { }'],
      ['reads a property of list elements by name', '[1][\'class\']'],
      ['reads a property by name', '\'x\'[\'class\']'],
      ['reaches around its closures', 'def c = { owner }\ndef d = { delegate.getClass() }\ndef e = { thisObject.binding }'],
      ['defines a class', 'class Evil { static { new File(\'CANARY\').createNewFile() } }\nnew Evil()'],
      ['defines a method', 'def helper() { new File(\'CANARY\') }\nhelper()'],
      ['uses what scripts inherit', 'evaluate(\'1\')\nrun(new File(\'x\'))\ngetBinding().setVariable(\'x\', 1)\nbinding.x = 1'],
      ['uses a category', 'use(groovy.time.TimeCategory) { 1 }'],
      ['builds a process', 'def p = new ProcessBuilder(\'ls\')\ndef q = Runtime.runtime.exec(\'ls\')'],
      ['reads the environment', 'def a = System.getenv(\'HOME\')\ndef b = System.getProperty(\'user.home\')\ndef d = Integer.getInteger(\'x\')'],
      ['reads by a full class name', 'def x = java.nio.file.Files.readString(java.nio.file.Paths.get(\'/etc/passwd\'))'],
      ['asks a number for its class', '1.class.forName(\'x\')\n1.getClass().forName(\'x\')'],
      ['defines a nameless class', 'def o = new Object() { String toString() { new File(\'CANARY\').createNewFile() } }'],
      ['calls a static method by a made name', 'def name = \'exit\'\nSystem."$name"(3)'],
      ['calls a method by a made name', 'def m = \'exit\'\n\'x\'."$m"()'],
      ['reaches the meta class', 'def x = \'a\'.invokeMethod(\'execute\', null)\ndef y = \'a\'.metaClass\ndef z = \'a\'.getMetaClass()\ndef w = \'a\'.properties'],
      ['points at a program', 'def r = \'ls\'.&execute\nr()'],
      ['starts programs by spreading', '[\'ls\']*.execute()'],
      ['starts a program in a with block', '\'x\'.with { execute() }\n\'ls\'.with { it.execute() }'],
      ['switches checking off', '@groovy.transform.CompileDynamic\ndef evil() { \'ls\'.execute() }\nevil()'],
      ['makes another shell', 'new GroovyShell().evaluate(\'1\')\nnew groovy.lang.GroovyClassLoader().parseClass(\'1\')'],
      ['makes a script engine, sleeps', 'println(new javax.script.ScriptEngineManager())\nsleep(1000)'],
      ['turns a closure around', 'def x = (Closure) { -> 1 }\nx.delegate = 3\nx.setDelegate(3)\nx.metaClass = null'],
      ['reads bytes, streams, sockets', 'def l = [1, 2].toString().getBytes()\ndef s = [1, 2].stream()\ndef t = new java.net.Socket(\'localhost\', 80)\ndef i = InetAddress.getLocalHost()'],
      ['declares a field', '@groovy.transform.Field def x = new File(\'CANARY\').createNewFile()'],
      ['defines an enum', 'enum E { A { { new File(\'CANARY\').createNewFile() } } }'],
      ['defines an interface, a trait, a record', 'interface I { def x = new File(\'CANARY\').createNewFile() }\ntrait T { }\nrecord R(int x) { }'],
      ['reads fields directly', 'def x = 1; def c = x.@value\njava.lang.reflect.Array.newInstance(String, 3)'],
      ['hides types in loops and parameters', 'for (File f : [\'CANARY\']) { f.createNewFile() }\n[new Object()].each { File f -> f.delete() }\ntry { 1 } catch (VirtualMachineError e) { e.printStackTrace() }'],
      ['renames imports', 'import java.io.File as List\nimport groovy.transform.*\nimport pva.base.WholeFile\nList x = new List(\'x\')'],
      ['enters our package', 'package pva.dsl\ndef x = ScriptCompiler.SOURCE\npva.dsl.Scripts.load(null, null)'],
      ['asks a map for its class', 'def m = [a: 1]\nm.getClass()\nm.class\ndef k = \'x\'.toURL()\ndef x = \'x\'.asType(File)\ndef z = Map.of(\'a\', 1).a.class'],
      ['calls what is not resolved', 'def f = { it.execute() }\ndef g = { Object x -> x.text }\nf(\'ls\')'],
    ]
  }

  def "a refusal names what is refused"() {
    expect:
    frames('''\
def home = System.getenv('HOME')
"rm -rf ${home}".execute()
analysis { layer 4 }
''') == '''\
error: a script may not use `System`: the process and its environment
  --> analysis.groovy:1:12
   |
 1 | def home = System.getenv('HOME')
   |            ^^^^^^ refused
   = help: --trust allows it; give it only for scripts you wrote
   = code: PVA-DSL-020

error: a script may not use `execute`: programs
  --> analysis.groovy:2:18
   |
 2 | "rm -rf ${home}".execute()
   |                  ^^^^^^^ refused
   = help: --trust allows it; give it only for scripts you wrote
   = code: PVA-DSL-020
'''
  }

  def "a script nested without end is refused, not a crash"() {
    expect:
    problems('analysis { layer ' + '(' * 20000 + '4' + ')' * 20000 + ' }')*.message() == ['brackets are nested more than 32 deep']
  }
}
