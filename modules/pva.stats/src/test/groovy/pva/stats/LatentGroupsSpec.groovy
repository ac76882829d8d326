package pva.stats

import spock.lang.Specification

class LatentGroupsSpec extends Specification {

  def "zeros are a share, the rest has its quartiles"() {
    given: 'latent 1 on five correct rows: 4, 0, 1, 3, 2; on two incorrect ones: 0, 0'
    def labels = [true, true, false, true, true, false, true] as boolean[]
    def latents = Case.sparse([4, 0, 0, 1, 3, 0, 2].collectMany { [1, it] }, 2)

    when:
    def groups = LatentGroups.of(latents, labels, 1, 0)

    then:
    groups*.latent() == [1, 0]
    with(groups[0].correct()) {
      rows() == 5
      fired() == 4
      shareZero() == 0.2d
      mean() == 2d
      std() == Math.sqrt(2.5)
      values().toList() == [1f, 2f, 3f, 4f]
      [0, 0.25, 0.5, 0.75, 1].collect { quantile(it) } == [1d, 1.75d, 2.5d, 3.25d, 4d]
    }
    with(groups[0].incorrect()) {
      rows() == 2
      fired() == 0
      shareZero() == 1d
      Double.isNaN(quantile(0.5))
    }
    groups[1].incorrect().shareZero() == 0d
  }
}
