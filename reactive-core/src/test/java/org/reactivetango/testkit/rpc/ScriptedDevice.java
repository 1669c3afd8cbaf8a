package org.reactivetango.testkit.rpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.DevInfo;
import org.reactivetango.core.idl.DevInfo6;
import org.reactivetango.core.idl.DevInfoVersion;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.RepositoryIds;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;

/**
 * The script of a {@link ScriptedServer} with one device of a version of the interface {@code Device}: what clients ask to
 * find that out is answered, the rest as the test says.
 */
public final class ScriptedDevice implements Consumer<Request> {
    private final int idl;
    private final int library;
    private final List<DevInfoVersion> versions;
    private final Map<String, Consumer<Request>> answers = new HashMap<>();

    private ScriptedDevice(int idl, int library, List<DevInfoVersion> versions) {
        this.idl = idl;
        this.library = library;
        this.versions = versions;
    }

    /** A device of a foreign server whose library is as old as its interface. */
    public static ScriptedDevice ofIdl(int idl) {
        return new ScriptedDevice(idl, idl, List.of());
    }

    /** A device of a server of ours. */
    public static ScriptedDevice own() {
        return new ScriptedDevice(6, 6, List.of(new DevInfoVersion("reactive-tango", "test")));
    }

    /** How an operation is answered, of those that do not serve to find out the version. */
    public ScriptedDevice on(String operation, Consumer<Request> answer) {
        answers.put(operation, answer);
        return this;
    }

    @Override
    public void accept(Request request) {
        Consumer<Request> answer = answers.get(request.operation());
        if (answer != null) {
            answer.accept(request);
            return;
        }
        switch (request.operation()) {
            case "_is_a" -> {
                boolean is = RepositoryIds.isA(idl, request.arguments().readString());
                request.reply(out -> out.writeBoolean(is));
            }
            case "info" ->
                request.reply(out -> Operations.INFO.encodeResult(
                        new DevInfo("Scripted", "Scripted/test", "here", library, "Doc URL = none"), out));
            case "info_6" ->
                request.reply(out -> Operations.INFO_6.encodeResult(
                        new DevInfo6("Scripted", "Scripted/test", "here", library, "Doc URL = none", "None", versions),
                        out));
            default -> request.raise(SystemException.BAD_OPERATION);
        }
    }
}
