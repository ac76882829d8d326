package pva.viz

import org.w3c.dom.Document
import spock.lang.Specification

class LayersSpec extends Specification {
  static final Map<String, Closure<Figure>> CASES = [
      'layers'              : { drawn(at(3, 955, -0.37, 0.001), at(4, 778, 0.313, 0.2), none(5)) },
      'layers, one'         : { drawn(at(0, 16383, 0.2, 0.04)) },
      'layers, none'        : { drawn() },
      'layers, many'        : { drawn(*(0..<80).collect { at(it, 65535, Math.sin(it), it % 7 == 0 ? 0.001 : 0.5) }) },
      'layers, several tops': { Figures.topLatents(new TopFigure([new TopFigure.Bar(LatentName.of(41, 1048575), 0.2, 0.1, 0.3)], "Cohen's d", [])) },
      'layers, stability'   : { Figures.stability(new StabilityFigure(1, 9, [new StabilityFigure.Bar(LatentName.of(41, 1048575), 0.2)], [])) },
  ]

  static LayersFigure.At at(int layer, int latent, double d, double p) {
    new LayersFigure.At(layer, Optional.of(LatentName.of(layer, latent)), d, d - 0.1, d + 0.1, p)
  }

  static LayersFigure.At none(int layer) {
    new LayersFigure.At(layer, Optional.empty(), Double.NaN, Double.NaN, Double.NaN, Double.NaN)
  }

  static Figure drawn(LayersFigure.At... layers) {
    Figures.layers(new LayersFigure(layers as List, 0.05, 0.001))
  }

  def 'a layer whose best latent is no better than chance is drawn hollow, and the caption counts those that are'() {
    when:
    Figure figure = drawn(at(3, 955, -0.37, 0.001), at(4, 778, 0.313, 0.2), none(5))
    List fills = Xml.all(Xml.parse(figure.svg()), 'circle').drop(3)*.getAttribute('fill')

    then: 'after the three of the legend'
    fills == [Svg.INCORRECT, '#ffffff']
    figure.caption().contains('1 of 3 layers have a latent with a p of at most 0.05. The smallest p, 0.0010, is that of latent 955 of layer 3.')
    Xml.all(Xml.parse(figure.svg()), 'text')*.textContent.containsAll(['955', '778', '3', '4', '5'])
  }

  def 'the interval of the size of d is that of d, cut off at 0'() {
    when:
    Document svg = Xml.parse(drawn(at(3, 1, -0.3, 0.001), at(4, 2, 0.05, 0.001)).svg())
    List<Map> lines = Xml.all(svg, 'line').findAll { it.getAttribute('stroke-width') == '1.4' }
        .collect { [from: it.getAttribute('y1') as double, to: it.getAttribute('y2') as double] }
    List<Double> dots = Xml.all(svg, 'circle').drop(3).collect { it.getAttribute('cy') as double }
    double perUnit = (dots[1] - dots[0]) / 0.25

    then:
    Math.abs(dots[0] - lines[0].to - 0.1 * perUnit) < 0.05
    Math.abs(lines[0].from - dots[0] - 0.1 * perUnit) < 0.05
    Math.abs(lines[1].from - dots[1] - 0.05 * perUnit) < 0.05
  }

  def 'a latent of several layers is named with its layer wherever it stands'() {
    given:
    LatentName name = LatentName.of(4, 955)

    expect:
    [name.words(), name.text(), name.file()] == ['latent 955 of layer 4', 'L4/955', '4_955']
    [LatentName.of(955).words(), LatentName.of(955).text(), LatentName.of(955).file()] == ['latent 955', '955', '955']
    Figures.groupComparison(new GroupFigure(1, name, 0.1, 0.6, new GroupFigure.Sample(2, [1] as double[]), new GroupFigure.Sample(2, [] as double[])))
        .with { [it.name(), it.title()] } == ['latent_4_955', 'Latent 955 of layer 4 on correct and on incorrect rows']
  }

  def 'a marked figure carries the warning in the drawing, below what was drawn'() {
    given:
    Figure plain = FigureCases.fit(32, true, 'fits')
    String warning = 'Published pairing, off by one: ' + 'not what the dictionary was trained on, ' * 4 + 'a & b.'

    when:
    Figure marked = plain.marked(warning)
    Document svg = Xml.parse(marked.svg())
    Document before = Xml.parse(plain.svg())
    double high = before.documentElement.getAttribute('height') as double
    List strip = Xml.all(svg, 'text').findAll { it.getAttribute('fill') == Svg.WARNING && (it.getAttribute('y') as double) > high }

    then:
    strip*.textContent.join(' ') == warning
    strip.every { (it.getAttribute('y') as double) < (svg.documentElement.getAttribute('height') as double) }
    Xml.all(svg, 'title')*.textContent == [warning + ' ' + plain.title()]
    Xml.all(svg, '*').size() == Xml.all(before, '*').size() + strip.size() + 2 // the strip, and the ground of the larger drawing
    marked.caption() == plain.caption() + ' ' + warning
    [marked.name(), marked.title()] == [plain.name(), plain.title()]
  }
}
