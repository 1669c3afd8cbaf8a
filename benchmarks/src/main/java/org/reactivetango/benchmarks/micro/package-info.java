/** JMH benchmarks of what a request passes through, by subject. {@code -prof gc} shows what is allocated per operation. */
@NullMarked
package org.reactivetango.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
