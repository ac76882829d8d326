package pva.viz

import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Document
import org.w3c.dom.Element
import org.w3c.dom.Node
import org.xml.sax.InputSource

/** Reads what was drawn as XML: not well-formed means an exception. */
class Xml {
  static Document parse(String text) {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance()
    factory.setFeature('http://apache.org/xml/features/nonvalidating/load-external-dtd', false)
    factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)))
  }

  /** All elements of a name in a document or below an element. */
  static List<Element> all(Node parent, String name) {
    def found = parent.getElementsByTagName(name)
    (0..<found.length).collect { found.item(it) as Element }
  }

  static List<String> texts(String svg) {
    all(parse(svg), 'text')*.textContent
  }
}
