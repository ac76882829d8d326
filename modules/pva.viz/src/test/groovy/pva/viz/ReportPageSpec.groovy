package pva.viz

import org.w3c.dom.Document
import pva.viz.FitFigure.At
import pva.viz.ReportModel.Asked
import pva.viz.ReportModel.Bounded
import pva.viz.ReportModel.Data
import pva.viz.ReportModel.Detection
import pva.viz.ReportModel.DetectorRow
import pva.viz.ReportModel.Filter
import pva.viz.ReportModel.Fit
import pva.viz.ReportModel.Found
import pva.viz.ReportModel.Groups
import pva.viz.ReportModel.LatentRow
import pva.viz.ReportModel.LayerRow
import pva.viz.ReportModel.Output
import pva.viz.ReportModel.Run
import pva.viz.ReportModel.Scores
import pva.viz.ReportModel.SecondDataset
import pva.viz.ReportModel.Step
import pva.viz.ReportModel.Verdict
import spock.lang.Specification

class ReportPageSpec extends Specification {
  static final double NAN = Double.NaN

  String word = 'plain'
  boolean forced = false
  List<String> warnings = ['Selection and scoring use the same rows.']
  Optional<Filter> filter = Optional.of(new Filter('pile', 0.02, 142498, 256, Optional.empty()))
  List<LatentRow> top = [row(1, 823, 0.32), row(2, 955, -0.37)]
  List<Figure> comparisons = []
  List<LayerRow> layers = []
  Optional<Detection> detection = Optional.empty()

  static LatentRow row(int rank, int latent, double d) {
    new LatentRow(rank, LatentName.of(latent), Math.abs(d), d, d - 0.1, d + 0.1, 0.0329897, 0.128, 0.0729, 0.333, 0.548, 0.0021, NAN, NAN, 0.011, true, Optional.of("https://www.neuronpedia.org/gemma-2-2b/20-res/$latent".toString()))
  }

  ReportModel model() {
    Figure fit = FigureCases.fit(32, true, word)
    FitFigure values = new FitFigure(4, [new At(3, 0.208, 28.9, 0.89), new At(4, 0.101, 31.5, 0.947)], 32, !forced, word)
    new ReportModel(word, 'Which latents? ' + word, new Verdict('A weak signal. ' + word, [word]),
        new Asked([new Fact(word, word)], word, word, ['pva run script.groovy', word]),
        new Data([new Fact(word, word)]), new Fit(values, 54227, forced), layers,
        new Found(word, new Groups(485, 515), word, new Scores(1024, 0.038534, 0.063657, 0.37249), filter.map { new Scores(1024, 0.012, 0.04, 0.32) }, filter,
            top, top),
        detection, [word], warnings, [fit, new Figure(word, word, word, fit.svg())], comparisons,
        new Run([new Step(word, word, 1.234, word)], [new Fact(word, word)], [new Output(word, word)]))
  }

  def "the page is well-formed, and the same model gives the same bytes"() {
    expect:
    Xml.parse(ReportPage.render(model())).documentElement.tagName == 'html'
    ReportPage.render(model()) == ReportPage.render(model())
  }

  def "the verdict comes first, then the warnings, then what was asked"() {
    when:
    String page = ReportPage.render(model())
    List<Integer> places = ['A weak signal.', 'Selection and scoring use the same rows.', '>What was asked</h2>', '>On what</h2>',
                            '>Is the dictionary the right one', '>What was found</h2>', '>How sure</h2>', '>Figures</h2>',
                            '>How to reproduce</h2>', '>Record</h2>'].collect { page.lastIndexOf(it) }

    then:
    places.every { it > 0 }
    places == places.toSorted()
  }

  def "the page loads nothing: no address, no script, no image, and a policy that forbids it"() {
    when:
    Document page = Xml.parse(ReportPage.render(model()))
    List<String> addresses = Xml.all(page, '*').findAll { it.tagName != 'a' }.collectMany { element ->
      ['src', 'href', 'xlink:href', 'action', 'data'].collect { element.getAttribute(it) }
    }.findAll()

    then:
    addresses.every { it.startsWith('#') }
    ['script', 'link', 'img', 'iframe', 'object', 'base'].every { Xml.all(page, it).empty }
    !ReportPage.render(model()).contains('url(')
    Xml.all(page, 'meta')*.getAttribute('content').contains("default-src 'none'; style-src 'unsafe-inline'")
  }

  def "every link of the contents has its heading"() {
    when:
    Document page = Xml.parse(ReportPage.render(model()))

    then:
    Xml.all(page, 'nav').collectMany { Xml.all(it, 'a') }*.getAttribute('href')*.substring(1).every { it in Xml.all(page, 'h2')*.getAttribute('id') }
  }

  def "a latent leads to its page, where its dictionary has one"() {
    when:
    Document page = Xml.parse(ReportPage.render(model()))
    Map<String, String> pages = Xml.all(page, 'th').collectMany { Xml.all(it, 'a') }.collectEntries { [it.textContent, it.getAttribute('href')] }

    then:
    !pages.isEmpty()
    pages.every { latent, address -> address == 'https://www.neuronpedia.org/gemma-2-2b/20-res/' + latent }
  }

  def "layers stand side by side where there are several"() {
    given:
    String without = ReportPage.render(model())
    layers = [new LayerRow(3, false, 'gemma_scope, jumprelu', true, 0.1234, 30.2, 32, 1024, 768, Optional.empty(), Double.NaN,
        Double.NaN, Double.NaN, Double.NaN, Double.NaN), new LayerRow(4, true, 'gemma_scope, jumprelu', false, 0.6, 30.2, Double.NaN, 1024,
        768, Optional.of(LatentName.of(4, 778)), -0.313, -0.4, -0.2, 0.574, 0.001)]

    when:
    Document page = Xml.parse(ReportPage.render(model()))
    List rows = Xml.all(page, 'table').find { Xml.all(it, 'caption')[0].textContent.startsWith('Each layer') }.with { Xml.all(it, 'tr') }
        .collect { row -> Xml.all(row, 'th')*.textContent + Xml.all(row, 'td')*.textContent }

    then:
    rows[1..2] == [['3', 'gemma_scope, jumprelu', 'yes', '0.123', '30.2', '32.0', '1,024', '768', '–', '–', '–', '–', '–'],
                   ['4 (best)', 'gemma_scope, jumprelu', 'no', '0.600', '30.2', '–', '1,024', '768', '778', '−0.313', '−0.40 to −0.20', '0.574', '0.0010']]
    Xml.all(page, 'a').any { it.getAttribute('href') == '#layers' }
    !without.contains('Which layer')
  }

  def "detectors stand in a table with intervals, what guessing has, and only the columns that were asked for"() {
    given:
    Bounded none = new Bounded(NAN, NAN, NAN)
    detection = Optional.of(new Detection('400 rows', 0.485, 0.653, [
        new DetectorRow('best latent', 'latent 955, lower on correct rows', new Bounded(0.54, 0.505, 0.575), none, none, 0.61,
            NAN, NAN, NAN, NAN, NAN, 0.58),
        new DetectorRow('length of the answer', 'shorter', new Bounded(0.6, 0.55, 0.65), new Bounded(-0.06, -0.1, -0.02), none,
            0.65, NAN, NAN, NAN, NAN, NAN, 0.6)], [], Optional.of(new SecondDataset('other.parquet, 164 rows', 0.4, 0.571, [
        new DetectorRow('best latent', 'latent 955, lower on correct rows', new Bounded(0.52, 0.43, 0.61), none, none, 0.55,
            NAN, NAN, NAN, NAN, NAN, 0.58)]))))

    when:
    String page = ReportPage.render(model())
    Document html = Xml.parse(page)

    then:
    page.indexOf('Does it hold on new rows, and does anything simpler do as well?</h2>') < page.indexOf('>What was found</h2>')
    Xml.all(html, 'td')*.textContent.containsAll(['0.540 (0.51 to 0.57)', '–', '0.600 (0.55 to 0.65)', '0.520 (0.43 to 0.61)', '−0.060 (−0.10 to −0.02)'])
    Xml.all(html, 'th')*.textContent.containsAll(['detector', 'AUROC', 'latent less this', 'F1', 'AUROC where chosen'])
    !Xml.all(html, 'th')*.textContent.contains('Brier')
    page.contains('On a second dataset, other.parquet, 164 rows: latent, weights and thresholds as the first dataset chose them.')
    Xml.all(html, 'dd')*.textContent.any { it.startsWith('at the threshold tuned for it on other rows; calling every row correct has 0.653') }
  }

  def "words from outside never become markup"() {
    given:
    word = '</p></pre></title><script>alert("1")</script> & \'x\' ' + '\u0000'
    warnings = [word]
    filter = Optional.of(new Filter(word, 0.02, 1, 1, Optional.of(word)))

    when:
    Document page = Xml.parse(ReportPage.render(model()))

    then:
    Xml.all(page, 'script').empty
    Xml.all(page, 'title')[0].textContent.startsWith('</p></pre></title><script>alert("1")</script> & \'x\' ')
  }

  def "an undefined value is a dash, and a column without values is left out"() {
    given:
    top = [row(1, 823, 0.32), row(2, 955, NAN)]

    when:
    Document page = Xml.parse(ReportPage.render(model()))

    then:
    List<String> heads = Xml.all(page, 'th').findAll { it.getAttribute('scope') == 'col' }*.textContent
    'p (Welch)' in heads
    !('q (BH)' in heads)
    !('p (max-T)' in heads)
    !(page.documentElement.textContent =~ /NaN|Infinity/)
    Xml.all(page, 'td')*.textContent.contains('–')
  }

  def "a frequency is said as a count and a share"() {
    expect:
    Xml.all(Xml.parse(ReportPage.render(model())), 'td')*.textContent.containsAll(['16 (3.3 %)', '66 (13 %)', '+0.320', '+0.22 to +0.42'])
  }

  def "the filter says what it dropped, or why it was not applied"() {
    when:
    String applied = Xml.parse(ReportPage.render(model())).documentElement.textContent
    filter = Optional.of(new Filter('pile', 0.02, 0, 0, Optional.of('no firing rates were given.')))
    String absent = Xml.parse(ReportPage.render(model())).documentElement.textContent

    then:
    applied.contains('The filter pile dropped 256 latents that fire on more than 2 % of 142,498 tokens of general text.')
    absent.contains('The filter pile was asked for but not applied: no firing rates were given.')
    !absent.contains('The filter pile dropped')
  }

  def "a run that was forced against the fit says so before anything else is believed"() {
    given:
    forced = true

    when:
    String page = Xml.parse(ReportPage.render(model())).documentElement.textContent

    then:
    page.indexOf('the run was forced to go on. Nothing below says anything about the model') in 1..page.indexOf('What was asked')
    page.contains('It does not fit.')
  }

  def "many comparisons unfold, few stand open"() {
    given:
    comparisons = (1..count).collect { FigureCases.groups(4, [it], 4, []) }

    expect:
    Xml.all(Xml.parse(ReportPage.render(model())), 'summary')*.textContent.contains("The other ${count - 5}" as String) == folds
    Xml.all(Xml.parse(ReportPage.render(model())), 'figure').size() == count + 2

    where:
    count | folds
    5     | false
    20    | true
  }

  def "a run without a finding still has a report"() {
    given:
    top = []
    warnings = []
    filter = Optional.empty()

    when:
    String page = ReportPage.render(model())

    then:
    page.contains('No latent to list.')
    !page.contains('>Warnings</h2>')
  }
}
