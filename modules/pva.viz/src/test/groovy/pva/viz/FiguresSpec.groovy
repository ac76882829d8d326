package pva.viz

import static pva.viz.FigureCases.*

import org.w3c.dom.Document
import org.w3c.dom.Element
import pva.viz.CloudFigure.Kind
import pva.viz.FitFigure.At
import pva.viz.GroupFigure.Sample
import pva.viz.StabilityFigure.Overlap
import pva.viz.TopFigure.Bar
import spock.lang.Specification

class FiguresSpec extends Specification {
  def "#name is a well-formed drawing with a title, and drawn twice it has the same bytes"() {
    when:
    Figure figure = ALL[name].call()
    Document svg = Xml.parse(figure.svg())

    then:
    svg.documentElement.tagName == 'svg'
    Xml.all(svg, 'title')*.textContent == [figure.title()]
    Xml.all(svg, 'script').empty
    ALL[name].call() == figure

    where:
    name << ALL.keySet()
  }

  def "#name shows no NaN, no infinity and no negative zero"() {
    when:
    Figure figure = ALL[name].call()

    then:
    !(figure.svg() + figure.caption() =~ /NaN|Infinity|\bnull\b|[-−]0(\.0*)?(?![.\d])/)

    where:
    name << ALL.keySet()
  }

  def "#name keeps every text and every mark inside the drawing"() {
    given:
    Document svg = Xml.parse(ALL[name].call().svg())
    double width = svg.documentElement.getAttribute('width') as double
    double height = svg.documentElement.getAttribute('height') as double

    expect:
    Xml.all(svg, 'text').findAll { !it.hasAttribute('transform') }.every { Element text ->
      double size = (text.getAttribute('font-size') ?: '12') as double
      double wide = Glyphs.width(text.textContent, size, text.getAttribute('font-weight') == 'bold')
      double x = text.getAttribute('x') as double
      double left = [start: x, middle: x - wide / 2, end: x - wide][text.getAttribute('text-anchor') ?: 'start']
      double y = text.getAttribute('y') as double
      assert left >= 0 && left + wide <= width && y >= size && y <= height - 2, "'$text.textContent' from $left, $wide wide, at $y"
      true
    }
    Xml.all(svg, 'rect').every { Element rect ->
      def (double x, double y, double w, double h) = ['x', 'y', 'width', 'height'].collect { rect.getAttribute(it) as double }
      x >= 0 && y >= 0 && w >= 0 && h >= 0 && x + w <= width + 0.01 && y + h <= height + 0.01
    }

    where:
    name << ALL.keySet()
  }

  def "the scores that are exactly 0 are counted in words"() {
    when:
    Figure figure = distribution([0, 0, -0.0d, 0.1, 0.3, NAN])

    then:
    '3 of 5 are exactly 0 (grey)' in Xml.texts(figure.svg())
    figure.caption().startsWith('6 latents (all latents): 3 score exactly 0, 2 above 0, 1 undefined and not drawn.')
  }

  def "the lowest of the top scores is marked and named"() {
    when:
    Figure figure = distribution((1..100).collect { it / 100 })

    then:
    Xml.texts(figure.svg()).count { it == 'top 20' } == 2
    figure.caption().contains('The dashed line marks the lowest of the top 20 scores, 0.810.')
  }

  def "a comparison says for each group how many rows fire and how many are silent"() {
    when:
    Figure figure = groups(485, (1..16).collect { 2 + it / 10 }, 515, (1..66).collect { 2 + it / 20 })

    then:
    List<String> texts = Xml.texts(figure.svg())
    'correct (n = 485)' in texts
    'fires on 16 (3.3 %), silent on 469' in texts
    'incorrect (n = 515)' in texts
    'fires on 66 (13 %), silent on 449' in texts
    'Activation where it fires (silent rows left out)' in texts
    figure.caption() == 'Rank 1. Fires on 16 of 485 (3.3 %) correct and 66 of 515 (13 %) incorrect rows.'
  }

  def "the shares are drawn to scale"() {
    when:
    Document svg = Xml.parse(groups(100, [1] * 25, 100, [1] * 50).svg())
    List<Double> widths = Xml.all(svg, 'rect').findAll { it.getAttribute('x') == '24' }.collect { it.getAttribute('width') as double }

    then:
    widths == [208, 52, 208, 104]
  }

  def "few firing rows are drawn as points, not as a box"() {
    expect:
    Xml.all(Xml.parse(groups(59, [6, 7.5, 9, 12.25], 915, [6.5, 8]).svg()), 'circle').size() == 6
  }

  def "more firing rows than rows are refused"() {
    when:
    new Sample(1, [1, 2] as double[])

    then:
    IllegalArgumentException e = thrown()
    e.message == '2 firing rows in a group of 1'
  }

  def "bars point to the group that is more active"() {
    when:
    String drawn = ALL['top'].call().svg()
    Document svg = Xml.parse(drawn)
    Map<String, Element> bars = Xml.all(svg, 'rect').findAll { it.getAttribute('height') == '13' }
        .collectEntries { [it.getAttribute('fill'), it] }
    double zero = bars[Svg.CORRECT].getAttribute('x') as double

    then:
    Math.abs((bars[Svg.INCORRECT].getAttribute('x') as double) + (bars[Svg.INCORRECT].getAttribute('width') as double) - zero) < 0.02
    ['−0.370', '+0.320', '[−0.50, −0.24]'].every { it in Xml.texts(drawn) }
  }

  def "the fit says its verdict and the declared L0"() {
    when:
    List<String> good = Xml.texts(fit(32, true, 'The dictionary fits.').svg())
    List<String> bad = Xml.texts(fit(NAN, false, 'no').svg())

    then:
    ['✓ fits', 'The dictionary fits.', 'dashed: 32.0, as the dictionary declares', '4 (asked)', '0.101'].every { it in good }
    ['✗ does not fit', 'the dictionary declares no L0'].every { it in bad }
  }

  def "a fit without the layer asked for is refused"() {
    when:
    new FitFigure(4, [new At(3, 0.2, 30, 0.9)], NAN, true, '')

    then:
    IllegalArgumentException e = thrown()
    e.message == 'no fit at layer 4'
  }

  def "the fit is drawn as in the snapshot"() {
    expect: 'a change of the drawing is read by a person in the difference of this file'
    fit(32, true, 'The dictionary fits.').svg() == getClass().getResource('fit.svg').getText('UTF-8')
  }

  def "a cloud says how many latents it shows, what became of them, and how many it cannot show"() {
    expect:
    cloud(Kind.VOLCANO, [point(0, 0.1, 0.5), point(1, 0.2, 0.5), point(2, 0.3, 1e-9), point(5, NAN, 0.5)]).caption()
        .startsWith('3 latents, 1 found, 1 kept and not found, 1 dropped; 1 more without such values (dropped, never firing, or not varying) are not drawn.')
  }

  def "a point of a volcano stands as high as its p has decimal zeros"() {
    when:
    Document svg = Xml.parse(cloud(Kind.VOLCANO, [point(2, 1, 1e-4), point(5, -1, 1e-2)], NAN).svg())
    List<Double> y = Xml.all(svg, 'circle').findAll { it.hasAttribute('stroke') }.collect { it.getAttribute('cy') as double }

    then: 'the axis begins at p = 1'
    Math.abs((350 - y[0]) / (350 - y[1]) - 2) < 1e-3
  }

  def "sixty thousand latents make a small drawing"() {
    given:
    Random random = new Random(1)

    expect:
    cloud(Kind.LANDSCAPE, (0..<65536).collect { new CloudFigure.Point(it, random.nextGaussian() / 50, random.nextGaussian() * 2,
        CloudFigure.Standing.KEPT) }).svg().length() < 250_000
  }

  def "a stability figure tells the latents that stay from those that do not"() {
    when:
    String svg = Figures.stability(new StabilityFigure(2, 200, [new StabilityFigure.Bar(7, 0.9), new StabilityFigure.Bar(8, 0.2)],
        [new Overlap(2, 0.55, 0.2, 1)])).svg()

    then:
    Xml.all(Xml.parse(svg), 'rect').findAll { it.getAttribute('x') == '66' }*.getAttribute('fill') == [Svg.CORRECT, '#8c8c8c']
    ['90 %', '20 %', '0.55'].every { it in Xml.texts(svg) }
  }

  def "a sensitivity figure marks the threshold of the run and says what chance decides there"() {
    expect:
    sensitivity([0.01, 0.02, NAN]).caption().contains('At the threshold of this run (dark), 1 latent has a rate whose 95 % interval (Wilson) '
        + 'holds the threshold, so it is kept or dropped by chance.')
  }
}
