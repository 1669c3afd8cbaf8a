package org.reactivetango.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.client.DeviceProxy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

@Command(
        name = "read",
        description = "Reads attributes: value, set value, quality and time.",
        footer = {
            "",
            "  read 'tango://host:10000/a/b/c#dbase=no' double_scalar State",
            "  read 'tango://host:10000/a/b/c/double_scalar#dbase=no'"
        })
final class Read extends DeviceTask {
    private static final int SHORT = 1000;

    @Parameters(
            index = "0",
            paramLabel = "<device>[/<attribute>]",
            description = "The name of the device or, as a fourth field, of the attribute.")
    private String device = "";

    @Parameters(index = "1..*", paramLabel = "<attribute>", description = "Names of attributes.")
    private List<String> attributes = new ArrayList<>();

    @Option(names = "--all", description = "Show every element of a long value, not just the first " + SHORT + ".")
    private boolean all;

    Read(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.attributes(
                device, attributes, "which attribute is to be read? State and Status are attributes too");
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        int most = all ? Integer.MAX_VALUE : SHORT;
        return Flux.fromIterable(target().rest())
                .flatMapSequential(name -> reported(proxy, name, ReadingReport.of(proxy, name, most)));
    }
}
