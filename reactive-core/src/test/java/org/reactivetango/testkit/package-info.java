/** What the tests of all modules share: watches over leaks, blocking calls and the layers. */
@NullMarked
package org.reactivetango.testkit;

import org.jspecify.annotations.NullMarked;
