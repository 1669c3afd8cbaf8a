/** What one operation of a lane does happens before the next: jcstress tries every interleaving it can provoke. */
package org.reactivetango.benchmarks.ordering;
