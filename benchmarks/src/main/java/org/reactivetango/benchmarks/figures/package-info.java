/** What was measured: figures, their spread, and the lines, tables and plots that show them. Knows nothing of measuring. */
@NullMarked
package org.reactivetango.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
