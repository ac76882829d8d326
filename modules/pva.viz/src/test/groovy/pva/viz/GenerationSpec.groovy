package pva.viz

import static pva.viz.FigureCases.lengths
import static pva.viz.FigureCases.outcomes

import spock.lang.Specification

class GenerationSpec extends Specification {
  def "the bars of the outcomes are as long as the numbers of solutions, the most frequent error first"() {
    when:
    Figure figure = outcomes(400, [NameError: 100, AssertionError: 300])
    List<Double> widths = Xml.all(Xml.parse(figure.svg()), 'rect').findAll { it.getAttribute('x') == '190' }.collect { it.getAttribute('width') as double }

    then:
    widths == [410, 307.5, 102.5]
    ['correct', '400 (50 %)', 'AssertionError', '300 (38 %)', 'NameError', '100 (12 %)'].every { it in Xml.texts(figure.svg()) }
    figure.caption().startsWith('800 solutions: 400 pass every test.')
  }

  def "the lengths of right and wrong solutions share an axis, and those at the limit are counted"() {
    when:
    Figure figure = lengths([4, 4, 8], [8, 16, 16], 16)
    Map<String, List<Double>> tall = Xml.all(Xml.parse(figure.svg()), 'rect').findAll { it.getAttribute('fill') in [Svg.CORRECT, Svg.INCORRECT] }
        .groupBy { it.getAttribute('fill') }.collectEntries { [it.key, it.value.collect { bar -> bar.getAttribute('height') as double }] }

    then: 'two of four tokens and one of eight; one of eight and two of sixteen'
    Math.abs(tall[Svg.CORRECT][0] / tall[Svg.CORRECT][1] - 2) < 1e-3
    Math.abs(tall[Svg.INCORRECT][1] / tall[Svg.INCORRECT][0] - 2) < 1e-3
    'limit 16' in Xml.texts(figure.svg())
    figure.caption() == 'All solutions. Median 4 tokens where correct, 16 where incorrect; 2 reached the limit of 16.'
  }

  def "the page says how many are solved before it warns, and shows solutions whatever they hold"() {
    when:
    String page = GenerationPage.render(new GenerationModel('phase1', 'Which tasks?', new ReportModel.Verdict('It solves 1 of 2.', ['Why.']),
        new ReportModel.Asked([new Fact('model', 'tiny')], 'phase1.groovy', 'generate { }', ['pva run phase1.groovy']), [new Fact('problems', '2')],
        [new GenerationModel.Solved(1, 0.5, 0.0125, 0.9875)], [new Fact('isolation', 'limits')], ['How sure.'], ['Beware.'],
        [outcomes(1, [NameError: 1])], 'By rule.', [new GenerationModel.Example('7', 'right', '<p>', '1 of 1 tests passes', 'return "</pre>"', ['assert f()'])],
        new ReportModel.Run([], [], [])))
    def document = Xml.parse(page.replace('<!DOCTYPE html>\n', ''))

    then:
    Xml.all(document, 'pre')*.textContent == ['generate { }', '<p>', 'return "</pre>"', 'assert f()', 'pva run phase1.groovy']
    page.indexOf('It solves 1 of 2.') < page.indexOf('Beware.')
    page.contains('<th scope="row">pass@1</th>\n<td>0.500</td>\n<td>0.013 to 0.988</td>')
    Xml.all(document, 'a').every { link -> Xml.all(document, 'h2').any { '#' + it.getAttribute('id') == link.getAttribute('href') } }
  }
}
