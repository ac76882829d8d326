package pva.analysis.generate;

import pva.code.Problem;

/**
 * A problem as the model reads it.
 *
 * @param row its place in the file, from 0
 */
record Task(int row, Problem problem, String prompt, int[] ids) {
}
