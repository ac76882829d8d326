package pva.viz

import pva.viz.DoseFigure.Control
import pva.viz.DoseFigure.Dose
import pva.viz.DoseFigure.Share
import spock.lang.Specification

class SteeringSpec extends Specification {
  static final double NAN = Double.NaN

  static DoseFigure doses() {
    new DoseFigure('latent 7', 'dose, lengths of the residual', [-0.5d, 0.25d].collect { a ->
      new Dose(a.toString(), a, new Share(0.2, 0.1, 0.4), new Share(0.5, 0.3, 0.8), new Share(-0.1, NAN, NAN), (1..20).collect {
        new Control(it / 100d, it / 50d, -it / 100d)
      })
    }, 1, '18 tune tasks, 9 of them right without steering')
  }

  def "a dose curve shows every control at every dose, and nothing happens at dose 0"() {
    when:
    Figure figure = Figures.doseCurve(doses())
    def svg = Xml.parse(figure.svg())

    then: 'three panels of two doses with twenty rings, and three dots each'
    Xml.all(svg, 'circle').count { it.getAttribute('fill') == 'none' } == 3 * 2 * 20
    Xml.all(svg, 'circle').count { it.getAttribute('fill') != 'none' } == 3 * 3
    ['Corrected', 'Corrupted', 'Change of pass@1', '-0.5', '0', '0.25'].every { it in Xml.texts(figure.svg()) }
    figure.caption().startsWith('On 18 tune tasks, 9 of them right without steering. Line and dots: the direction; bars: its exact 95 % interval ' +
        '(Clopper and Pearson); rings: 20 controls, changed alike; grey: the middle nine tenths of them.')

    and: 'the dose between them is the one that changes nothing: on the line of no correction'
    def dots = Xml.all(svg, 'circle').findAll { it.getAttribute('fill') == Svg.CORRECT }
    dots[1].getAttribute('cy') == '252'
  }

  def "bars of the transitions are as long as the numbers of tasks"() {
    when:
    Figure figure = Figures.transitions(new TransitionsFigure([new TransitionsFigure.Row('latent 7', 6, 3, false), new TransitionsFigure.Row('random 1', 0, 2, true),
        new TransitionsFigure.Row('random 2', 0, 0, true)], 12, 12, '24 held-out tasks, at dose 0.25'))
    def svg = Xml.parse(figure.svg())
    List<Double> width = Xml.all(svg, 'rect').findAll { it.getAttribute('fill') in [Svg.CORRECT, Svg.INCORRECT] }.collect { it.getAttribute('width') as double }

    then: 'lost and gained, row by row; a control that changes nothing is counted'
    figure.caption().endsWith('the one with the best balance first; 1 that change no task are left out.')
    width.size() == 4
    Math.abs(width[1] / width[0] - 2) < 0.01
    width[3] == 0d
    Math.abs(width[2] / width[0] - 2 / 3d) < 0.01
  }

  def "attention is drawn head by head: deeper where it changes more, marked where it is beyond chance"() {
    given: 'two blocks of two heads; nothing is known of the first part'
    def cells = { List<Double> change, int marked -> change.withIndex().collect { d, i -> new AttentionFigure.Cell(d, i == marked) } }
    Figure figure = Figures.attention(new AttentionFigure('attention_solution', 3, 2, [new AttentionFigure.Part('first token', NAN, cells([NAN] * 4, -1)),
        new AttentionFigure.Part('tests', 0.02, cells([0.1d, -0.05d, 0d, 0.03d], 0))], 'the last token of 12 prompts'))
    def rects = Xml.all(Xml.parse(figure.svg()), 'rect').findAll { it.getAttribute('fill') in [Svg.CORRECT, Svg.INCORRECT] }

    expect: 'block 3 lies below block 4, and its first head gains most'
    rects*.getAttribute('fill') == [Svg.CORRECT, Svg.INCORRECT, Svg.CORRECT]
    rects*.getAttribute('fill-opacity') == ['1', '0.5', '0.3']
    (rects[0].getAttribute('y') as double) > (rects[2].getAttribute('y') as double)
    Xml.all(Xml.parse(figure.svg()), 'circle').size() == 1
    Xml.texts(figure.svg()).containsAll(['first token', '– on average', 'tests', '+2.00 points on average', '3', '4',
        'blue: more attention when steered; vermilion: less; full colour: 10.00 points; dot: beyond chance'])
    figure.caption().startsWith('Of the last token of 12 prompts. Steered less unsteered share of attention')
  }

  def "the page shows solutions side by side and marks the lines that differ, whatever they hold"() {
    given:
    def pair = new SteeringModel.Pair('12', 'became right', 'Return <one>.', new SteeringModel.Side('wrong, 0 of 1 tests pass', 'def f():\n  return "</pre>"'),
        new SteeringModel.Side('right, 1 of 1 tests pass', 'def f():\n  return 1'))
    def share = { String name, double p -> new SteeringModel.Share('the last token', name, 0.25, 0.2, -0.05, -0.08, -0.02, p, [-0.01, 0.01] as double[], 0.048) }
    def attention = new SteeringModel.Attention('Behind block 4.', [share('tests', 0.01)], [share('block 5, head 2: tests', NAN)])
    def way = new SteeringModel.Way('latent 7 at 0.25', 0.5, 6, 3, new Share(0.5, 0.25, 0.75), new Share(NAN, NAN, NAN), 0.125, 0.5, 1, 0, 0.9, NAN)

    when:
    String page = SteeringPage.render(new SteeringModel('steer', 'Does it?', new ReportModel.Verdict('No effect shown.', ['Why.']),
        new ReportModel.Asked([new Fact('layer', '4')], 'steer.groovy', 'steer { }', ['pva steer steer.groovy']), [], [], 'There was one dose.',
        [way], [way], ['How sure.'], ['Beware.'], [new SteeringModel.Errors('NameError', 3, 2)], Optional.of(attention), [Figures.doseCurve(doses())], 'By rule.', [pair],
        new ReportModel.Run([], [], [])))
    def document = Xml.parse(page.replace('<!DOCTYPE html>\n', ''))

    then:
    Xml.all(document, 'mark')*.textContent == ['  return "</pre>"', '  return 1']
    page.indexOf('No effect shown.') < page.indexOf('Beware.')
    page.contains('0.500 (0.250 to 0.750)')
    page.contains('<td>–</td>')
    page.indexOf('<h2 id="errors">') < page.indexOf('<h2 id="attention">') && page.indexOf('<h2 id="attention">') < page.indexOf('<h2 id="pairs">')
    page.contains('<td>25.00</td>\n<td>20.00</td>\n<td>−5.00 (−8.00 to −2.00)</td>\n<td>0.010</td>\n<td>−1.00 to +1.00</td>\n<td>0.048</td>')
    page.contains('block 5, head 2: tests')
    !page.contains('NaN')
  }
}
