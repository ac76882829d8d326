package pva.data

import groovy.transform.CompileStatic
import java.nio.file.Path
import pva.base.Progress

/** A process of its own that fetches one file: the hub is its environment's, the file its argument. */
@CompileStatic
class HubFetch {
  static void main(String... args) {
    System.out.println(Hub.of(System.getenv(), Path.of('/nowhere')).snapshot(HubServer.ID, Optional.empty(), Progress.NONE).file(args[0]))
  }

  static Process start(HubServer server, File home, String file) {
    List<Class> needed = [HubFetch, Hub, Progress, GroovyObject, tools.jackson.databind.json.JsonMapper, tools.jackson.core.JsonParser,
        com.fasterxml.jackson.annotation.JsonProperty] as List<Class>
    List<String> places = needed.collect { Path.of(it.protectionDomain.codeSource.location.toURI()).toString() }
    String classes = places.unique().join(File.pathSeparator)
    ProcessBuilder builder = new ProcessBuilder(System.getProperty('java.home') + '/bin/java', '-Xmx128m', '-XX:TieredStopAtLevel=1',
        '-cp', classes, HubFetch.name, file)
    builder.environment().putAll([HF_HOME: home.path, HF_ENDPOINT: server.uri().toString(), HF_HUB_OFFLINE: '0'])
    builder.environment().keySet().removeAll(['HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_TOKEN'])
    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()
  }
}
