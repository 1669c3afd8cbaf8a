/** Values as text: parsed by what a device expects, shown to people and to programs. Knows no device and no terminal. */
@NullMarked
package org.reactivetango.client.cli.value;

import org.jspecify.annotations.NullMarked;
