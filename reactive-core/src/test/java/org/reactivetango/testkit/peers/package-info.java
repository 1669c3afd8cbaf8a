/**
 * Other Tango implementations as child processes: native TangoTest, PyTango and JTango, as servers to talk to and as
 * clients that do what a test tells them. Everything stays on 127.0.0.1 and without a database.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Peers peers = new Peers();
 *
 * @Test
 * void pyTangoReadsOurDevice() {
 *     PyTangoClient py = peers.pyTangoClient();
 *     py.deviceProxy(ourUrl);
 *     assertThat(py.read("double_scalar").values()).containsExactly("2.25");
 * }
 * }</pre>
 *
 * Start with {@link org.reactivetango.testkit.peers.Peers}.
 */
@NullMarked
package org.reactivetango.testkit.peers;

import org.jspecify.annotations.NullMarked;
